package org.labledger.page;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.engine.binding.Binding;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.AnswerTemplate;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.Localized;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.chart.Chart;
import org.labledger.chart.ChartFactory;
import org.labledger.chart.SvgChart;
import org.labledger.chart.SvgLayout;
import org.labledger.citation.CitationFactory;
import org.labledger.citation.Citations;
import org.labledger.citation.CitedAnswerWriter;
import org.labledger.citation.CitedRow;
import org.labledger.citation.Notable;
import org.labledger.citation.StrengthText;
import org.labledger.display.Address;
import org.labledger.display.Dates;
import org.labledger.display.DisplayNames;
import org.labledger.display.Headings;
import org.labledger.display.Language;
import org.labledger.display.Link;
import org.labledger.display.Messages;
import org.labledger.display.NoteMark;
import org.labledger.display.Notes;
import org.labledger.display.PageRequest;
import org.labledger.display.ResultTable;
import org.labledger.display.ResultTableFactory;
import org.labledger.display.RowSources;
import org.labledger.display.SourceSummaries;
import org.labledger.display.Text;
import org.labledger.display.TripleTable;
import org.labledger.display.Values;
import org.labledger.evidence.Disagreement;
import org.labledger.form.FormField;
import org.labledger.form.FormFields;
import org.labledger.form.InputError;
import org.labledger.form.InputErrors;
import org.labledger.form.ParameterValues;
import org.labledger.form.Suggestions;
import org.labledger.link.Cited;
import org.labledger.query.Absence;
import org.labledger.query.CitedAnswer;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;

/** Runs saved queries and builds their pages. Safe for concurrent use. */
final class QueryPages {

    private static final String CITE = "cite";

    /** Parameters of the page itself, which select what is shown of the answer. */
    private static final Set<String> PAGE_PARAMETERS =
            Set.of("sort", "page", "rows", "format", CITE);

    /** Rows per page if all are asked for, unless the query has {@code pagination}. */
    private static final int ROWS = 200;

    /** Rows shown at first. */
    private static final int FIRST_ROWS = 25;

    /** Up to this many rows are shown at first: to leave out a few would help nobody. */
    private static final int MAX_FIRST_ROWS = 30;

    private final Snapshot snapshot;
    private final PageFrames frames;
    private final FormFields fields;
    private final SourceSummaries sources;
    private final ResultTableFactory tables;
    private final Engine engine;
    private final Suggestions suggestions;
    private final DisagreementCards cards;
    private final CitationFactory citations = new CitationFactory();
    private final InputErrors inputErrors;

    QueryPages(
            Snapshot snapshot,
            PageFrames frames,
            FormFields fields,
            DisplayNames names,
            Headings headings,
            SourceSummaries sources,
            ResultTableFactory tables,
            ParameterValues parameterValues,
            DisagreementCards cards,
            Engine engine) {
        this.snapshot = snapshot;
        this.frames = frames;
        this.fields = fields;
        this.sources = sources;
        this.tables = tables;
        this.cards = cards;
        this.engine = engine;
        this.inputErrors = new InputErrors(headings);
        this.suggestions = new Suggestions(snapshot, names, parameterValues);
    }

    /**
     * Returns the page of a query. Without values it shows the example of the query. Blocks while
     * the query runs.
     *
     * @throws LimitException if the query exceeds a limit
     */
    QueryPage page(SavedQuery query, PageRequest request) throws LimitException {
        Asked asked = asked(query, request);
        Map<String, String> values = asked.values();
        boolean isExample = asked.isExample();
        Notes notes = new Notes(sources, request.language());
        QueryPage.Outcome outcome = new QueryPage.Outcome.Nothing();
        List<InputError> wrong = List.of();
        Optional<Chart> chart = Optional.empty();
        List<Link> suggested = List.of();
        boolean isCited = isCited(query, request);
        Optional<CitedNotes> citedNotes = Optional.empty();
        Optional<Text> headline = Optional.empty();
        List<FormField> shownFields = fields.of(query, values, request.language());
        try {
            Binding binding = bind(query, values, request.language());
            CitedRows cited = null;
            Answer answer;
            if (isCited) {
                CitedAnswer found =
                        engine.cited(query.query(), binding, snapshot, GraphChoice.NONE);
                cited =
                        new CitedRows(
                                citations.cite(
                                        found, query.query(), GraphChoice.NONE, snapshot, null));
                answer = CitedAnswerWriter.plain(found);
            } else {
                answer = engine.answer(query.query(), binding, snapshot, GraphChoice.NONE);
            }
            outcome = outcome(query, answer, cited, notes, request);
            if (cited != null) {
                citedNotes = Optional.of(below(answer, cited, notes, request.language()));
            }
            headline = headline(query, answer, shownFields, request);
            if (outcome instanceof QueryPage.Outcome.Rows(ResultTable table, var pages, var all)) {
                chart =
                        ChartFactory.create(
                                query,
                                table,
                                () -> whole(query, answer, request),
                                request.language());
                if (table.rows().isEmpty()) {
                    suggested = suggestions.forEmptyResult(query, values, request);
                    wrong = notFound(query, values, request);
                }
            }
        } catch (BadParameterException e) {
            wrong =
                    inputErrors.of(
                            query,
                            query.faults(
                                    bound(query, values, request.language()), snapshot.prefixes()),
                            values,
                            request);
        }
        List<InputError> found = wrong;
        Text title = headline.orElseGet(() -> named(query.title(), shownFields, request));
        Optional<SvgChart> drawing =
                chart.flatMap(c -> draw(query, title, c, request.origin(), values, request));
        String here = "/query/" + Address.encode(query.name());
        List<Format> formats =
                outcome instanceof QueryPage.Outcome.Nothing
                        ? List.of()
                        : formats(query, isCited).stream()
                                .filter(format -> format != Format.TABLE)
                                .toList();
        Map<String, String> inLanguage = withLanguage(query, values, request.language());
        Map<String, String> toTake = new TreeMap<>(inLanguage);
        if (isCited) {
            toTake.put(CITE, "true");
        }
        Function<Format, PageFrame.Format> link =
                format ->
                        new PageFrame.Format(
                                format.label(),
                                format.mediaType(),
                                Address.of(here + "." + format.suffix(), toTake));
        Text question =
                Text.of(
                        query.question().isEmpty() ? query.title() : query.question(),
                        request.language());
        PageFrames.Builder frame =
                frames.of(request, title)
                        .summary(Optional.of(question))
                        .crumb("nav.questions", "/query/")
                        .canonical(request.origin() + Address.of(here, new TreeMap<>(values)))
                        .cite(
                                Cited.of(query, List.copyOf(values.entrySet()))
                                        .address(snapshot.description().uriSpace()));
        if (outcome instanceof QueryPage.Outcome.Nothing) {
            // There is nothing to find or to embed.
            frame.notIndexed();
        }
        // Programs find CSV as it is; people, whose spreadsheets run formulas, guarded CSV.
        formats.stream()
                .filter(format -> format != Format.SPREADSHEET)
                .map(link)
                .forEach(f -> frame.format(f.name(), f.mediaType(), f.href()));
        return new QueryPage(
                frame.build(),
                headline.orElse(question),
                question,
                Optional.of(query.summary())
                        .filter(summary -> !summary.isEmpty())
                        .map(summary -> Text.of(summary, request.language())),
                new QueryPage.Form(
                        here,
                        shownFields.stream().map(field -> field.marked(found)).toList(),
                        isExample,
                        found),
                outcome,
                new QueryPage.Picture(chart, drawing, Address.of(here + ".svg", inLanguage)),
                suggested,
                notes,
                citedNotes,
                new QueryPage.Take(
                        formats.stream().filter(format -> format != Format.CSV).map(link).toList(),
                        query.text(),
                        request.with(CITE, isCited ? "" : "true"),
                        Address.of("/sparql", Map.of("edit", query.name())),
                        here + ".rq"));
    }

    /**
     * Returns the answer of a query to its example in a line, as a link. Blocks while the query
     * runs.
     *
     * @return empty if it has no rows or no {@code answer}
     * @throws LimitException if the query exceeds a limit
     */
    Optional<Link> example(SavedQuery query, PageRequest request) throws LimitException {
        return answered(query, query.examples(), request);
    }

    /**
     * Returns the answer of a query in a line, as a link. Blocks while the query runs.
     *
     * @param values values for all its required parameters
     * @return empty if it has no rows or no {@code answer}, or the values do not fit
     * @throws LimitException if the query exceeds a limit
     */
    Optional<Link> answered(SavedQuery query, Map<String, String> values, PageRequest request)
            throws LimitException {
        try {
            Answer answer =
                    engine.answer(
                            query.query(),
                            bind(query, values, request.language()),
                            snapshot,
                            GraphChoice.NONE);
            String href = Address.of("/query/" + Address.encode(query.name()), values);
            return headline(query, answer, fields.of(query, values, request.language()), request)
                    .map(text -> new Link(text, href));
        } catch (BadParameterException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the answer in a line; empty if the query has no {@code answer}, or the answer no
     * rows.
     */
    private Optional<Text> headline(
            SavedQuery query, Answer answer, List<FormField> given, PageRequest request) {
        if (query.answer().isEmpty()
                || !(answer instanceof Answer.Solutions solutions)
                || solutions.rows().isEmpty()) {
            return Optional.empty();
        }
        Language language = request.language();
        Text template = Text.of(query.answer(), language);
        ResultTable first =
                tables.create(
                        query,
                        solutions,
                        Set.of(),
                        new Notes(sources, language),
                        language,
                        "",
                        0,
                        1,
                        sort -> "");
        String filled =
                AnswerTemplate.fill(
                        template.value(),
                        name -> value(name, given, language).or(() -> cell(name, first)).orElse(""),
                        name ->
                                name.isEmpty()
                                        ? first.total()
                                        : (int)
                                                solutions.rows().stream()
                                                        .map(row -> row.get(name))
                                                        .filter(Objects::nonNull)
                                                        .distinct()
                                                        .count(),
                        number -> Values.number(number, language));
        return Optional.of(
                new Text(
                        language.equals(Language.ENGLISH) ? filled : Text.spaced(filled),
                        template.language()));
    }

    private static Optional<String> value(
            String parameter, List<FormField> given, Language language) {
        return given.stream()
                .filter(field -> field.name().equals(parameter))
                .map(field ->
                        field.input().equals("date")
                                ? Dates.day(field.value())
                                        .map(day -> Dates.format(day, language))
                                        .orElse(field.value())
                                : field.shown().value())
                .findFirst();
    }

    private static Optional<String> cell(String column, ResultTable table) {
        return table.indexes(i -> table.columns().get(i).variable().equals(column)).stream()
                .flatMap(i -> table.rows().getFirst().cells().get(i).stream())
                .map(value -> value.text().value())
                .findFirst();
    }

    /** Returns the title of a query with the values that it is asked for. */
    private static Text named(Localized title, List<FormField> given, PageRequest request) {
        Text text = Text.of(title, request.language());
        String values =
                given.stream()
                        .map(field -> field.shown().value())
                        .filter(shown -> !shown.isBlank())
                        .collect(Collectors.joining(request.say("list.and")));
        return values.isEmpty()
                ? text
                : new Text(request.say("question.of", text.value(), values), text.language());
    }

    /** Returns an error for each value that names nothing in the snapshot. */
    private List<InputError> notFound(
            SavedQuery query, Map<String, String> values, PageRequest request) {
        return query.parameters().stream()
                .filter(p -> fields.namesNothing(p, values.getOrDefault(p.name(), "")))
                .map(p ->
                        inputErrors.notFound(query, p, values.getOrDefault(p.name(), ""), request))
                .toList();
    }

    /**
     * The values that a request gives to the parameters of a query, and whether they are its
     * example.
     */
    private record Asked(Map<String, String> values, boolean isExample) {}

    private Asked asked(SavedQuery query, PageRequest request) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> given : request.parameters().entrySet()) {
            boolean isPageParameter =
                    PAGE_PARAMETERS.contains(given.getKey())
                            && query.parameters().stream()
                                    .noneMatch(p -> p.name().equals(given.getKey()));
            // Browsers send empty fields too.
            if (!isPageParameter && !given.getValue().isBlank()) {
                values.put(given.getKey(), given.getValue());
            }
        }
        boolean isExample =
                values.isEmpty() && query.parameters().stream().anyMatch(Parameter::required);
        if (isExample) {
            values.putAll(query.examples());
        }
        for (Parameter parameter : query.parameters()) {
            values.computeIfPresent(
                    parameter.name(), (name, value) -> fields.resolve(query, parameter, value));
        }
        return new Asked(values, isExample);
    }

    /** Returns the first problem with the values of a request; empty if the query can run. */
    Optional<BadParameterException> fault(SavedQuery query, PageRequest request) {
        try {
            bind(query, asked(query, request).values(), request.language());
            return Optional.empty();
        } catch (BadParameterException e) {
            return Optional.of(e);
        }
    }

    /**
     * Binds values to the variables of a query, and the reader's language to a language parameter
     * that allows it.
     *
     * @throws BadParameterException if a value is missing or invalid
     */
    Binding bind(SavedQuery query, Map<String, String> values, Language language)
            throws BadParameterException {
        return query.bind(bound(query, values, language), snapshot.prefixes());
    }

    private static Map<String, String> bound(
            SavedQuery query, Map<String, String> values, Language language) {
        Map<String, String> all = new LinkedHashMap<>(values);
        for (Parameter parameter : query.parameters()) {
            if (FormFields.isLanguage(parameter) && parameter.choices().contains(language.tag())) {
                all.putIfAbsent(parameter.name(), language.tag());
            }
        }
        return all;
    }

    private static boolean isCited(SavedQuery query, PageRequest request) {
        return request.parameter(CITE).equals("true")
                && query.parameters().stream().noneMatch(p -> p.name().equals(CITE));
    }

    private static List<Format> formats(SavedQuery query, boolean isCited) {
        List<Format> formats = Format.of(query.query());
        return isCited ? CitedAnswerWriter.formats(formats) : formats;
    }

    /** The sources of rows, and which rows were shown. */
    private static final class CitedRows {

        private final Citations citations;
        private final Map<Integer, CitedRow> shown = new TreeMap<>();

        CitedRows(Citations citations) {
            this.citations = citations;
        }

        RowSources sources(int solution) {
            CitedRow row = shown.computeIfAbsent(solution, citations::row);
            return new RowSources(Notable.sets(row), citations.places(solution));
        }
    }

    private CitedNotes below(Answer answer, CitedRows cited, Notes notes, Language language) {
        List<NoteMark> marks =
                answer instanceof Answer.Truth
                        ? cited.sources(0).sets().stream()
                                .flatMap(Set::stream)
                                .distinct()
                                .map(notes::cite)
                                .toList()
                        : List.of();
        Set<Absence> absences = new LinkedHashSet<>();
        Set<Disagreement> disputes = new LinkedHashSet<>();
        for (CitedRow row : cited.shown.values()) {
            absences.addAll(row.absences());
            row.disputes().forEach(dispute -> disputes.add(dispute.disagreement()));
        }
        return new CitedNotes(
                StrengthText.of(cited.citations.strength(), language),
                marks,
                cited.citations.searched(),
                absences.stream().limit(CitedNotes.MAX).toList(),
                disputes.stream()
                        .limit(CitedNotes.MAX)
                        .map(dispute -> cards.card(dispute, Node.ANY, language, notes))
                        .toList());
    }

    private QueryPage.Outcome outcome(
            SavedQuery query,
            Answer answer,
            @Nullable CitedRows cited,
            Notes notes,
            PageRequest request) {
        return switch (answer) {
            case Answer.Solutions solutions -> {
                int asked = Pager.requested(request, 7);
                boolean isWhole =
                        asked > 1
                                || query.pagination().isPresent()
                                || request.parameter("rows").equals("all");
                int size = isWhole ? query.pagination().orElse(ROWS) : MAX_FIRST_ROWS;
                ResultTable read = rows(query, solutions, cited, asked, size, notes, request);
                if (!isWhole) {
                    yield read.total() <= MAX_FIRST_ROWS
                            ? new QueryPage.Outcome.Rows(read, Optional.empty(), "")
                            : new QueryPage.Outcome.Rows(
                                    read.first(FIRST_ROWS),
                                    Optional.empty(),
                                    request.with("rows", "all"));
                }
                int last = Pager.count(read.total(), size);
                // A page number past the end shows the last page.
                int page = Math.min(asked, last);
                ResultTable table =
                        page == asked
                                ? read
                                : rows(query, solutions, cited, page, size, notes, request);
                yield new QueryPage.Outcome.Rows(table, Pager.of(request, page, last), "");
            }
            case Answer.Truth truth -> new QueryPage.Outcome.Truth(truth.value());
            case Answer.Triples triples -> graph(query, triples.triples(), cited, notes, request);
            case Answer.Quads quads ->
                    graph(
                            query,
                            quads.quads().stream().map(q -> q.asTriple()).toList(),
                            cited,
                            notes,
                            request);
        };
    }

    private QueryPage.Outcome graph(
            SavedQuery query,
            List<Triple> triples,
            @Nullable CitedRows cited,
            Notes notes,
            PageRequest request) {
        return new QueryPage.Outcome.Rows(
                tables.create(
                        query,
                        TripleTable.asSolutions(triples),
                        cited == null ? null : cited::sources,
                        Set.of(),
                        notes,
                        request.language(),
                        request.parameter("sort"),
                        0,
                        ROWS,
                        sort -> request.with("sort", sort)),
                Optional.empty(),
                "");
    }

    private ResultTable rows(
            SavedQuery query,
            Answer.Solutions solutions,
            @Nullable CitedRows cited,
            int page,
            int size,
            Notes notes,
            PageRequest request) {
        return tables.create(
                query,
                solutions,
                cited == null ? null : cited::sources,
                new HashSet<>(),
                notes,
                request.language(),
                request.parameter("sort"),
                (int) Math.min((page - 1L) * size, Integer.MAX_VALUE - size),
                size,
                sort -> request.with("sort", sort, "page", ""));
    }

    /** Reads all rows of an answer, up to the limit of a chart. */
    private ResultTable whole(SavedQuery query, Answer answer, PageRequest request) {
        return answer instanceof Answer.Solutions solutions
                ? tables.createWhole(query, solutions, request.language())
                : new ResultTable(List.of(), List.of(), 0, 0);
    }

    /** Returns the values with the reader's language, where the page implies it. */
    private static Map<String, String> withLanguage(
            SavedQuery query, Map<String, String> values, Language language) {
        Map<String, String> all = new TreeMap<>(values);
        for (Parameter parameter : query.parameters()) {
            if (FormFields.isLanguage(parameter)
                    && parameter.choices().contains(language.tag())
                    && !language.equals(Language.ENGLISH)) {
                all.putIfAbsent(parameter.name(), language.tag());
            }
        }
        return all;
    }

    /** Draws an answer, with a line that cites its source. */
    private Optional<SvgChart> draw(
            SavedQuery query,
            Text title,
            Chart chart,
            String origin,
            Map<String, String> values,
            PageRequest request) {
        Language language = request.language();
        String source =
                frames.site(language).value()
                        + " · "
                        + Messages.all().say(language, "footer.snapshot")
                        + " "
                        + snapshot.home().shortSnapshot()
                        + " · "
                        + origin
                        + Address.of("/query/" + Address.encode(query.name()), values);
        return SvgLayout.of(chart, title.value(), source, origin, language);
    }
}
