package org.labledger.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.vocabulary.RDF;
import org.labledger.result.StatementOrder;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Namespaces;

/**
 * A page of a Triple Pattern Fragment (<a
 * href="https://linkeddatafragments.org/specification/triple-pattern-fragments/">specification</a>):
 * the triples that match a pattern, their total number, and hypermedia controls to all other
 * fragments.
 *
 * @param triples the matches on this page
 * @param count number of all matches
 * @param page page number, from 1
 * @param selector the pattern
 */
public record Fragment(List<Triple> triples, long count, int page, Selector selector) {

    /** Matches per page. */
    public static final int PAGE_SIZE = 100;

    /**
     * Maximum number of matches that are sorted per request; larger results are in the order of the
     * store.
     */
    private static final int MAX_SORTED = 100_000;

    /**
     * A pattern, each component as written in the request; empty or a variable ({@code ?name})
     * matches any term, variables of the same name match equal terms.
     *
     * @param subject the subject
     * @param predicate the predicate
     * @param object the object
     * @param graph the IRI of a named graph, or empty for the default graph
     */
    public record Selector(String subject, String predicate, String object, String graph) {

        /**
         * Makes sure that each part is a term, before anything is looked up.
         *
         * @throws BadTermException if one is not
         */
        public void requireTerms(UriSpace space) throws BadTermException {
            FragmentTerms terms = new FragmentTerms(space);
            terms.parse("subject", subject);
            terms.parse("predicate", predicate);
            terms.parse("object", object);
            terms.parse("graph", graph);
        }

        /** Variables of the same name stand for the same term. */
        private boolean admits(Triple triple) {
            return admits(subject, triple.getSubject(), predicate, triple.getPredicate())
                    && admits(subject, triple.getSubject(), object, triple.getObject())
                    && admits(predicate, triple.getPredicate(), object, triple.getObject());
        }

        private static boolean admits(String name, Node value, String other, Node otherValue) {
            return !name.startsWith("?")
                    || name.length() == 1
                    || !name.equals(other)
                    || value.equals(otherValue);
        }
    }

    /**
     * Returns a page. Reads all matches.
     *
     * @param page page number, from 1
     * @return the page; empty after the last one. Page 1 always exists.
     * @throws BadTermException if a component of the selector is not a term
     */
    public static Optional<Fragment> of(Snapshot snapshot, Selector selector, int page)
            throws BadTermException {
        FragmentTerms terms = new FragmentTerms(snapshot.description().uriSpace());
        Node name = terms.parse("graph", selector.graph());
        Triples graph =
                name == Node.ANY ? snapshot.store().triples() : snapshot.store().triples(name);
        List<Triple> matches =
                new ArrayList<>(
                        graph.find(
                                        terms.parse("subject", selector.subject()),
                                        terms.parse("predicate", selector.predicate()),
                                        terms.parse("object", selector.object()))
                                .filter(selector::admits)
                                .toList());
        int last = Math.max(1, (matches.size() + PAGE_SIZE - 1) / PAGE_SIZE);
        if (page > last) {
            return Optional.empty();
        }
        if (matches.size() <= MAX_SORTED) {
            matches.sort(StatementOrder.OF_TRIPLES);
        }
        List<Triple> shown =
                matches
                        .subList((page - 1) * PAGE_SIZE, Math.min(page * PAGE_SIZE, matches.size()))
                        .stream()
                        .map(triple ->
                                Triple.create(
                                        terms.named(triple.getSubject()),
                                        triple.getPredicate(),
                                        terms.named(triple.getObject())))
                        .toList();
        return Optional.of(new Fragment(shown, matches.size(), page, selector));
    }

    /** Returns the number of the last page, from 1. */
    public int lastPage() {
        return (int) Math.max(1, (count + PAGE_SIZE - 1) / PAGE_SIZE);
    }

    /**
     * Returns the addresses of other pages by link relation: {@code first}, {@code previous},
     * {@code next}, {@code last}.
     *
     * @param base base URL of the server as the client sees it, with a trailing slash
     */
    public Map<String, String> links(String base) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("first", address(base, 1));
        if (page > 1) {
            links.put("previous", address(base, page - 1));
        }
        if (page < lastPage()) {
            links.put("next", address(base, page + 1));
        }
        links.put("last", address(base, lastPage()));
        return links;
    }

    /**
     * Returns data and controls as one graph, for formats without named graphs.
     *
     * @param address the requested address, unchanged, since clients compare it
     */
    public List<Triple> triples(DatasetProfile profile, String base, String address) {
        List<Triple> all = new ArrayList<>(triples);
        all.addAll(controls(profile, base, address));
        return all;
    }

    /** Returns the data as the default graph and the controls as a named graph. */
    public List<Quad> quads(DatasetProfile profile, String base, String address) {
        Node metadata = Namespaces.iri(collection(base) + "#metadata");
        List<Quad> all = new ArrayList<>();
        triples.forEach(triple -> all.add(Quad.create(Quad.defaultGraphNodeGenerated, triple)));
        all.add(
                Quad.create(
                        metadata,
                        metadata,
                        Namespaces.foaf("primaryTopic"),
                        Namespaces.iri(address)));
        controls(profile, base, address).forEach(triple -> all.add(Quad.create(metadata, triple)));
        return all;
    }

    private List<Triple> controls(DatasetProfile profile, String base, String address) {
        TripleBuilder controls = new TripleBuilder();
        Node fragments = Namespaces.iri(collection(base) + "#dataset");
        Node here = Namespaces.iri(address);
        Node search = Namespaces.iri(collection(base) + "#search");
        controls.type(fragments, Namespaces.ofVoid("Dataset"))
                .type(fragments, Namespaces.hydra("Collection"))
                .add(fragments, Namespaces.dct("source"), profile.dataset())
                .add(fragments, Namespaces.ofVoid("subset"), here)
                .add(fragments, Namespaces.hydra("search"), search)
                .text(search, Namespaces.hydra("template"), template(base))
                .add(
                        search,
                        Namespaces.hydra("variableRepresentation"),
                        Namespaces.hydra("ExplicitRepresentation"));
        map(controls, search, base, "subject", RDF.subject.asNode());
        map(controls, search, base, "predicate", RDF.predicate.asNode());
        map(controls, search, base, "object", RDF.object.asNode());
        controls.type(here, Namespaces.hydra("PartialCollectionView"))
                .add(here, Namespaces.dct("source"), fragments)
                .number(here, Namespaces.ofVoid("triples"), count)
                .number(here, Namespaces.hydra("totalItems"), count)
                .number(here, Namespaces.hydra("itemsPerPage"), PAGE_SIZE);
        links(base)
                .forEach((relation, link) ->
                        controls.add(here, Namespaces.hydra(relation), Namespaces.iri(link)));
        return controls.toList();
    }

    private void map(
            TripleBuilder controls, Node search, String base, String variable, Node property) {
        Node mapping = Namespaces.iri(collection(base) + "#" + variable);
        controls.add(search, Namespaces.hydra("mapping"), mapping)
                .text(mapping, Namespaces.hydra("variable"), variable)
                .add(mapping, Namespaces.hydra("property"), property);
    }

    /**
     * Returns the IRI of the collection that the page belongs to: one per named graph, one for the
     * default graph.
     */
    private String collection(String base) {
        return base
                + "fragments"
                + (selector.graph().isEmpty() ? "" : "?graph=" + UriSpace.encode(selector.graph()));
    }

    private String template(String base) {
        return collection(base)
                + (selector.graph().isEmpty()
                        ? "{?subject,predicate,object}"
                        : "{&subject,predicate,object}");
    }

    private String address(String base, int number) {
        StringBuilder address = new StringBuilder(base).append("fragments");
        char separator = '?';
        for (Map.Entry<String, String> part :
                List.of(
                        Map.entry("graph", selector.graph()),
                        Map.entry("subject", selector.subject()),
                        Map.entry("predicate", selector.predicate()),
                        Map.entry("object", selector.object()),
                        Map.entry("page", Integer.toString(number)))) {
            if (!part.getValue().isEmpty()) {
                address.append(separator)
                        .append(part.getKey())
                        .append('=')
                        .append(UriSpace.encode(part.getValue()));
                separator = '&';
            }
        }
        return address.toString();
    }
}
