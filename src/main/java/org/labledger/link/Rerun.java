package org.labledger.link;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.SavedQuery;
import org.labledger.citation.CitationFactory;
import org.labledger.citation.Citations;
import org.labledger.query.CitedAnswer;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.query.Volatility;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;
import org.labledger.syntax.QuerySyntaxException;
import org.labledger.syntax.QueryText;

/**
 * A question put to a snapshot, with the answer and its sources.
 *
 * @param cited the question
 * @param snapshot what answered
 * @param query the query that was run
 * @param savedQuery the saved query, if it is one
 * @param graphs the graphs that were chosen
 * @param answer the answer, or the page of it that was asked for
 */
public record Rerun(
        Cited cited,
        Snapshot snapshot,
        Query query,
        Optional<SavedQuery> savedQuery,
        GraphChoice graphs,
        CitedAnswer answer) {

    /** What the page of a thing is made of: what is said of it, and the records that name it. */
    private static final String ABOUT =
            """
            CONSTRUCT { ?record ?property ?value }
            WHERE {
                { BIND(?thing AS ?record) } UNION { SELECT DISTINCT ?record { ?record ?any ?thing } }
                ?record ?property ?value
            }\
            """;

    /**
     * Asks a question of a snapshot.
     *
     * @param base the IRI against which relative IRIs of a SPARQL query are resolved
     * @throws QuerySyntaxException if a SPARQL query is none
     * @throws BadParameterException if a saved query does not take the values
     * @throws NoSuchQueryException if the snapshot has no such saved query
     * @throws LimitException if it exceeds a limit
     */
    public static Rerun of(Cited cited, Snapshot snapshot, Engine engine, String base)
            throws QuerySyntaxException,
                    BadParameterException,
                    NoSuchQueryException,
                    LimitException {
        Binding values = BindingFactory.empty();
        GraphChoice graphs = GraphChoice.NONE;
        Optional<SavedQuery> saved = Optional.empty();
        Query query;
        switch (cited.kind()) {
            case SAVED_QUERY -> {
                SavedQuery found =
                        snapshot.catalog()
                                .find(cited.text())
                                .orElseThrow(() -> new NoSuchQueryException(cited.text()));
                Map<String, String> given = new LinkedHashMap<>();
                cited.parameters().forEach(entry -> given.put(entry.getKey(), entry.getValue()));
                if (found.pagination().isPresent()) {
                    given.remove(Cited.PAGE);
                }
                values = found.bind(given, snapshot.prefixes());
                query = found.query();
                saved = Optional.of(found);
            }
            case SPARQL -> {
                query = QueryText.parse(cited.text(), snapshot.prefixes(), base);
                graphs =
                        new GraphChoice(
                                cited.values("default-graph-uri"), cited.values("named-graph-uri"));
            }
            case THING -> {
                query = QueryText.parse(ABOUT, snapshot.prefixes(), base);
                values =
                        BindingFactory.binding(
                                Var.alloc("thing"), NodeFactory.createURI(cited.text()));
            }
            default -> throw new IllegalStateException(cited.kind().name());
        }
        CitedAnswer whole = engine.cited(query, values, snapshot, graphs);
        return new Rerun(cited, snapshot, query, saved, graphs, page(whole, cited, saved));
    }

    /** A saved query is not there. */
    public static final class NoSuchQueryException extends Exception {

        private static final long serialVersionUID = 1L;

        NoSuchQueryException(String name) {
            super("This state has no saved query \"" + name + "\".");
        }
    }

    private static CitedAnswer page(CitedAnswer whole, Cited cited, Optional<SavedQuery> saved) {
        if (saved.isEmpty()
                || saved.get().pagination().isEmpty()
                || cited.values(Cited.PAGE).isEmpty()
                || !(whole instanceof CitedAnswer.Solutions all)) {
            return whole;
        }
        int size = saved.get().pagination().getAsInt();
        String number = cited.values(Cited.PAGE).getFirst();
        long from = number.matches("[1-9]\\d{0,8}") ? (Long.parseLong(number) - 1) * size : 0;
        int begin = (int) Math.min(from, all.rows().size());
        return new CitedAnswer.Solutions(
                all.variables(),
                all.rows().subList(begin, Math.min(begin + size, all.rows().size())));
    }

    /** Returns whether the answer may be another one although the data are the same. */
    public boolean isVolatile() {
        return Volatility.of(query);
    }

    /** Returns the answer's sources. */
    public Citations sources(CitationFactory citations, @Nullable String link) {
        return citations.cite(answer, query, graphs, snapshot, link);
    }

    /** Returns what came out. */
    public CitedLink.Outcome outcome(Citations sources) {
        return outcome(answer, query, sources);
    }

    /** Returns the permanent link to this answer. */
    public CitedLink link(Citations sources) {
        return new CitedLink(cited, snapshot.id(), outcome(sources));
    }

    /** Returns what an answer was. */
    public static CitedLink.Outcome outcome(CitedAnswer answer, Query query, Citations sources) {
        return new CitedLink.Outcome(
                rows(answer),
                sources.strength().sources(),
                AnswerDigest.of(answer, query.isSelectType() && query.hasOrderBy()));
    }

    private static int rows(CitedAnswer answer) {
        return switch (answer) {
            case CitedAnswer.Solutions rows -> rows.rows().size();
            case CitedAnswer.Truth truth -> truth.value() ? 1 : 0;
            case CitedAnswer.Triples triples -> triples.triples().size();
        };
    }
}
