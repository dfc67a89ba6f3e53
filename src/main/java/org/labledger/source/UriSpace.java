package org.labledger.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/**
 * The IRIs of a home: all begin alike, and the path of a file says which graph its triples stand
 * in.
 *
 * <p>The beginning is what the description of the dataset gives as {@code void:uriSpace} (VoID, <a
 * href="https://www.w3.org/TR/void/#pattern">section 4.2</a>).
 *
 * @param base the beginning, ending with {@code /} or {@code #}
 * @param declared whether the home declares it; otherwise it is {@link #UNDECLARED} and nothing is
 *     demanded of IRIs
 */
public record UriSpace(String base, boolean declared) {

    /**
     * What the graph IRIs of a home without {@code void:uriSpace} begin with. The {@code .invalid}
     * domain can never resolve (RFC 2606), so nobody takes them for addresses.
     */
    public static final String UNDECLARED = "https://home.invalid/";

    /** Returns the space of a home that declares none. */
    public static UriSpace undeclared() {
        return new UriSpace(UNDECLARED, false);
    }

    /** Returns whether the node is an IRI of this space. */
    public boolean contains(Node node) {
        return node.isURI() && node.getURI().startsWith(base);
    }

    /**
     * Returns the IRI of the graph in which the triples of a file stand: {@code
     * data/sources/**}{@code /NAME.ttl} is the source {@code source/NAME}, wherever it lies below
     * {@code sources}; {@code ontology/NAME.ttl} is the vocabulary {@code NAME}; any other file is
     * named by its path below {@code data}, without the ending.
     */
    public Node graphOf(HomeFile file) {
        String path = file.path();
        if (path.startsWith("data/sources/")) {
            return iri("source/" + encode(file.stem()));
        }
        int slash = path.indexOf('/');
        String below = path.substring(slash + 1, path.lastIndexOf('.'));
        return iri(
                Arrays.stream(below.split("/", -1))
                        .map(UriSpace::encode)
                        .collect(Collectors.joining("/")));
    }

    /** Returns the IRI of this space with the given ending. */
    public Node iri(String ending) {
        return NodeFactory.createURI(base + ending);
    }

    /** Percent-encodes a text for a path segment or the value of a query parameter (RFC 3986). */
    public static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
