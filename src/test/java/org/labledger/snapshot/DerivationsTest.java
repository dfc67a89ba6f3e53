package org.labledger.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** {@link Derivations} name the rules and the stated triples that a derived one follows from. */
class DerivationsTest {

    private static final Node GRAPH = iri("g");

    @TempDir Path folder;

    @Test
    void followsChainsToWhatIsStated() {
        Derivations derivations = Derivations.of(load());

        assertEquals(
                new Derivations.Derivation(
                        List.of(Derivations.RDFS),
                        List.of(Triple.create(iri("a"), RDF.type.asNode(), iri("C")))),
                derivations.of(
                        Quad.create(GRAPH, Triple.create(iri("a"), RDF.type.asNode(), iri("E")))));
        // a p b; q is above p; whoever is q-ed has r back.
        assertEquals(
                new Derivations.Derivation(
                        List.of("ontology/rules/back.rq", Derivations.RDFS),
                        List.of(Triple.create(iri("a"), iri("p"), iri("b")))),
                derivations.of(Quad.create(GRAPH, Triple.create(iri("b"), iri("r"), iri("a")))));
    }

    @Test
    void nothingIsSaidOfWhatIsStated() {
        assertEquals(
                new Derivations.Derivation(List.of(), List.of()),
                Derivations.of(load())
                        .of(Quad.create(GRAPH, Triple.create(iri("x"), iri("y"), iri("z")))));
    }

    private Snapshot load() {
        return HomeFolder.in(folder)
                .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                .with(
                        "ontology/v.ttl",
                        """
                        @prefix : <https://home.test/> .
                        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                        :C rdfs:subClassOf :D . :D rdfs:subClassOf :E .
                        :p rdfs:subPropertyOf :q .
                        """)
                .with(
                        "ontology/rules/back.rq",
                        """
                        PREFIX : <https://home.test/>
                        CONSTRUCT { ?o :r ?s } WHERE { ?s :q ?o }
                        """)
                .with(
                        "data/g.ttl",
                        """
                        @prefix : <https://home.test/> .
                        :a a :C ; :p :b .
                        """)
                .load();
    }

    private static Node iri(String name) {
        return NodeFactory.createURI("https://home.test/" + name);
    }
}
