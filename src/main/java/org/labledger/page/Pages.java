package org.labledger.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.chart.Card;
import org.labledger.chart.Chart;
import org.labledger.chart.DiagramLayout;
import org.labledger.describe.Description;
import org.labledger.display.Address;
import org.labledger.display.Language;
import org.labledger.display.Link;
import org.labledger.display.Messages;
import org.labledger.display.Names;
import org.labledger.display.Notes;
import org.labledger.display.ResultReader;
import org.labledger.display.Sources;
import org.labledger.display.Text;
import org.labledger.display.Value;
import org.labledger.display.Values;
import org.labledger.display.Visit;
import org.labledger.display.Words;
import org.labledger.form.Candidates;
import org.labledger.form.Fields;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;

/**
 * The HTML pages of one snapshot. Safe for concurrent use; lookups are cached as long as the
 * instance lives.
 *
 * <pre>{@code
 * Pages pages = Pages.of(snapshot, new Engine(Limits.STANDARD));
 * Visit visit = new Visit(Language.ENGLISH, "/query/" + query.name(), Map.of(), "");
 * String html = pages.query(query, visit);
 * }</pre>
 */
public final class Pages {

    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(ContentType.Html);

    private final QuerySections sections;
    private final Sources sources;
    private final BrowsePages browse;
    private final VocabularyPages vocabularies;
    private final SparqlPages sparql;
    private final SearchPages search;
    private final PageFrames frames;
    private final Words words;
    private final QueryPages queries;
    private final Names names;
    private final Values values;
    private final ThingPages things;
    private final Snapshot snapshot;

    private Pages(Snapshot snapshot, Engine engine) {
        this.snapshot = snapshot;
        this.frames = new PageFrames(snapshot);
        this.names = new Names(snapshot);
        this.values = new Values(snapshot, names);
        this.words = new Words(snapshot, names);
        this.sources = new Sources(snapshot, names, values);
        Candidates candidates = new Candidates(snapshot);
        Fields fields = new Fields(snapshot, names, words, candidates);
        ResultReader reader = new ResultReader(snapshot, names, values, words, sources);
        this.queries =
                new QueryPages(
                        snapshot,
                        frames,
                        fields,
                        names,
                        words,
                        sources,
                        reader,
                        candidates,
                        engine);
        this.sections = new QuerySections(snapshot, queries, names, reader, engine);
        this.browse = new BrowsePages(snapshot, names, values, sources, frames);
        this.things = new ThingPages(snapshot, names, values, sources, sections, browse);
        this.vocabularies = new VocabularyPages(snapshot, names, values, frames, browse);
        this.search =
                new SearchPages(snapshot, names, values, frames, engine.searchIndex(snapshot));
        this.sparql = new SparqlPages(snapshot, names, words, frames);
    }

    /**
     * Creates the pages of a snapshot. Indexes are built now, pages on request.
     *
     * @param engine executes the saved queries, within its limits
     */
    public static Pages of(Snapshot snapshot, Engine engine) {
        return new Pages(snapshot, engine);
    }

    /**
     * Warms up fonts and graph layout before the first request; both take a second or more to
     * initialize. Blocks meanwhile.
     */
    public static void warm() {
        List<Chart.Node> nodes =
                Stream.of("Aa", "Bb").map(n -> new Chart.Node(Text.plain(n), null, "")).toList();
        DiagramLayout.NARROW.of(
                nodes,
                List.of(new Chart.Edge(0, 1, List.of(new Chart.Label(Text.plain("Cc"), null)))));
        Card.png("Aa", "Aa \u5b57", "Aa \u5b57", "Aa");
    }

    /** Renders the list of saved queries. */
    public String queries(Visit visit) {
        List<QueryListPage.Topic> topics =
                Topics.of(snapshot.catalog(), query -> true, words, visit);
        QueryListPage page =
                new QueryListPage(
                        frames.of(
                                        visit,
                                        new Text(
                                                visit.say("questions.title"),
                                                visit.language().tag()))
                                .format("JSON", "application/json", "/query/?format=json")
                                .build(),
                        snapshot.catalog().queries().size(),
                        topics);
        return render("queries.jte", page);
    }

    /**
     * Renders the page of a saved query with its answer. Blocks while the query runs.
     *
     * @throws LimitException if the query exceeds a limit
     */
    public String query(SavedQuery query, Visit visit) throws LimitException {
        QueryPage page = queries.page(query, visit);
        return render("query.jte", page);
    }

    /**
     * Returns the first problem with the parameters of a visit to a saved query; empty if it can
     * run.
     */
    public Optional<BadParameterException> fault(SavedQuery query, Visit visit) {
        return queries.fault(query, visit);
    }

    /**
     * Draws the answer to a saved query as SVG. Blocks while the query runs.
     *
     * @return the drawing, or empty if the query has no view that can be drawn, or its answer is
     *     too large or too small
     * @throws LimitException if the query exceeds a limit
     */
    public Optional<String> drawing(SavedQuery query, Visit visit) throws LimitException {
        return queries.page(query, visit).picture().drawing().map(d -> render("drawing.jte", d));
    }

    /**
     * Renders the page of a thing. Blocks while saved queries run.
     *
     * @param description what is said about it
     * @param jsonLd its statements as JSON-LD, escaped for a script element
     * @param visit the request; its path is that of the page, such as {@code /doc/id/x}
     * @throws LimitException if a saved query about the thing exceeds a limit
     */
    public String thing(Description description, String jsonLd, Visit visit) throws LimitException {
        Node thing = description.subject();
        Text name = names.of(thing, visit.language());
        PageFrames.Builder frame =
                frames.of(visit, name)
                        .summary(names.text(thing, RDFS.comment.asNode(), visit.language()))
                        .structuredData(jsonLd)
                        .card(cardAddress(visit, name.value(), Map.of("iri", thing.getURI())))
                        .canonical(
                                Address.toTheWeb(thing.getURI())
                                        .orElse(visit.origin() + visit.path()));
        frame.crumb("nav.things", "/browse");
        List<Value> kinds = things.kinds(description.types(), visit.language());
        if (!kinds.isEmpty()
                && kinds.getFirst() instanceof Value.Thing(Text kind, String href, var away)) {
            frame.crumb(kind, href);
        }
        frame.formats(Format.ofGraphs(), suffix -> visit.path() + "." + suffix);
        return render("thing.jte", things.page(description, visit, frame.build()));
    }

    /**
     * Draws the picture for link previews: of the thing {@code ?iri=}, or else of the ledger.
     *
     * @return the picture as PNG, or empty if this machine lacks fonts for it
     */
    public Optional<byte[]> card(Visit visit) {
        Language language = visit.language();
        String iri = visit.parameter("iri");
        String site = frames.site(language).value();
        if (iri.isEmpty()) {
            return Card.png(
                    "", site, frames.description(language).map(Text::value).orElse(""), foot());
        }
        Node thing = NodeFactory.createURI(iri);
        List<Node> types = snapshot.store().triples().objects(thing, RDF.type.asNode());
        String kind =
                things.kinds(types, language).stream()
                        .flatMap(value ->
                                value instanceof Value.Thing(Text name, var href, var away)
                                        ? Stream.of(name.value())
                                        : Stream.empty())
                        .findFirst()
                        .orElse("");
        return Card.png(
                kind,
                names.of(thing, language).value(),
                names.text(thing, RDFS.comment.asNode(), language).map(Text::value).orElse(""),
                site + " · " + foot());
    }

    private String foot() {
        return snapshot.home().shortSnapshot();
    }

    /**
     * Returns the address of the picture of a page, or an empty string if it cannot be drawn here.
     */
    private static String cardAddress(Visit visit, String name, Map<String, String> parameters) {
        if (!Card.canBeDrawn(name)) {
            return "";
        }
        Map<String, String> all = new TreeMap<>(parameters);
        all.put(Visit.LANGUAGE, visit.language().tag());
        return visit.origin() + Address.of("/card.png", all);
    }

    /**
     * Renders the front page. Blocks while saved queries run.
     *
     * @throws LimitException if one of the queries shown exceeds a limit
     */
    public String front(Visit visit) throws LimitException {
        Notes notes = new Notes(sources, visit.language());
        Optional<Text> sentence = frames.description(visit.language());
        List<FrontPage.Figure> figures = new ArrayList<>();
        List<ThingPage.Section> latest = new ArrayList<>();
        for (ThingPage.Section section : sections.ofFrontPage(visit, notes)) {
            if (section.chart().orElse(null)
                            instanceof Chart.Figure(Value value, var rest, var more)
                    && value instanceof Value.Quantity number) {
                figures.add(new FrontPage.Figure(number.shown(), section.title(), section.href()));
            } else {
                latest.add(section);
            }
        }
        FrontPage page =
                new FrontPage(
                        frames.of(visit, frames.site(visit.language())).summary(sentence).build(),
                        sentence,
                        figures,
                        latest,
                        Topics.of(
                                snapshot.catalog(),
                                // Figures are shown above; queries with required parameters only
                                // here.
                                query ->
                                        !query.view().equals(Optional.of("number"))
                                                || query.parameters().stream()
                                                        .anyMatch(Parameter::required),
                                words,
                                visit),
                        notes.list());
        return render("front.jte", page);
    }

    /**
     * Renders the list of classes, or with {@code ?class=} of the records of one class; empty if it
     * has none.
     */
    public Optional<String> browse(Visit visit) {
        return browse.page(visit).map(page -> render("browse.jte", page));
    }

    /** Renders the page of a vocabulary; empty if the IRI is not a vocabulary of the home. */
    public Optional<String> vocabulary(Node iri, Visit visit) {
        return vocabularies.page(iri, visit).map(page -> render("vocabulary.jte", page));
    }

    /** Renders the SPARQL editor, with {@code ?query=} or the saved query {@code ?edit=} in it. */
    public String sparql(Visit visit) {
        return render("sparql.jte", sparql.page(visit));
    }

    /**
     * Renders the results of a search for {@code ?q=}, restricted to the class {@code ?type=} if
     * given.
     */
    public String search(Visit visit) {
        return render("search.jte", search.page(visit));
    }

    /** Renders the page about methods and access points. */
    public String about(Visit visit) {
        List<Link> links = new ArrayList<>();
        snapshot.ontology()
                .graph()
                .find(Node.ANY, RDF.type.asNode(), OWL.Ontology.asNode())
                .mapWith(Triple::getSubject)
                .filterKeep(v -> vocabularies.page(v, visit).isPresent())
                .forEach(v ->
                        values.page(v)
                                .ifPresent(page ->
                                        links.add(
                                                new Link(
                                                        names.of(v, visit.language()),
                                                        page.replaceFirst("^/doc/", "/")))));
        AboutPage page =
                new AboutPage(
                        frames.of(visit, new Text(visit.say("about.title"), visit.language().tag()))
                                .build(),
                        frames.description(visit.language()),
                        links,
                        snapshot.catalog().queries().stream()
                                .filter(q -> q.query().isSelectType())
                                .map(q -> Address.of("/query/" + q.name() + ".csv", q.examples()))
                                .findFirst()
                                .orElse(""),
                        visit.origin());
        return render("about.jte", page);
    }

    /**
     * Renders the page of an error.
     *
     * @param status HTTP status code
     * @param detail what is wrong and what to do
     * @param excerpt the faulty part of the request, or empty
     */
    public String problem(int status, String detail, String excerpt, Visit visit) {
        String key = "error." + status;
        String title = visit.say(Messages.all().has(key) ? key : "error.other");
        String path = visit.path();
        String search =
                status == 404
                        ? path.substring(path.lastIndexOf('/') + 1)
                                .replaceAll("[-_.+]+", " ")
                                .strip()
                        : "";
        ErrorPage page =
                new ErrorPage(
                        frames.of(visit, new Text(title, visit.language().tag()))
                                .notIndexed()
                                .build(),
                        status,
                        detail,
                        excerpt,
                        search);
        return render("error.jte", page);
    }

    private static String render(String template, Object page) {
        StringOutput out = new StringOutput(32 * 1024);
        TEMPLATES.render(template, page, out);
        return readable(out.toString());
    }

    /**
     * Replaces control characters and noncharacters, which RDF literals may contain and HTML may
     * not, even escaped.
     */
    private static String readable(String html) {
        StringBuilder readable = null;
        for (int i = 0; i < html.length(); i++) {
            if (!isInHtml(html.charAt(i))) {
                if (readable == null) {
                    readable = new StringBuilder(html);
                }
                readable.setCharAt(i, '\uFFFD');
            }
        }
        return readable == null ? html : readable.toString();
    }

    private static boolean isInHtml(char c) {
        if (c < 0x20) {
            return c == '\t' || c == '\n' || c == '\r';
        }
        return (c < 0x7F || c > 0x9F) && (c < 0xFDD0 || c > 0xFDEF) && c < 0xFFFE;
    }
}
