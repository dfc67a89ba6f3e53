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
import org.labledger.chart.Chart;
import org.labledger.chart.LayeredLayout;
import org.labledger.chart.PreviewImage;
import org.labledger.describe.Description;
import org.labledger.display.Address;
import org.labledger.display.DisplayNames;
import org.labledger.display.Headings;
import org.labledger.display.Language;
import org.labledger.display.Link;
import org.labledger.display.Messages;
import org.labledger.display.Notes;
import org.labledger.display.PageRequest;
import org.labledger.display.ResultTableFactory;
import org.labledger.display.SourceSummaries;
import org.labledger.display.Text;
import org.labledger.display.Value;
import org.labledger.display.Values;
import org.labledger.form.FormFields;
import org.labledger.form.ParameterValues;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;

/**
 * The pages of one snapshot. Any number of threads may ask; what was looked up once is remembered
 * as long as the snapshot is.
 *
 * <pre>{@code
 * Pages pages = Pages.of(snapshot, engine);
 * String html = pages.question(query, PageRequest.of(path, parameters, cookie, accept, origin));
 * }</pre>
 */
public final class Pages {

    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(ContentType.Html);

    private final Sections sections;
    private final SourceSummaries sources;
    private final Browse browse;
    private final Vocabularies vocabularies;
    private final Editor editor;
    private final Search search;
    private final Frames frames;
    private final Headings headings;
    private final Questions questions;
    private final DisplayNames names;
    private final Values values;
    private final Things things;
    private final Snapshot snapshot;

    private Pages(Snapshot snapshot, Engine engine) {
        this.snapshot = snapshot;
        this.frames = new Frames(snapshot);
        this.names = new DisplayNames(snapshot);
        this.values = new Values(snapshot, names);
        this.headings = new Headings(snapshot, names);
        this.sources = new SourceSummaries(snapshot, names, values);
        ParameterValues parameterValues = new ParameterValues(snapshot);
        FormFields fields = new FormFields(snapshot, names, headings, parameterValues);
        ResultTableFactory tables =
                new ResultTableFactory(snapshot, names, values, headings, sources);
        this.questions =
                new Questions(
                        snapshot,
                        frames,
                        fields,
                        names,
                        headings,
                        sources,
                        tables,
                        parameterValues,
                        engine);
        this.sections = new Sections(snapshot, questions, names, tables, engine);
        this.browse = new Browse(snapshot, names, values, sources, frames);
        this.things = new Things(snapshot, names, values, sources, sections, browse);
        this.vocabularies = new Vocabularies(snapshot, names, values, frames, browse);
        this.search = new Search(snapshot, names, values, frames, engine.searchIndex(snapshot));
        this.editor = new Editor(snapshot, names, headings, frames);
    }

    /** Makes the pages of a snapshot; they are written when they are asked for. */
    public static Pages of(Snapshot snapshot, Engine engine) {
        return new Pages(snapshot, engine);
    }

    /**
     * Draws something of each kind for nobody: fonts and the layout of graphs take a second or more
     * to begin with, which then is not a reader's.
     */
    public static void warm() {
        List<Chart.Node> nodes =
                Stream.of("Aa", "Bb").map(n -> new Chart.Node(Text.plain(n), null, "")).toList();
        LayeredLayout.NARROW.of(
                nodes,
                List.of(new Chart.Edge(0, 1, List.of(new Chart.Label(Text.plain("Cc"), null)))));
        PreviewImage.png("Aa", "Aa \u5b57", "Aa \u5b57", "Aa");
    }

    /** Writes the list of saved queries. */
    public String questions(PageRequest request) {
        List<QuestionsPage.Topic> topics =
                Topics.of(snapshot.catalog(), query -> true, headings, request);
        QuestionsPage page =
                new QuestionsPage(
                        frames.of(
                                        request,
                                        new Text(
                                                request.say("questions.title"),
                                                request.language().tag()))
                                .format("JSON", "application/json", "/query/?format=json")
                                .build(),
                        snapshot.catalog().queries().size(),
                        topics);
        return render("questions.jte", page);
    }

    /**
     * Writes the page of a saved query, with its answer.
     *
     * @throws LimitException if the query goes over a limit
     */
    public String question(SavedQuery query, PageRequest request) throws LimitException {
        QuestionPage page = questions.page(query, request);
        return render("question.jte", page);
    }

    /**
     * Returns what keeps a query from being asked with the values of a request, if something does.
     */
    public Optional<BadParameterException> fault(SavedQuery query, PageRequest request) {
        return questions.fault(query, request);
    }

    /**
     * Draws the answer to a saved query as SVG.
     *
     * @return the drawing, or empty if the query names no view that can be drawn, or its answer is
     *     too large or too small for one
     * @throws LimitException if the query goes over a limit
     */
    public Optional<String> drawing(SavedQuery query, PageRequest request) throws LimitException {
        return questions
                .page(query, request)
                .picture()
                .drawing()
                .map(d -> render("drawing.jte", d));
    }

    /**
     * Writes the page of a thing.
     *
     * @param description everything that is said of it
     * @param jsonLd the thing's own statements as JSON-LD, safe to stand inside a script element
     * @param request the request; its path is that of the page, such as {@code /doc/id/x}
     * @throws LimitException if a saved query about the thing goes over a limit
     */
    public String thing(Description description, String jsonLd, PageRequest request)
            throws LimitException {
        Node thing = description.subject();
        Text name = names.of(thing, request.language());
        Frames.Builder frame =
                frames.of(request, name)
                        .summary(names.text(thing, RDFS.comment.asNode(), request.language()))
                        .structuredData(jsonLd)
                        .card(cardAddress(request, name.value(), Map.of("iri", thing.getURI())))
                        .canonical(
                                Address.toTheWeb(thing.getURI())
                                        .orElse(request.origin() + request.path()));
        frame.crumb("nav.things", "/browse");
        List<Value> kinds = things.kinds(description.types(), request.language());
        if (!kinds.isEmpty()
                && kinds.getFirst() instanceof Value.Thing(Text kind, String href, var away)) {
            frame.crumb(kind, href);
        }
        frame.formats(Format.ofGraphs(), suffix -> request.path() + "." + suffix);
        return render("thing.jte", things.page(description, request, frame.build()));
    }

    /**
     * Draws the picture that other sites show of a page: of the thing {@code ?iri=}, else of the
     * ledger itself.
     *
     * @return the picture as PNG, or empty if this machine has no letters for it
     */
    public Optional<byte[]> card(PageRequest request) {
        Language language = request.language();
        String iri = request.parameter("iri");
        String site = frames.site(language).value();
        if (iri.isEmpty()) {
            return PreviewImage.png(
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
        return PreviewImage.png(
                kind,
                names.of(thing, language).value(),
                names.text(thing, RDFS.comment.asNode(), language).map(Text::value).orElse(""),
                site + " · " + foot());
    }

    private String foot() {
        return snapshot.home().shortSnapshot();
    }

    /** Pictures are only promised where they can be drawn. */
    private static String cardAddress(
            PageRequest request, String name, Map<String, String> parameters) {
        if (!PreviewImage.canBeDrawn(name)) {
            return "";
        }
        Map<String, String> all = new TreeMap<>(parameters);
        all.put(PageRequest.LANGUAGE, request.language().tag());
        return request.origin() + Address.of("/card.png", all);
    }

    /**
     * Writes the home page.
     *
     * @throws LimitException if one of the queries that it shows goes over a limit
     */
    public String home(PageRequest request) throws LimitException {
        Notes notes = new Notes(sources, request.language());
        Optional<Text> sentence = frames.description(request.language());
        List<HomePage.Figure> figures = new ArrayList<>();
        List<ThingPage.Section> latest = new ArrayList<>();
        for (ThingPage.Section section : sections.ofHome(request, notes)) {
            if (section.chart().orElse(null)
                            instanceof Chart.SingleValue(Value value, var rest, var more)
                    && value instanceof Value.Quantity number) {
                figures.add(new HomePage.Figure(number.shown(), section.title(), section.href()));
            } else {
                latest.add(section);
            }
        }
        HomePage page =
                new HomePage(
                        frames.of(request, frames.site(request.language()))
                                .summary(sentence)
                                .build(),
                        sentence,
                        figures,
                        latest,
                        Topics.of(
                                snapshot.catalog(),
                                // Numbers by themselves stand above; of what somebody chooses,
                                // here.
                                query ->
                                        !query.view().equals(Optional.of(SavedQuery.View.NUMBER))
                                                || query.parameters().stream()
                                                        .anyMatch(Parameter::required),
                                headings,
                                request),
                        notes.list());
        return render("home.jte", page);
    }

    /** Writes the list of kinds of records, or with {@code ?class=} of the records of one kind. */
    public Optional<String> browse(PageRequest request) {
        return browse.page(request).map(page -> render("browse.jte", page));
    }

    /** Writes the page of a vocabulary; empty if the IRI names none of the home. */
    public Optional<String> vocabulary(Node iri, PageRequest request) {
        return vocabularies.page(iri, request).map(page -> render("vocabulary.jte", page));
    }

    /** Writes the SPARQL editor, with {@code ?query=} or the saved query {@code ?edit=} in it. */
    public String sparql(PageRequest request) {
        return render("sparql.jte", editor.page(request));
    }

    /** Writes what a search for {@code ?q=} found, of the class {@code ?type=} if it is given. */
    public String search(PageRequest request) {
        return render("search.jte", search.page(request));
    }

    /** Writes the page about the evidence and the ways to use the ledger. */
    public String about(PageRequest request) {
        List<Link> links = new ArrayList<>();
        snapshot.ontology()
                .graph()
                .find(Node.ANY, RDF.type.asNode(), OWL.Ontology.asNode())
                .mapWith(Triple::getSubject)
                .filterKeep(v -> vocabularies.page(v, request).isPresent())
                .forEach(v ->
                        values.page(v)
                                .ifPresent(page ->
                                        links.add(
                                                new Link(
                                                        names.of(v, request.language()),
                                                        page.replaceFirst("^/doc/", "/")))));
        AboutPage page =
                new AboutPage(
                        frames.of(
                                        request,
                                        new Text(
                                                request.say("about.title"),
                                                request.language().tag()))
                                .build(),
                        frames.description(request.language()),
                        links,
                        snapshot.catalog().queries().stream()
                                .filter(q -> q.query().isSelectType())
                                .map(q -> Address.of("/query/" + q.name() + ".csv", q.examples()))
                                .findFirst()
                                .orElse(""),
                        request.origin());
        return render("about.jte", page);
    }

    /**
     * Writes the page of a problem.
     *
     * @param status the HTTP status
     * @param detail what is wrong, and what to do
     * @param excerpt the place in the request that is wrong, or empty
     */
    public String problem(int status, String detail, String excerpt, PageRequest request) {
        String key = "error." + status;
        String title = request.say(Messages.all().has(key) ? key : "error.other");
        String path = request.path();
        String search =
                status == 404
                        ? path.substring(path.lastIndexOf('/') + 1)
                                .replaceAll("[-_.+]+", " ")
                                .strip()
                        : "";
        ErrorPage page =
                new ErrorPage(
                        frames.of(request, new Text(title, request.language().tag()))
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

    /** Replaces controls and noncharacters: literals may have them, HTML may not, even escaped. */
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
