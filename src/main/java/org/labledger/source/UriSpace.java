package org.labledger.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/**
 * The common prefix of a home's IRIs ({@code void:uriSpace}; VoID, <a
 * href="https://www.w3.org/TR/void/#pattern">section 4.2</a>), and the graph IRIs that follow from
 * file paths.
 *
 * @param base the prefix, ending with {@code /} or {@code #}
 * @param isDeclared whether the home declares it; otherwise it is {@link #UNDECLARED} and IRIs are
 *     not checked
 */
public record UriSpace(String base, boolean isDeclared) {

    /**
     * The prefix of graph IRIs in a home without {@code void:uriSpace}. The {@code .invalid} domain
     * never resolves (RFC 2606, section 2).
     */
    public static final String UNDECLARED = "https://home.invalid/";

    /**
     * A path that every client and server takes to be itself: no escapes, which some decode, no
     * parameters and queries, no empty segments, and none of dots only.
     */
    private static final Pattern PLAIN =
            Pattern.compile(
                    "((?!\\.{1,2}(/|$))[^%;?#/\\p{Cntrl}\\p{Cf}\\s\"<>\\\\^`{|}]+(/(?!$)|$))+");

    /** Returns the URI space of a home that declares none. */
    public static UriSpace undeclared() {
        return new UriSpace(UNDECLARED, false);
    }

    /** Returns whether a node is an IRI with this prefix. */
    public boolean contains(Node node) {
        return node.isURI() && node.getURI().startsWith(base);
    }

    /**
     * Returns whether a node may be a thing of the home: an IRI in its space, or any IRI if it
     * declares none.
     */
    public boolean mayHold(Node node) {
        return node.isURI() && (!isDeclared || contains(node));
    }

    /**
     * Returns the IRI of the graph of a file: {@code data/sources/**}{@code /NAME.ttl} is the
     * source {@code source/NAME}, wherever it lies below {@code sources}; {@code ontology/NAME.ttl}
     * is the vocabulary {@code NAME}; any other file is named by its path below {@code data},
     * without the ending.
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

    /** Returns whether an IRI is the prefix and a path that can stand in an address as it is. */
    public boolean isPlain(String iri) {
        return iri.startsWith(base) && PLAIN.matcher(iri.substring(base.length())).matches();
    }

    /**
     * Returns the path and query of the document about an IRI, on whatever host: its own path below
     * {@code /doc/} where that is beyond doubt, or else the whole IRI as a parameter.
     */
    public String document(String iri) {
        return isPlain(iri) ? "/doc/" + iri.substring(base.length()) : documentByIri(iri);
    }

    /** Returns the path and query of the document about an IRI, with the IRI as a parameter. */
    public static String documentByIri(String iri) {
        return "/doc/?iri=" + encode(iri).replace("%3A", ":").replace("%2F", "/");
    }

    /** Returns the prefix followed by a suffix. */
    public Node iri(String suffix) {
        return NodeFactory.createURI(base + suffix);
    }

    /** Percent-encodes a text for a path segment or the value of a query parameter (RFC 3986). */
    public static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
