package org.labledger.display;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
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
 *   <li>A column is left out if it only repeats another one, such as the label of a thing beside
 *       the thing, or if it has no values.
 * </ul>
 *
 * <p>Safe for use by several threads. Methods may query the store of the snapshot.
 */
public final class ResultTableFactory {

    /** Maximum number of rows read for a chart. */
    private static final int MAX_CHART_ROWS = 5_000;

    /** Maximum number of groups of sources that are needed together, shown for a row. */
    private static final int MAX_GROUPS = 8;

    private final Triples union;
    private final DisplayNames names;
    private final Values values;
    private final Headings headings;
    private final SourceSummaries sources;

    public ResultTableFactory(
            Snapshot snapshot,
            DisplayNames names,
            Values values,
            Headings headings,
            SourceSummaries sources) {
        this.union = snapshot.store().triples();
        this.names = names;
        this.values = values;
        this.headings = headings;
        this.sources = sources;
    }

    /**
     * A merged row.
     *
     * @param cells the terms, by column; {@code null} for an unbound variable
     * @param links the statements that cells link to, by column
     * @param sources the graphs that the row comes from
     * @param solutions the indexes of its solutions
     */
    private record Merged(
            List<@Nullable Node> cells,
            Map<Integer, Node> links,
            Set<Node> sources,
            List<Integer> solutions) {}

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
        if (hasOnlyNumbers(solutions, shown)) {
            // If only numbers are left, the sources are what they count, and become a column.
            List<Var> kept = List.copyOf(shown);
            shown.clear();
            solutions.variables().stream()
                    .filter(v -> kept.contains(v) || sources.contains(v))
                    .forEach(shown::add);
        }
        Map<Var, Var> paraphrases = paraphrases(solutions, shown);
        shown.removeAll(paraphrases.values());
        List<Merged> rows = merge(solutions.rows(), shown, sources, paraphrases);
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
            read.add(row(page.get(i), same, cited, notes, language));
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
                rows.stream().map(row -> row.cells().get(index)).filter(Objects::nonNull).toList();
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
                isUp ? "ascending" : isDown ? "descending" : "none");
    }

    private ResultTable.Row row(
            Merged row,
            int same,
            @Nullable IntFunction<RowSources> cited,
            Notes notes,
            Language language) {
        List<List<Value>> cells = new ArrayList<>();
        for (int i = 0; i < row.cells().size(); i++) {
            Node term = row.cells().get(i);
            Node link = row.links().get(i);
            cells.add(
                    term == null
                            ? List.of()
                            : List.of(link == null ? value(term, language) : linked(term, link)));
        }
        return cited == null
                ? new ResultTable.Row(
                        cells, same, row.sources().stream().map(notes::cite).toList(), List.of())
                : row(cells, same, row.solutions().stream().map(cited::apply).toList(), notes);
    }

    private static ResultTable.Row row(
            List<List<Value>> cells, int same, List<RowSources> cited, Notes notes) {
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
                marks.computeIfAbsent(source, s -> notes.cite(s, places.getOrDefault(s, Set.of())));
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
                                .toList());
    }

    private static int sameAsAbove(Merged row, Merged above) {
        int same = 0;
        while (same < row.cells().size()
                && Objects.equals(row.cells().get(same), above.cells().get(same))) {
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

    /** Links a text to the thing that has it as its unique label. */
    private Value value(Node term, Language language) {
        Value value = values.of(term, language);
        if (value instanceof Value.PlainText(Text text)) {
            Node thing = names.uniquelyNamed(term).orElse(null);
            String page = thing == null ? null : values.page(thing).orElse(null);
            if (page != null) {
                return new Value.Thing(text, page, false);
            }
        }
        return value;
    }

    private static List<Merged> merge(
            List<Binding> solutions,
            List<Var> shown,
            List<Var> sources,
            Map<Var, Var> paraphrases) {
        Map<List<@Nullable Node>, Merged> rows = new LinkedHashMap<>();
        int index = 0;
        for (Binding solution : solutions) {
            List<@Nullable Node> cells = new ArrayList<>();
            for (Var variable : shown) {
                cells.add(solution.get(variable));
            }
            Map<Integer, Node> links = new HashMap<>();
            List<@Nullable Node> key = new ArrayList<>(cells);
            paraphrases.forEach((words, statement) -> {
                Node link = solution.get(statement);
                key.add(link);
                if (link != null) {
                    links.put(shown.indexOf(words), link);
                }
            });
            Merged row =
                    rows.computeIfAbsent(
                            Collections.unmodifiableList(key),
                            k ->
                                    new Merged(
                                            cells,
                                            links,
                                            new LinkedHashSet<>(),
                                            new ArrayList<>()));
            row.solutions().add(index++);
            for (Var source : sources) {
                Node graph = solution.get(source);
                if (graph != null) {
                    row.sources().add(graph);
                }
            }
        }
        return new ArrayList<>(rows.values());
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
        rows.sort(
                Comparator.comparing(
                        row -> row.cells().get(index), Comparator.nullsLast(directed)));
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
