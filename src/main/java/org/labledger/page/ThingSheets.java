package org.labledger.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.labledger.describe.Description;
import org.labledger.describe.SourcedTriple;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.Note;
import org.labledger.display.NoteMark;
import org.labledger.display.Notes;
import org.labledger.display.PageRequest;
import org.labledger.display.ResultTable;
import org.labledger.display.SourceSummaries;
import org.labledger.display.Text;
import org.labledger.display.Value;
import org.labledger.display.Values;
import org.labledger.query.LimitException;
import org.labledger.result.Answer;
import org.labledger.result.Sheet;
import org.labledger.snapshot.Snapshot;

/**
 * What the page of a thing holds as tables to take away, in the reader's language: its statements,
 * the sections of its page with all their rows, and the sources. Safe for concurrent use.
 */
final class ThingSheets {

    private static final String SEPARATOR = " | ";

    /** The columns of the one table, for programs: the same in every language. */
    private static final List<String> COLUMNS =
            List.of(
                    "section",
                    "row",
                    "subject",
                    "property",
                    "value",
                    "exact",
                    "status",
                    "sources",
                    "publishers",
                    "urls",
                    "locators");

    private final DisplayNames names;
    private final Values values;
    private final SourceSummaries sources;
    private final QuerySections sections;
    private final Standing standing;

    ThingSheets(
            Snapshot snapshot,
            DisplayNames names,
            Values values,
            SourceSummaries sources,
            QuerySections sections) {
        this.names = names;
        this.values = values;
        this.sources = sources;
        this.sections = sections;
        this.standing = new Standing(snapshot, names, values);
    }

    /**
     * A statement, ready to be written.
     *
     * @param exact the term itself: an IRI, or a literal
     * @param status {@code derived}, {@code rejected} or empty, in words of the reader
     */
    private record Statement(
            String subject,
            String property,
            Value value,
            Node exact,
            String status,
            List<NoteMark> marks) {}

    /**
     * Returns the sheets of a workbook: the statements, one for each section, and the sources.
     * Blocks while saved queries run.
     *
     * @throws LimitException if a query about the thing exceeds a limit
     */
    List<Sheet> workbook(Description description, PageRequest request) throws LimitException {
        Notes notes = new Notes(sources, request.language());
        List<Sheet> sheets = new ArrayList<>();
        sheets.add(
                new Sheet(
                        request.say("thing.facts"),
                        heads(
                                request,
                                "subject",
                                "property",
                                "value",
                                "exact",
                                "status",
                                "sources"),
                        statements(description, request, notes).stream()
                                .map(statement -> row(statement, request))
                                .toList()));
        for (QuerySections.Whole section :
                sections.wholeOf(description.subject(), description.types(), request, notes)) {
            sheets.add(sheet(section, request));
        }
        sheets.add(
                new Sheet(
                        request.say("sheet.sources"),
                        heads(
                                request,
                                "number",
                                "title",
                                "publisher",
                                "date",
                                "kind",
                                "strength",
                                "locators",
                                "url",
                                "copy"),
                        notes.list().stream().map(note -> row(note, request)).toList()));
        return sheets;
    }

    /**
     * Returns all of it as one table: a row for each value. What several sources say stands in one
     * cell, {@code " | "} between them, in the same order in each column.
     *
     * @throws LimitException if a query about the thing exceeds a limit
     */
    Answer.Solutions table(Description description, PageRequest request) throws LimitException {
        Notes notes = new Notes(sources, request.language());
        List<Binding> rows = new ArrayList<>();
        int number = 0;
        for (Statement statement : statements(description, request, notes)) {
            number++;
            rows.add(
                    binding(
                            request.say("thing.facts"),
                            number,
                            statement.subject(),
                            statement.property(),
                            statement.value(),
                            NodeFactory.createLiteralString(text(statement.exact())),
                            statement.status(),
                            statement.marks()));
        }
        for (QuerySections.Whole section :
                sections.wholeOf(description.subject(), description.types(), request, notes)) {
            number = 0;
            for (ResultTable.Row row : section.table().rows()) {
                number++;
                for (int column = 0; column < row.cells().size(); column++) {
                    for (Value value : row.cells().get(column)) {
                        rows.add(
                                binding(
                                        section.title().value(),
                                        number,
                                        "",
                                        section.table().columns().get(column).label(),
                                        plain(value),
                                        NodeFactory.createLiteralString(exact(value)),
                                        value instanceof Value.Rejected
                                                ? request.say("thing.rejected")
                                                : "",
                                        row.noteMarks()));
                    }
                }
            }
        }
        return new Answer.Solutions(COLUMNS.stream().map(Var::alloc).toList(), rows);
    }

    private static Binding binding(
            String section,
            int row,
            String subject,
            String property,
            Value value,
            Node exact,
            String status,
            List<NoteMark> marks) {
        List<String> cells =
                List.of(
                        section,
                        Integer.toString(row),
                        subject,
                        property,
                        value.text().value(),
                        text(exact),
                        status,
                        joined(marks, mark -> mark.source().title().value()),
                        joined(
                                marks,
                                mark -> mark.source().publisher().map(Text::value).orElse("")),
                        joined(marks, mark -> mark.source().url().orElse("")),
                        joined(marks, NoteMark::place));
        BindingBuilder binding = BindingBuilder.create();
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                binding.add(
                        Var.alloc(COLUMNS.get(i)), NodeFactory.createLiteralString(cells.get(i)));
            }
        }
        return binding.build();
    }

    private static String joined(List<NoteMark> marks, Function<NoteMark, String> part) {
        List<String> parts = marks.stream().map(part).toList();
        return parts.stream().allMatch(String::isEmpty) ? "" : String.join(SEPARATOR, parts);
    }

    private List<Statement> statements(Description description, PageRequest request, Notes notes) {
        Language language = request.language();
        Map<Node, List<SourcedTriple>> byProperty = new LinkedHashMap<>();
        description.outgoing().stream()
                .filter(s -> s.triple().getSubject().equals(description.subject()))
                .forEach(s ->
                        byProperty
                                .computeIfAbsent(s.triple().getPredicate(), p -> new ArrayList<>())
                                .add(s));
        Set<Triple> rejected = new HashSet<>();
        byProperty.forEach((property, all) -> {
            Standing.OfProperty of = standing.of(description, property, all);
            all.stream()
                    .filter(s -> of.rejection(s.triple().getObject(), language).isPresent())
                    .forEach(s -> rejected.add(s.triple()));
        });
        return Stream.concat(description.outgoing().stream(), description.content().stream())
                .map(sourced ->
                        new Statement(
                                names.of(sourced.triple().getSubject(), language).value(),
                                names.of(sourced.triple().getPredicate(), language).value(),
                                values.of(
                                        sourced.triple().getPredicate(),
                                        sourced.triple().getObject(),
                                        language),
                                sourced.triple().getObject(),
                                rejected.contains(sourced.triple())
                                        ? request.say("thing.rejected")
                                        : sourced.isDerived() ? request.say("sheet.derived") : "",
                                sourced.occurrences().stream()
                                        .filter(origin -> sources.isSource(origin.graph()))
                                        .map(origin ->
                                                notes.cite(origin.graph(), origin.locators()))
                                        .toList()))
                .toList();
    }

    private static List<String> heads(PageRequest request, String... names) {
        return Stream.of(names).map(name -> request.say("sheet." + name)).toList();
    }

    private List<Sheet.Cell> row(Statement statement, PageRequest request) {
        Node exact = statement.exact();
        return List.of(
                Sheet.words(statement.subject()),
                Sheet.words(statement.property()),
                cell(statement.value(), request),
                exact.isLiteral() ? Sheet.of(exact) : Sheet.words(text(exact)),
                Sheet.words(statement.status()),
                marks(statement.marks()));
    }

    private static String text(Node term) {
        return term.isLiteral() ? term.getLiteralLexicalForm() : term.isURI() ? term.getURI() : "";
    }

    /**
     * Returns the sheet of a section. Where a column shows numbers with units, or dates that are no
     * days, another one beside it has them as numbers and in their standard form.
     */
    private static Sheet sheet(QuerySections.Whole section, PageRequest request) {
        ResultTable table = section.table();
        List<String> heads = new ArrayList<>();
        Set<Integer> split = new HashSet<>();
        for (int i = 0; i < table.columns().size(); i++) {
            String name = table.columns().get(i).label();
            heads.add(name);
            if (isSplit(table, i, request.language())) {
                split.add(i);
                heads.add(request.say("sheet.exactly", name));
            }
        }
        heads.add(request.say("sheet.sources"));
        List<List<Sheet.Cell>> rows = new ArrayList<>();
        for (ResultTable.Row row : table.rows()) {
            List<Sheet.Cell> cells = new ArrayList<>();
            for (int i = 0; i < row.cells().size(); i++) {
                List<Value> shown = row.cells().get(i);
                if (split.contains(i) || shown.size() != 1) {
                    cells.add(
                            Sheet.words(
                                    shown.stream()
                                            .map(value -> words(value, request))
                                            .collect(Collectors.joining(SEPARATOR))));
                } else {
                    cells.add(exactCell(shown.getFirst(), request));
                }
                if (split.contains(i)) {
                    cells.add(
                            shown.size() == 1
                                    ? exactCell(shown.getFirst(), request)
                                    : Sheet.words(
                                            shown.stream()
                                                    .map(ThingSheets::exact)
                                                    .collect(Collectors.joining(SEPARATOR))));
                }
            }
            cells.add(marks(row.noteMarks()));
            rows.add(cells);
        }
        return new Sheet(section.title().value(), heads, rows);
    }

    private static boolean isSplit(ResultTable table, int column, Language language) {
        return table.rows().stream()
                .flatMap(row -> row.cells().get(column).stream())
                .map(ThingSheets::plain)
                .anyMatch(value ->
                        value instanceof Value.Quantity(double number, String shown)
                                        && !shown.equals(Values.number(number, language))
                                || value instanceof Value.Date(String iso, var date)
                                        && !(Sheet.day(iso) instanceof Sheet.Day));
    }

    private static Value plain(Value value) {
        return value instanceof Value.Rejected(Value rejected) ? rejected : value;
    }

    private static String words(Value value, PageRequest request) {
        String words = value.text().value();
        return value instanceof Value.Rejected
                ? words + " (" + request.say("thing.rejected") + ")"
                : words;
    }

    private static Sheet.Cell cell(Value value, PageRequest request) {
        return value instanceof Value.Thing(Text name, String href, var isExternal)
                ? new Sheet.Words(
                        name.value(), href.startsWith("/") ? request.origin() + href : href)
                : Sheet.words(words(value, request));
    }

    /** Returns a number or a day as such; a rejected one as a text that says so. */
    private static Sheet.Cell exactCell(Value value, PageRequest request) {
        return switch (value) {
            case Value.Quantity quantity -> Sheet.number(exact(quantity));
            case Value.Date date -> Sheet.day(date.iso());
            default -> cell(value, request);
        };
    }

    private static String exact(Value value) {
        return switch (plain(value)) {
            case Value.Quantity(double number, var shown) ->
                    number == Math.rint(number) && Math.abs(number) < 1e15
                            ? Long.toString((long) number)
                            : Double.toString(number);
            case Value.Date(String iso, var shown) -> iso;
            case Value.Other(String lexical, var kind) -> lexical;
            case Value.WebLink(String href, var shown) -> href;
            default -> "";
        };
    }

    /** Returns the sources in short, with their numbers on the sheet of sources. */
    private static Sheet.Cell marks(List<NoteMark> marks) {
        return Sheet.words(
                marks.stream()
                        .map(mark -> "[" + mark.number() + "] " + mark.brief())
                        .collect(Collectors.joining("; ")));
    }

    private static List<Sheet.Cell> row(Note note, PageRequest request) {
        var source = note.source();
        return List.of(
                Sheet.number(Integer.toString(note.number())),
                source.href().isEmpty()
                        ? Sheet.words(source.title().value())
                        : new Sheet.Words(source.title().value(), request.origin() + source.href()),
                Sheet.words(source.publisher().map(Text::value).orElse("")),
                source.issued().map(date -> Sheet.day(date.iso())).orElse(Sheet.EMPTY),
                Sheet.words(source.kind().map(Text::value).orElse("")),
                Sheet.words(request.say("strength." + source.strength().id())),
                Sheet.words(note.places()),
                source.url().<Sheet.Cell>map(u -> new Sheet.Words(u, u)).orElse(Sheet.EMPTY),
                source.copy().<Sheet.Cell>map(u -> new Sheet.Words(u, u)).orElse(Sheet.EMPTY));
    }
}
