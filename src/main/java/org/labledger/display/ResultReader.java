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
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.expr.NodeValue;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.SavedQuery;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Evidence;

/**
 * Turns result sets into tables for people.
 *
 * <ul>
 *   <li>A variable that names the graph of a pattern ({@code GRAPH ?source { … }}) is where a row
 *       comes from: it becomes notes, and rows that differ in nothing else become one.
 *   <li>A column that only repeats what another shows anyway, such as the name of a thing beside
 *       the thing, is left out; so is one that has no value in any row.
 * </ul>
 */
public final class ResultReader {

    /** So many rows are read for a picture. */
    private static final int MOST_DRAWN = 5_000;

    private final Triples union;
    private final Names names;
    private final Values values;
    private final Words words;
    private final Sources sources;

    public ResultReader(
            Snapshot snapshot, Names names, Values values, Words words, Sources sources) {
        this.union = snapshot.store().triples();
        this.names = names;
        this.values = values;
        this.words = words;
        this.sources = sources;
    }

    /** A row in the making: terms by variable, and the graphs that it comes from. */
    private record Merged(
            List<@Nullable Node> cells, Map<Integer, Node> links, Set<Node> sources) {}

    /**
     * Reads a result set.
     *
     * @param query the query that was asked
     * @param solutions the whole result set
     * @param without variables that are not shown, because the page says it already
     * @param notes where its sources are noted
     * @param sort the variable to sort by, after {@code -} if downwards; empty for the query's
     *     order
     * @param from the first row to show
     * @param most how many rows to show
     * @param sortHref the address of the table sorted as said
     */
    public ResultTable read(
            SavedQuery query,
            Answer.Solutions solutions,
            Set<String> without,
            Notes notes,
            Language language,
            String sort,
            int from,
            int most,
            Function<String, String> sortHref) {
        Set<Var> graphs = query.graphVariables();
        List<Var> shown = new ArrayList<>(solutions.variables());
        shown.removeIf(v -> without.contains(v.getVarName()));
        List<Var> sources = shown.stream().filter(graphs::contains).toList();
        shown.removeAll(sources);
        boolean isTimeline = query.view().equals(Optional.of("timeline"));
        Set<Var> repeating = repeating(solutions, shown, sources, isTimeline);
        repeating.removeIf(v -> query.graph().contains(v.getVarName()));
        shown.removeAll(repeating);
        shown.removeAll(empty(solutions, shown));
        if (isOfNumbers(solutions, shown)) {
            // Then it is the sources that are counted, and nothing else says of what the numbers
            // are.
            List<Var> kept = List.copyOf(shown);
            shown.clear();
            solutions.variables().stream()
                    .filter(v -> kept.contains(v) || sources.contains(v))
                    .forEach(shown::add);
        }
        Map<Var, Var> speaking = speaking(solutions, shown);
        shown.removeAll(speaking.values());
        List<Merged> rows = merge(solutions.rows(), shown, sources, speaking);
        sort(rows, shown, sort);
        List<Merged> page =
                rows.subList(
                        Math.min(from, rows.size()),
                        (int) Math.min((long) from + most, rows.size()));
        List<ResultTable.Column> columns = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            columns.add(column(shown.get(i), i, rows, query, language, sort, sortHref));
        }
        List<ResultTable.Row> read = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            int same = i == 0 ? 0 : same(page.get(i), page.get(i - 1));
            read.add(row(page.get(i), same, notes, language));
        }
        return new ResultTable(columns, read, rows.size(), solutions.rows().size());
    }

    /** Reads all rows and columns of a result set, as far as a picture goes. */
    public ResultTable readWhole(SavedQuery query, Answer.Solutions solutions, Language language) {
        Notes notes = new Notes(sources, language);
        return read(query, solutions, Set.of(), notes, language, "", 0, MOST_DRAWN, sort -> "");
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
                words.of(query, name, language),
                !terms.isEmpty() && terms.stream().allMatch(Values::isNumber),
                terms.stream()
                        .anyMatch(t -> t.isLiteral() && Text.isLong(t.getLiteralLexicalForm())),
                sortHref.apply(isUp ? "-" + name : name),
                isUp ? "ascending" : isDown ? "descending" : "none");
    }

    private ResultTable.Row row(Merged row, int same, Notes notes, Language language) {
        List<List<Value>> cells = new ArrayList<>();
        for (int i = 0; i < row.cells().size(); i++) {
            Node term = row.cells().get(i);
            Node link = row.links().get(i);
            cells.add(
                    term == null
                            ? List.of()
                            : List.of(link == null ? value(term, language) : linked(term, link)));
        }
        return new ResultTable.Row(cells, same, row.sources().stream().map(notes::cite).toList());
    }

    private static int same(Merged row, Merged above) {
        int same = 0;
        while (same < row.cells().size()
                && Objects.equals(row.cells().get(same), above.cells().get(same))) {
            same++;
        }
        return same;
    }

    private Value linked(Node words, Node statement) {
        Text text = new Text(words.getLiteralLexicalForm(), words.getLiteralLanguage());
        return values.page(statement)
                .<Value>map(page -> new Value.Thing(text, page, false))
                .orElse(new Value.Words(text));
    }

    /** A name that only one thing has leads to that thing. */
    private Value value(Node term, Language language) {
        Value value = values.of(term, language);
        if (value instanceof Value.Words(Text text)) {
            Node thing = names.thingCalled(term).orElse(null);
            String page = thing == null ? null : values.page(thing).orElse(null);
            if (page != null) {
                return new Value.Thing(text, page, false);
            }
        }
        return value;
    }

    private static List<Merged> merge(
            List<Binding> solutions, List<Var> shown, List<Var> sources, Map<Var, Var> speaking) {
        Map<List<@Nullable Node>, Merged> rows = new LinkedHashMap<>();
        for (Binding solution : solutions) {
            List<@Nullable Node> cells = new ArrayList<>();
            for (Var variable : shown) {
                cells.add(solution.get(variable));
            }
            Map<Integer, Node> links = new HashMap<>();
            List<@Nullable Node> key = new ArrayList<>(cells);
            speaking.forEach((words, statement) -> {
                Node link = solution.get(statement);
                key.add(link);
                if (link != null) {
                    links.put(shown.indexOf(words), link);
                }
            });
            Merged row =
                    rows.computeIfAbsent(
                            Collections.unmodifiableList(key),
                            k -> new Merged(cells, links, new LinkedHashSet<>()));
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
        Comparator<Node> order =
                (a, b) -> NodeValue.compareAlways(NodeValue.makeNode(a), NodeValue.makeNode(b));
        Comparator<Node> directed = isDown ? order.reversed() : order;
        // What is not known comes last, whichever way round.
        rows.sort(
                Comparator.comparing(
                        row -> row.cells().get(index), Comparator.nullsLast(directed)));
    }

    private static boolean isOfNumbers(Answer.Solutions solutions, List<Var> shown) {
        return solutions.rows().stream()
                .flatMap(row -> shown.stream().map(row::get))
                .allMatch(term -> term == null || Values.isNumber(term));
    }

    /** Finds the columns without any value, unless that is all there is. */
    private static Set<Var> empty(Answer.Solutions solutions, List<Var> shown) {
        Set<Var> empty = new LinkedHashSet<>(shown);
        solutions.rows().forEach(row -> empty.removeIf(row::contains));
        return empty.size() == shown.size() ? Set.of() : empty;
    }

    /** Finds the columns that add nothing to the others; a timeline needs its dates. */
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
     * Finds the columns of statements that mostly have no name, by those of the words that they
     * say: the words then stand for both.
     */
    private Map<Var, Var> speaking(Answer.Solutions solutions, List<Var> shown) {
        Map<Var, Var> speaking = new HashMap<>();
        for (Var statement : shown) {
            for (Var words : shown) {
                if (!words.equals(statement)
                        && !speaking.containsKey(words)
                        && speaks(solutions.rows(), statement, words)) {
                    speaking.put(words, statement);
                    break;
                }
            }
        }
        return speaking;
    }

    private boolean speaks(List<Binding> rows, Var statement, Var words) {
        int found = 0;
        int nameless = 0;
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
            nameless += names.literals(thing).isEmpty() ? 1 : 0;
        }
        return nameless * 2 > found;
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
                    || !(isSource ? isToldByNote(thing, value) : isNameOf(thing, value))) {
                return false;
            }
            found = true;
        }
        return found;
    }

    private boolean isNameOf(Node thing, Node value) {
        return value.isLiteral() && names.literals(thing).contains(value);
    }

    /** A note shows what a source says of itself, and the names of whom it names. */
    private boolean isToldByNote(Node source, Node value) {
        return union.contains(source, Node.ANY, value)
                || (value.isLiteral()
                        && union.find(source, Node.ANY, Node.ANY)
                                .map(t -> t.getObject())
                                .filter(Node::isURI)
                                .anyMatch(named -> isNameOf(named, value)));
    }
}
