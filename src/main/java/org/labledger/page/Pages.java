package org.labledger.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.SavedQuery;
import org.labledger.changes.ChangeLog;
import org.labledger.changes.Listings;
import org.labledger.changes.StillComparingException;
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
import org.labledger.display.ResultTable;
import org.labledger.display.ResultTableFactory;
import org.labledger.display.SourceSummaries;
import org.labledger.display.Text;
import org.labledger.display.Value;
import org.labledger.display.Values;
import org.labledger.form.FormFields;
import org.labledger.form.ParameterValues;
import org.labledger.link.Cited;
import org.labledger.link.Reference;
import org.labledger.problem.ProblemException;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.query.Pace;
import org.labledger.result.Format;
import org.labledger.result.WorkbookWriter;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Evidence;
import org.labledger.vocabulary.Namespaces;

/**
 * The HTML pages of one snapshot. Safe for concurrent use; lookups are cached as long as the
 * instance lives.
 *
 * <pre>{@code
 * Pages pages = Pages.of(snapshot, new Engine(Limits.STANDARD), log);
 * PageRequest request = new PageRequest(Language.ENGLISH, "/query/" + query.name(), Map.of(), "");
 * String html = pages.query(query, request);
 * }</pre>
 */
public final class Pages {

    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(ContentType.Html);

    /** Tag of the queries whose answers the front page gives in a line. */
    private static final String START = "start";

    private final QuerySections sections;
    private final SourceSummaries sources;
    private final BrowsePages browse;
    private final VocabularyPages vocabularies;
    private final SparqlPages sparql;
    private final SearchPages search;
    private final PageFrames frames;
    private final Headings headings;
    private final QueryPages queries;
    private final DisplayNames names;
    private final Values values;
    private final ThingPages things;
    private final ChangesPages changes;
    private final ComparePages compare;
    private final ThingSheets sheets;
    private final Snapshot snapshot;

    private Pages(Snapshot snapshot, Engine engine, ChangeLog log) {
        this.snapshot = snapshot;
        this.frames = new PageFrames(snapshot, log.absence().isEmpty());
        this.names = new DisplayNames(snapshot);
        this.values = new Values(snapshot, names);
        this.headings = new Headings(snapshot, names);
        this.sources = new SourceSummaries(snapshot, names, values);
        ParameterValues parameterValues = new ParameterValues(snapshot);
        FormFields fields = new FormFields(snapshot, names, headings, parameterValues);
        ResultTableFactory tables =
                new ResultTableFactory(snapshot, names, values, headings, sources);
        this.queries =
                new QueryPages(
                        snapshot,
                        frames,
                        fields,
                        names,
                        headings,
                        sources,
                        tables,
                        parameterValues,
                        new DisagreementCards(snapshot, names, values),
                        engine);
        this.sections = new QuerySections(snapshot, queries, names, tables, engine);
        this.browse = new BrowsePages(snapshot, names, values, sources, frames);
        this.things = new ThingPages(snapshot, names, values, sources, sections, browse);
        this.sheets = new ThingSheets(snapshot, names, values, sources, sections);
        this.vocabularies = new VocabularyPages(snapshot, names, values, frames, browse);
        this.search =
                new SearchPages(
                        snapshot,
                        names,
                        values,
                        frames,
                        engine.searchIndex(snapshot),
                        new ReadyAnswers(snapshot, names, parameterValues, queries));
        this.compare = new ComparePages(snapshot, names, values, sources, sections, frames);
        this.sparql = new SparqlPages(snapshot, names, headings, frames);
        this.changes =
                new ChangesPages(
                        new Listings(log, snapshot, () -> Pace.current().step(0)), names, frames);
    }

    /**
     * Creates the pages of a snapshot. Indexes are built now, pages on request.
     *
     * @param engine executes the saved queries, within its limits
     * @param log the history of the home
     */
    public static Pages of(Snapshot snapshot, Engine engine, ChangeLog log) {
        return new Pages(snapshot, engine, log);
    }

    /**
     * Warms up fonts and graph layout before the first request; both take a second or more to
     * initialize. Blocks meanwhile.
     */
    public static void warm() {
        List<Chart.Node> nodes =
                Stream.of("Aa", "Bb").map(n -> new Chart.Node(Text.plain(n), null, "")).toList();
        LayeredLayout.NARROW.of(
                nodes,
                List.of(new Chart.Edge(0, 1, List.of(new Chart.Label(Text.plain("Cc"), null)))));
        PreviewImage.png("Aa", "Aa \u5b57", "Aa \u5b57", "Aa");
    }

    /** Renders the list of saved queries. */
    public String queries(PageRequest request) {
        List<QueryListPage.Topic> topics =
                Topics.of(snapshot.catalog(), query -> true, headings, request);
        QueryListPage page =
                new QueryListPage(
                        frames.of(
                                        request,
                                        new Text(
                                                request.say("questions.title"),
                                                request.language().tag()))
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
    public String query(SavedQuery query, PageRequest request) throws LimitException {
        QueryPage page = queries.page(query, request);
        return render("query.jte", page);
    }

    /**
     * Renders the answer of a saved query without chrome, to be framed. Blocks while the query
     * runs.
     *
     * @throws LimitException if the query exceeds a limit
     */
    public String embeddedQuery(SavedQuery query, PageRequest request) throws LimitException {
        return inFrame(render("embedquery.jte", queries.page(query, request)));
    }

    /**
     * Renders the headline of a thing without chrome, to be framed. Blocks while saved queries run.
     *
     * @throws LimitException if a saved query about the thing exceeds a limit
     */
    public String embeddedThing(Description description, PageRequest request)
            throws LimitException {
        PageFrame frame =
                frames.of(request, names.of(description.subject(), request.language()))
                        .canonical(
                                Address.toTheWeb(description.subject().getURI())
                                        .orElse(request.origin() + request.path()))
                        .build();
        return inFrame(render("embedthing.jte", things.page(description, request, frame)));
    }

    /** Links lead out of the frame, except to the notes in it. */
    private static String inFrame(String html) {
        return html.replace("href=\"#", "target=\"_self\" href=\"#");
    }

    /** Returns the title of a saved query. */
    public String title(SavedQuery query, PageRequest request) {
        return Text.of(query.title(), request.language()).value();
    }

    /** Returns the name of a thing. */
    public String title(Node thing, PageRequest request) {
        return names.of(thing, request.language()).value();
    }

    /** Returns the title of the ledger. */
    public String site(PageRequest request) {
        return frames.site(request.language()).value();
    }

    /**
     * Returns the first problem with the parameters of a request for a saved query; empty if it can
     * run.
     */
    public Optional<BadParameterException> fault(SavedQuery query, PageRequest request) {
        return queries.fault(query, request);
    }

    /**
     * Draws the answer to a saved query as SVG. Blocks while the query runs.
     *
     * @return the drawing, or empty if the query has no view that can be drawn, or its answer is
     *     too large or too small
     * @throws LimitException if the query exceeds a limit
     */
    public Optional<String> drawing(SavedQuery query, PageRequest request) throws LimitException {
        return queries.page(query, request).picture().drawing().map(d -> render("drawing.jte", d));
    }

    /**
     * Renders the page of a thing. Blocks while saved queries run.
     *
     * @param description what is said about it
     * @param jsonLd its statements as JSON-LD, escaped for a script element
     * @param request the request; its path is that of the page, such as {@code /doc/id/x}
     * @throws LimitException if a saved query about the thing exceeds a limit
     */
    public String thing(Description description, String jsonLd, PageRequest request)
            throws LimitException {
        Node thing = description.subject();
        Text name = names.of(thing, request.language());
        PageFrames.Builder frame =
                frames.of(request, name)
                        .summary(names.text(thing, RDFS.comment.asNode(), request.language()))
                        .structuredData(jsonLd)
                        .card(cardAddress(request, name.value(), Map.of("iri", thing.getURI())))
                        .canonical(
                                Address.toTheWeb(thing.getURI())
                                        .orElse(request.origin() + request.path()))
                        .feed(ChangesPages.feedOf(thing, request));
        frame.cite(
                new Cited(
                                Cited.Kind.THING,
                                thing.getURI(),
                                request.day().isPresent()
                                        ? List.of(
                                                Map.entry(
                                                        PageRequest.DAY,
                                                        request.parameter(PageRequest.DAY)))
                                        : List.of())
                        .address(snapshot.description().uriSpace()));
        frame.crumb("nav.things", "/browse");
        List<Value> kinds = things.kinds(description.types(), request.language());
        if (!kinds.isEmpty()
                && kinds.getFirst() instanceof Value.Thing(Text kind, String href, var away)) {
            frame.crumb(kind, href);
        }
        frame.formats(Format.ofDocuments(), request::inFormat);
        if (compare.isComparable(description.types())) {
            frame.compare(Address.of("/compare", Map.of("a", names.shortForm(thing))));
        }
        return render("thing.jte", things.page(description, request, frame.build()));
    }

    /**
     * Writes what the page of a thing holds as a table, or as a workbook with a sheet for each
     * section, in the reader's language. Blocks while saved queries run.
     *
     * @param format a format of rows
     * @param out where to; it stays open
     * @throws LimitException if a saved query about the thing exceeds a limit
     */
    public void write(Description description, Format format, PageRequest request, OutputStream out)
            throws LimitException {
        if (format == Format.XLSX) {
            WorkbookWriter.write(sheets.workbook(description, request), out);
        } else {
            format.write(sheets.table(description, request), snapshot.prefixes(), out);
        }
    }

    /**
     * Draws the picture for link previews: of the thing {@code ?iri=}, or else of the ledger.
     *
     * @return the picture as PNG, or empty if this machine lacks fonts for it
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

    /**
     * Returns the address of the picture of a page, or an empty string if it cannot be drawn here.
     */
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
     * Renders the front page. Blocks while saved queries run.
     *
     * @throws LimitException if one of the queries shown exceeds a limit
     */
    public String front(PageRequest request) throws LimitException {
        Notes notes = new Notes(sources, request.language());
        Optional<Text> sentence = frames.description(request.language());
        List<FrontPage.Figure> figures = new ArrayList<>();
        List<ThingPage.Section> pieces = new ArrayList<>();
        for (ThingPage.Section section : sections.ofFrontPage(request, notes)) {
            if (section.chart().orElse(null)
                            instanceof Chart.SingleValue(Value value, var rest, var more)
                    && value instanceof Value.Quantity number) {
                figures.add(
                        new FrontPage.Figure(
                                number.shown(),
                                section.title(),
                                listOf(section),
                                parts(section.table())));
            } else {
                pieces.add(section);
            }
        }
        List<Link> answers = new ArrayList<>();
        for (SavedQuery query : snapshot.catalog().queries()) {
            if (query.tags().contains(START) && !query.isFederated()) {
                queries.example(query, request).ifPresent(answers::add);
            }
        }
        FrontPage page =
                new FrontPage(
                        frames.of(request, frames.site(request.language()))
                                .summary(sentence)
                                .feed("/changes.atom")
                                .structuredData(
                                        StructuredData.site(
                                                request.origin(),
                                                frames.site(request.language()),
                                                sentence,
                                                snapshot.id(),
                                                snapshot.description()
                                                        .license()
                                                        .flatMap(Address::toTheWeb)))
                                .build(),
                        sentence,
                        changes.last(request),
                        figures,
                        pieces,
                        things.anyDisagreement(request.language(), notes),
                        answers,
                        notes);
        return render("front.jte", page);
    }

    /** Returns the address of the list of what a number counts, or else of its query. */
    private String listOf(ThingPage.Section section) {
        String list = snapshot.catalog().find(section.id()).map(SavedQuery::list).orElse("");
        if (list.isEmpty()) {
            return section.href();
        }
        return snapshot.catalog().find(list).isPresent()
                ? "/query/" + Address.encode(list)
                : browse.href(NodeFactory.createURI(snapshot.ontology().iri(list)));
    }

    /** Returns what the further columns of a number say: "11 primary", "116 retellings". */
    private static List<String> parts(ResultTable table) {
        List<String> parts = new ArrayList<>();
        if (table.rows().size() == 1) {
            ResultTable.Row row = table.rows().getFirst();
            for (int i = 1; i < table.columns().size(); i++) {
                String name = table.columns().get(i).name().value();
                row.cells().get(i).stream()
                        .filter(Value.Quantity.class::isInstance)
                        .map(value -> ((Value.Quantity) value).shown() + " " + name)
                        .forEach(parts::add);
            }
        }
        return parts;
    }

    /**
     * Renders the list of classes, or with {@code ?class=} of the records of one class; empty if it
     * has none.
     */
    public Optional<String> browse(PageRequest request) {
        return browse.page(request).map(page -> render("browse.jte", page));
    }

    /** Renders the page of a vocabulary; empty if the IRI is not a vocabulary of the home. */
    public Optional<String> vocabulary(Node iri, PageRequest request) {
        return vocabularies.page(iri, request).map(page -> render("vocabulary.jte", page));
    }

    /** Renders the SPARQL editor, with {@code ?query=} or the saved query {@code ?edit=} in it. */
    public String sparql(PageRequest request) {
        return render("sparql.jte", sparql.page(request));
    }

    /**
     * Renders the results of a search for {@code ?q=}, restricted to the class {@code ?type=} if
     * given.
     */
    public String search(PageRequest request) {
        return render("search.jte", search.page(request));
    }

    /**
     * Renders the things {@code ?a=} and {@code ?b=} side by side. Blocks while saved queries run.
     *
     * @throws LimitException if a query exceeds a limit
     */
    public String compare(PageRequest request) throws LimitException {
        return render("compare.jte", compare.page(request));
    }

    /** Renders the list of what changed. Blocks while states are compared. */
    public String changes(PageRequest request) {
        return render("changes.jte", changes.all(request));
    }

    /**
     * Renders the list of what changed about a thing. Blocks while states are compared.
     *
     * @param href the page of the thing
     * @throws StillComparingException if not all states could be compared in time
     */
    public String changesOf(Node thing, String href, PageRequest request)
            throws StillComparingException {
        return render("changes.jte", changes.about(thing, href, request));
    }

    /**
     * Renders what one state changed.
     *
     * @param state a commit, a tag, a date or the hash of a snapshot
     * @throws ProblemException if there is no such state
     */
    public String changesOf(String state, PageRequest request) throws ProblemException {
        return render("changes.jte", changes.state(state, request));
    }

    /** Renders the page that says how to cite an answer. */
    public String cite(Reference reference, PageRequest request) {
        return render(
                "cite.jte",
                new CitePages(frames, names, snapshot.description().uriSpace())
                        .page(reference, request));
    }

    /**
     * Renders a message with which readers report an error in the page {@code ?about=}, a path on
     * this site.
     */
    public String report(PageRequest request) {
        String about = request.parameter("about");
        String path = about.startsWith("/") && !about.startsWith("//") ? about : "";
        String iri =
                path.startsWith("/doc/")
                        ? snapshot.description().uriSpace().base()
                                + path.substring("/doc/".length()).replaceFirst("[?#].*", "")
                        : "";
        Text subject =
                iri.isEmpty()
                        ? Text.plain(path)
                        : names.of(NodeFactory.createURI(iri), request.language());
        String page = request.origin() + path;
        String message =
                request.say("report.text", subject.value(), page, snapshot.home().snapshot());
        Node dataset = snapshot.description().dataset();
        Optional<String> form =
                datasetText(dataset, Evidence.REPORT_FORM)
                        .map(template ->
                                template.replace("{title}", Address.encode(subject.value()))
                                        .replace("{body}", Address.encode(message)))
                        .flatMap(Address::toTheWeb);
        return render(
                "report.jte",
                new ReportPage(
                        frames.of(
                                        request,
                                        new Text(
                                                request.say("report.title"),
                                                request.language().tag()))
                                .notIndexed()
                                .build(),
                        subject,
                        path,
                        message,
                        datasetText(dataset, Namespaces.schema("email")),
                        form));
    }

    private Optional<String> datasetText(Node dataset, Node property) {
        return datasetTexts(dataset, property).stream()
                .map(Node::getLiteralLexicalForm)
                .findFirst();
    }

    private List<Node> datasetTexts(Node dataset, Node property) {
        return G.listSP(snapshot.ontology().graph(), dataset, property).stream()
                .filter(Node::isLiteral)
                .toList();
    }

    /** Returns what the dataset says of its editors and rules, in the order of the page. */
    private List<AboutPage.Policy> policies(PageRequest request) {
        Node dataset = snapshot.description().dataset();
        List<AboutPage.Policy> policies = new ArrayList<>();
        for (String property :
                List.of(
                        "publishingPrinciples",
                        "ethicsPolicy",
                        "correctionsPolicy",
                        "masthead",
                        "ownershipFundingInfo")) {
            names.best(datasetTexts(dataset, Namespaces.schema(property)), request.language())
                    .ifPresent(text -> policies.add(new AboutPage.Policy(property, text)));
        }
        return policies;
    }

    /** Renders the page about methods and access points. */
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
                        policies(request),
                        snapshot.catalog().find("corrections").isPresent()
                                ? "/query/corrections"
                                : "",
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
     * Renders the page of an error.
     *
     * @param status HTTP status code
     * @param kind the title of the problem, in English; the heading says it in the reader's
     *     language
     * @param detail what is wrong and what to do, in English
     * @param excerpt the faulty part of the request, or empty
     */
    public String problem(
            int status, String kind, String detail, String excerpt, PageRequest request) {
        String key =
                Stream.of(kind.toLowerCase(Locale.ROOT).replace(' ', '-'), "" + status)
                        .map(part -> "error." + part)
                        .filter(Messages.all()::has)
                        .findFirst()
                        .orElse("error.other");
        String title = request.say(key);
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
                        search,
                        search.isEmpty() ? List.of() : this.search.near(search, request),
                        request.with());
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
