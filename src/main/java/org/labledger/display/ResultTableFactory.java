package org.labledger.display;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.jspecify.annotations.Nullable;
import org.labledger.accepted.Compatibility;
import org.labledger.catalog.SavedQuery;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.term.SortKey;
import org.labledger.vocabulary.Evidence;

/**
 * Turns result sets into tables for readers.
 *
 * <ul>
 *   <li>A variable that names the graph of a pattern ({@code GRAPH ?source { … }}) is the source of
 *       a row: its values become notes, and rows that are otherwise equal are merged.
 *   <li>If the query says what its rows are about ({@code record:}), all rows about one record
 *       become one: the accepted value first, less precise ones left out, rejected ones marked.
 *   <li>A column is left out if it only repeats another one, such as the label of a thing beside
 *       the thing, or if it has no values. Units and bounds are written with their numbers.
 * </ul>
 *
 * <p>Safe for use by several threads. Methods may query the store of the snapshot.
 */
public final class ResultTableFactory {

    /** Maximum number of rows read for a chart. */
    private static final int MAX_CHART_ROWS = 5_000;

    /** Maximum number of groups of sources that are needed together, shown for a row. */
    private static final int MAX_GROUPS = 8;

    private final Snapshot snapshot;
    private final Triples union;
    private final Triples view;
    private final DisplayNames names;
    private final Values values;
    private final Headings headings;
    private final SourceSummaries sources;
    private final Quantities quantities;

    public ResultTableFactory(
            Snapshot snapshot,
            DisplayNames names,
            Values values,
            Headings headings,
            SourceSummaries sources) {
        this.snapshot = snapshot;
        this.union = snapshot.store().triples();
        this.view = snapshot.store().triples(snapshot.acceptedGraph());
        this.quantities = new Quantities(snapshot, names);
        this.names = names;
        this.values = values;
        this.headings = headings;
        this.sources = sources;
    }

    /**
     * A term in a cell.
     *
     * @param node the term
     * @param qualifiers its units and bounds, by property
     */
    private record Term(Node node, Map<Node, Node> qualifiers) {}

    /**
     * A merged row.
     *
     * @param record what the row is about, if the query says so
     * @param cells the terms, by column, each with the graphs that it comes from
     * @param links the statements that cells link to, by column
     * @param sources the graphs that the row comes from
     * @param solutions the indexes of its solutions
     */
    private record Merged(
            @Nullable Node record,
            List<Map<Term, Set<Node>>> cells,
            Map<Integer, Node> links,
            Set<Node> sources,
            List<Integer> solutions) {

        /** Returns the first term of a cell, or {@code null} if it has none. */
        @Nullable Node first(int column) {
            return cells.get(column).keySet().stream().map(Term::node).findFirst().orElse(null);
        }
    }

    /**
     * What becomes of the variables of a result.
     *
     * @param record the variables that rows are merged by, first that of the record; may be empty
     * @param shown the columns
     * @param sources the variables that name graphs
     * @param qualifiers units and bounds, by the column of their numbers
     * @param paraphrases statements, by the column of their paraphrases
     */
    private record Layout(
            List<Var> record,
            List<Var> shown,
            List<Var> sources,
            Map<Var, Map<Node, Var>> qualifiers,
            Map<Var, Var> paraphrases) {}

    /**
     * Makes one page of a table whose notes are the values of graph variables.
     *
     * @see #create(SavedQuery, Answer.Solutions, IntFunction, Set, Notes, Language, String, int,
     *     int, Function)
     */
    public ResultTable create(
            SavedQuery query,
            Answer.Solutions solutions,
            Set<String> without,
            Notes notes,
            Language language,
            String sort,
            int from,
            int maxRows,
            Function<String, String> sortHref) {
        return create(
                query, solutions, null, without, notes, language, sort, from, maxRows, sortHref);
    }

    /**
     * Makes one page of a table.
     *
     * @param query the query that was run
     * @param solutions the whole result set
     * @param cited returns the sources of a solution by its index, which become the notes of its
     *     row; {@code null} if these are the values of graph variables. Called for the rows of the
     *     page only
     * @param without names of variables that are not shown, because the page shows them elsewhere
     * @param notes collects the sources of the rows
     * @param sort the variable to sort by, preceded by {@code -} for descending order; empty for
     *     the order of the query
     * @param from the index of the first row to show, from 0
     * @param maxRows the maximum number of rows to show
     * @param sortHref returns the address of the table for a value of {@code sort}
     */
    public ResultTable create(
            SavedQuery query,
            Answer.Solutions solutions,
            @Nullable IntFunction<RowSources> cited,
            Set<String> without,
            Notes notes,
            Language language,
            String sort,
            int from,
            int maxRows,
            Function<String, String> sortHref) {
        Set<Var> graphs = query.graphVariables();
        List<Var> shown = new ArrayList<>(solutions.variables());
        shown.removeIf(v -> without.contains(v.getVarName()));
        List<Var> sources = shown.stream().filter(graphs::contains).toList();
        shown.removeAll(sources);
        boolean isTimeline = query.view().equals(Optional.of(SavedQuery.View.TIMELINE));
        Set<Var> repeating = repeating(solutions, shown, sources, isTimeline);
        repeating.removeIf(v -> query.graph().contains(v.getVarName()));
        shown.removeAll(repeating);
        shown.removeAll(empty(solutions, shown));
        shown.removeIf(v -> query.hide().contains(v.getVarName()));
        if (hasOnlyNumbers(solutions, shown)) {
            // If only numbers are left, the sources are what they count, and become a column.
            List<Var> kept = List.copyOf(shown);
            shown.clear();
            solutions.variables().stream()
                    .filter(v -> kept.contains(v) || sources.contains(v))
                    .forEach(shown::add);
        }
        Map<Var, Map<Node, Var>> qualifiers = qualifiers(solutions, shown);
        qualifiers.values().forEach(found -> shown.removeAll(found.values()));
        List<Var> record =
                solutions.variables().stream()
                                .map(Var::getVarName)
                                .toList()
                                .containsAll(query.record())
                        ? query.record().stream().map(Var::alloc).toList()
                        : List.of();
        if (!record.isEmpty() && !record.getFirst().equals(solutions.variables().getFirst())) {
            // A record that is not the first thing said is linked at the end of its row.
            shown.remove(record.getFirst());
        }
        Map<Var, Var> paraphrases =
                record.isEmpty() ? paraphrases(solutions, shown) : new HashMap<>();
        shown.removeAll(paraphrases.values());
        List<Merged> rows =
                merge(
                        solutions.rows(),
                        new Layout(record, shown, sources, qualifiers, paraphrases));
        sort(rows, shown, sort);
        List<Merged> page =
                rows.subList(
                        Math.min(from, rows.size()),
                        (int) Math.min((long) from + maxRows, rows.size()));
        List<ResultTable.Column> columns = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            columns.add(column(shown.get(i), i, rows, query, language, sort, sortHref));
        }
        List<ResultTable.Row> read = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            int same = i == 0 ? 0 : sameAsAbove(page.get(i), page.get(i - 1));
            read.add(row(page.get(i), shown, same, cited, notes, language));
        }
        return new ResultTable(columns, read, rows.size(), solutions.rows().size());
    }

    /** Makes the table of all columns, with as many rows as a chart needs. */
    public ResultTable createWhole(
            SavedQuery query, Answer.Solutions solutions, Language language) {
        Notes notes = new Notes(sources, language);
        return create(
                query, solutions, Set.of(), notes, language, "", 0, MAX_CHART_ROWS, sort -> "");
    }

    private ResultTable.Column column(
            Var variable,
            int index,
            List<Merged> rows,
            SavedQuery query,
            Language language,
            String sort,
            Function<String, String> sortHref) {
        List<Node> terms =
                rows.stream()
                        .flatMap(row -> row.cells().get(index).keySet().stream())
                        .map(Term::node)
                        .toList();
        String name = variable.getVarName();
        boolean isUp = sort.equals(name);
        boolean isDown = sort.equals("-" + name);
        return new ResultTable.Column(
                name,
                headings.of(query, name, language),
                !terms.isEmpty() && terms.stream().allMatch(Values::isNumber),
                terms.stream()
                        .anyMatch(t -> t.isLiteral() && Text.isLong(t.getLiteralLexicalForm())),
                sortHref.apply(isUp ? "-" + name : name),
                isUp ? "ascending" : isDown ? "descending" : "none",
                extent(name));
    }

    private ResultTable.Extent extent(String variable) {
        Node property = headings.term(variable).orElse(null);
        return snapshot.ontology().beginnings().contains(property)
                ? ResultTable.Extent.BEGINNING
                : snapshot.ontology().endings().contains(property)
                        ? ResultTable.Extent.ENDING
                        : ResultTable.Extent.NONE;
    }

    private ResultTable.Row row(
            Merged row,
            List<Var> columns,
            int same,
            @Nullable IntFunction<RowSources> cited,
            Notes notes,
            Language language) {
        List<List<Value>> cells = new ArrayList<>();
        Set<Node> differing = new LinkedHashSet<>();
        for (int i = 0; i < row.cells().size(); i++) {
            Node link = row.links().get(i);
            Map<Term, Set<Node>> terms = row.cells().get(i);
            Set<Node> accepted = accepted(row.record(), columns.get(i));
            if (terms.keySet().stream().map(Term::node).noneMatch(accepted::contains)) {
                // The column shows something else of the record than the property itself.
                accepted = Set.of();
            }
            Set<Node> standing = accepted;
            List<Value> shown = new ArrayList<>();
            List<Value> rejected = new ArrayList<>();
            terms.forEach((term, from) -> {
                if (link != null) {
                    shown.add(linked(term.node(), link));
                } else if (standing.isEmpty() || standing.contains(term.node())) {
                    shown.add(value(term, language));
                } else if (standing.stream()
                        .noneMatch(other -> Compatibility.areCompatible(other, term.node()))) {
                    rejected.add(new Value.Rejected(value(term, language)));
                    differing.addAll(from);
                }
            });
            shown.addAll(rejected);
            cells.add(shown);
        }
        Set<Node> from = row.sources();
        if (from.isEmpty() && row.record() != null) {
            from = sourcesOf(row.record());
        }
        String href =
                row.record() == null || isShown(row) ? "" : values.page(row.record()).orElse("");
        return cited == null
                ? new ResultTable.Row(
                        cells,
                        same,
                        from.stream()
                                .map(source ->
                                        differing.contains(source)
                                                ? notes.cite(source).differing()
                                                : notes.cite(source))
                                .toList(),
                        List.of(),
                        href)
                : row(
                        cells,
                        same,
                        row.solutions().stream().map(cited::apply).toList(),
                        differing,
                        href,
                        notes);
    }

    /**
     * Returns the accepted values of the property that a column shows of a record, and their
     * labels; empty if all values stand.
     */
    private Set<Node> accepted(@Nullable Node record, Var column) {
        Set<Node> accepted = new HashSet<>();
        if (record != null) {
            headings.term(column.getVarName())
                    .filter(snapshot.ontology()::isSingleValued)
                    .ifPresent(property -> accepted.addAll(view.objects(record, property)));
            for (Node value : List.copyOf(accepted)) {
                accepted.addAll(names.labels(value));
            }
        }
        return accepted;
    }

    private static ResultTable.Row row(
            List<List<Value>> cells,
            int same,
            List<RowSources> cited,
            Set<Node> differing,
            String href,
            Notes notes) {
        Map<Node, Set<String>> places = new HashMap<>();
        Set<Set<Node>> all = new LinkedHashSet<>();
        for (RowSources sources : cited) {
            all.addAll(sources.sets());
            sources.places()
                    .forEach((source, found) ->
                            places.computeIfAbsent(source, s -> new LinkedHashSet<>())
                                    .addAll(found));
        }
        boolean isEachEnough = all.stream().allMatch(set -> set.size() <= 1);
        List<Set<Node>> sets = all.stream().limit(isEachEnough ? all.size() : MAX_GROUPS).toList();
        Map<Node, NoteMark> marks = new LinkedHashMap<>();
        for (Set<Node> set : sets) {
            for (Node source : set) {
                marks.computeIfAbsent(
                        source,
                        s -> {
                            NoteMark mark = notes.cite(s, places.getOrDefault(s, Set.of()));
                            return differing.contains(s) ? mark.differing() : mark;
                        });
            }
        }
        return new ResultTable.Row(
                cells,
                same,
                List.copyOf(marks.values()),
                isEachEnough
                        ? List.of()
                        : sets.stream()
                                .map(set ->
                                        set.stream()
                                                .map(source ->
                                                        Objects.requireNonNull(marks.get(source)))
                                                .toList())
                                .toList(),
                href);
    }

    /** Returns whether a cell of a row shows its record. */
    private static boolean isShown(Merged row) {
        return row.cells().stream()
                .flatMap(cell -> cell.keySet().stream())
                .anyMatch(term -> term.node().equals(row.record()));
    }

    /** Returns the sources that say anything of a record. */
    private Set<Node> sourcesOf(Node record) {
        Set<Node> found = new LinkedHashSet<>();
        union.find(record, Node.ANY, Node.ANY)
                .forEach(triple ->
                        snapshot.graphsOf(triple).stream()
                                .filter(sources::isSource)
                                .filter(graph -> !sources.isEditorial(graph))
                                .forEach(found::add));
        return found;
    }

    private static int sameAsAbove(Merged row, Merged above) {
        int same = 0;
        while (same < row.cells().size()
                && row.cells().get(same).keySet().equals(above.cells().get(same).keySet())) {
            same++;
        }
        return same;
    }

    private Value linked(Node words, Node statement) {
        Text text = Text.of(words);
        return values.page(statement)
                .<Value>map(page -> new Value.Thing(text, page, false))
                .orElse(new Value.PlainText(text));
    }

    /** Writes numbers with their units, and links a text to the thing it is the unique label of. */
    private Value value(Term term, Language language) {
        if (!term.qualifiers().isEmpty()) {
            return quantities.of(term.node(), term.qualifiers(), language);
        }
        Value value = values.of(term.node(), language);
        if (value instanceof Value.PlainText(Text text)) {
            Node thing = names.uniquelyNamed(term.node()).orElse(null);
            String page = thing == null ? null : values.page(thing).orElse(null);
            if (page != null) {
                return new Value.Thing(text, page, false);
            }
        }
        return value;
    }

    private static List<Merged> merge(List<Binding> solutions, Layout layout) {
        List<Var> shown = layout.shown();
        Map<Object, Merged> rows = new LinkedHashMap<>();
        int index = 0;
        for (Binding solution : solutions) {
            List<@Nullable Term> terms = new ArrayList<>();
            for (Var variable : shown) {
                Node node = solution.get(variable);
                terms.add(
                        node == null
                                ? null
                                : new Term(
                                        node,
                                        bound(
                                                solution,
                                                layout.qualifiers()
                                                        .getOrDefault(variable, Map.of()))));
            }
            Map<Integer, Node> links = new HashMap<>();
            List<@Nullable Object> all = new ArrayList<>(terms);
            layout.paraphrases()
                    .forEach((words, statement) -> {
                        Node link = solution.get(statement);
                        all.add(link);
                        if (link != null) {
                            links.put(shown.indexOf(words), link);
                        }
                    });
            List<@Nullable Node> about = new ArrayList<>();
            layout.record().forEach(variable -> about.add(solution.get(variable)));
            Node record = about.isEmpty() ? null : about.getFirst();
            Merged row =
                    rows.computeIfAbsent(
                            Collections.unmodifiableList(record == null ? all : about),
                            k ->
                                    new Merged(
                                            record,
                                            shown.stream()
                                                    .<Map<Term, Set<Node>>>map(
                                                            v -> new LinkedHashMap<>())
                                                    .toList(),
                                            links,
                                            new LinkedHashSet<>(),
                                            new ArrayList<>()));
            row.solutions().add(index++);
            Set<Node> graphs = new LinkedHashSet<>();
            for (Var source : layout.sources()) {
                Node graph = solution.get(source);
                if (graph != null) {
                    graphs.add(graph);
                }
            }
            row.sources().addAll(graphs);
            for (int i = 0; i < terms.size(); i++) {
                Term term = terms.get(i);
                if (term != null) {
                    row.cells()
                            .get(i)
                            .computeIfAbsent(term, t -> new LinkedHashSet<>())
                            .addAll(graphs);
                }
            }
        }
        rows.values().stream()
                .filter(row -> row.record() != null)
                .flatMap(row -> row.cells().stream())
                .forEach(ResultTableFactory::dropLessPrecise);
        return new ArrayList<>(rows.values());
    }

    private static Map<Node, Node> bound(Binding solution, Map<Node, Var> variables) {
        Map<Node, Node> bound = new LinkedHashMap<>();
        variables.forEach((property, variable) -> {
            Node value = solution.get(variable);
            if (value != null) {
                bound.put(property, value);
            }
        });
        return bound;
    }

    /** Of dates that include each other, keeps the most precise. */
    private static void dropLessPrecise(Map<Term, Set<Node>> cell) {
        List<String> dates =
                cell.keySet().stream()
                        .map(Term::node)
                        .filter(Dates::isDate)
                        .map(Node::getLiteralLexicalForm)
                        .toList();
        cell.keySet()
                .removeIf(term ->
                        Dates.isDate(term.node())
                                && dates.stream()
                                        .anyMatch(date ->
                                                date.startsWith(
                                                        term.node().getLiteralLexicalForm()
                                                                + "-")));
    }

    /**
     * Returns the columns of units and bounds that are written with a number, by the column of the
     * number.
     */
    private Map<Var, Map<Node, Var>> qualifiers(Answer.Solutions solutions, List<Var> shown) {
        Map<Var, Map<Node, Var>> qualifiers = new HashMap<>();
        for (Var qualifier : shown) {
            Node property = headings.term(qualifier.getVarName()).orElse(null);
            if (property == null
                    || !quantities.isQualifier(property)
                    || !solutions.rows().stream()
                            .map(row -> row.get(qualifier))
                            .allMatch(value -> value == null || quantities.hasForm(value))) {
                continue;
            }
            for (Var number : shown) {
                headings.term(number.getVarName())
                        .filter(numbers -> quantities.qualifies(property, numbers))
                        .filter(numbers -> hasNumbers(solutions, number))
                        .ifPresent(numbers ->
                                qualifiers
                                        .computeIfAbsent(number, n -> new LinkedHashMap<>())
                                        .put(property, qualifier));
            }
        }
        return qualifiers;
    }

    private static boolean hasNumbers(Answer.Solutions solutions, Var variable) {
        return solutions.rows().stream()
                .map(row -> row.get(variable))
                .allMatch(value -> value == null || Values.isNumber(value));
    }

    private static void sort(List<Merged> rows, List<Var> shown, String sort) {
        boolean isDown = sort.startsWith("-");
        int index =
                shown.indexOf(Var.alloc(isDown ? sort.substring(1) : sort.isEmpty() ? "." : sort));
        if (index < 0) {
            return;
        }
        Comparator<Node> directed = isDown ? SortKey.BY_VALUE.reversed() : SortKey.BY_VALUE;
        // Unbound values sort last in both directions.
        rows.sort(Comparator.comparing(row -> row.first(index), Comparator.nullsLast(directed)));
    }

    private static boolean hasOnlyNumbers(Answer.Solutions solutions, List<Var> shown) {
        return solutions.rows().stream()
                .flatMap(row -> shown.stream().map(row::get))
                .allMatch(term -> term == null || Values.isNumber(term));
    }

    /** Returns the columns without values, or none if no column has values. */
    private static Set<Var> empty(Answer.Solutions solutions, List<Var> shown) {
        Set<Var> empty = new LinkedHashSet<>(shown);
        solutions.rows().forEach(row -> empty.removeIf(row::contains));
        return empty.size() == shown.size() ? Set.of() : empty;
    }

    /** Returns the columns that repeat others. A timeline keeps its dates. */
    private Set<Var> repeating(
            Answer.Solutions solutions, List<Var> shown, List<Var> sources, boolean isTimeline) {
        Set<Var> repeating = new LinkedHashSet<>();
        for (Var candidate : shown) {
            if (isTimeline && hasDates(solutions.rows(), candidate)) {
                continue;
            }
            for (Var other : solutions.variables()) {
                boolean isShown = shown.contains(other) && !repeating.contains(other);
                boolean isSource = sources.contains(other);
                if (!other.equals(candidate)
                        && (isShown || isSource)
                        && repeats(solutions.rows(), candidate, other, isSource)) {
                    repeating.add(candidate);
                    break;
                }
            }
        }
        return repeating;
    }

    /**
     * Returns columns of statements, keyed by the columns of their paraphrases, if most of the
     * statements have no label: the paraphrase then links to the statement.
     */
    private Map<Var, Var> paraphrases(Answer.Solutions solutions, List<Var> shown) {
        Map<Var, Var> paraphrases = new HashMap<>();
        for (Var statement : shown) {
            for (Var words : shown) {
                if (!words.equals(statement)
                        && !paraphrases.containsKey(words)
                        && isParaphrase(solutions.rows(), statement, words)) {
                    paraphrases.put(words, statement);
                    break;
                }
            }
        }
        return paraphrases;
    }

    private boolean isParaphrase(List<Binding> rows, Var statement, Var words) {
        int found = 0;
        int unlabelled = 0;
        for (Binding row : rows) {
            Node thing = row.get(statement);
            Node said = row.get(words);
            if (thing == null && said == null) {
                continue;
            }
            if (thing == null
                    || said == null
                    || !thing.isURI()
                    || !said.isLiteral()
                    || !union.contains(thing, Evidence.PARAPHRASE, said)) {
                return false;
            }
            found++;
            unlabelled += names.labels(thing).isEmpty() ? 1 : 0;
        }
        return unlabelled * 2 > found;
    }

    private static boolean hasDates(List<Binding> rows, Var variable) {
        return rows.stream()
                .map(row -> row.get(variable))
                .anyMatch(value -> value != null && Dates.isDate(value));
    }

    private boolean repeats(List<Binding> rows, Var candidate, Var other, boolean isSource) {
        boolean found = false;
        for (Binding row : rows) {
            Node value = row.get(candidate);
            if (value == null) {
                continue;
            }
            Node thing = row.get(other);
            if (thing == null
                    || !thing.isURI()
                    || !(isSource ? isShownByNote(thing, value) : isLabelOf(thing, value))) {
                return false;
            }
            found = true;
        }
        return found;
    }

    private boolean isLabelOf(Node thing, Node value) {
        return value.isLiteral() && names.labels(thing).contains(value);
    }

    /**
     * Returns whether the note of a source shows a value: its own properties, and labels of what
     * they refer to.
     */
    private boolean isShownByNote(Node source, Node value) {
        return union.contains(source, Node.ANY, value)
                || (value.isLiteral()
                        && union.find(source, Node.ANY, Node.ANY)
                                .map(t -> t.getObject())
                                .filter(Node::isURI)
                                .anyMatch(named -> isLabelOf(named, value)));
    }
}
