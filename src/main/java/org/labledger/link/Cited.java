package org.labledger.link;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

/**
 * What is cited: a question without the state of the ledger that answers it.
 *
 * @param kind what sort of question it is
 * @param text the name of a saved query, the text of a SPARQL query, or the IRI of a thing
 * @param parameters what was asked besides, sorted by name: values of a saved query and the number
 *     of the page of rows, graphs of a SPARQL query, the day of a thing's page
 */
public record Cited(Kind kind, String text, List<Map.Entry<String, String>> parameters) {

    /** The number of the page of rows, for saved queries that have pages. */
    public static final String PAGE = "page";

    /** The sorts of questions. Tokens hold their order, so it stays. */
    public enum Kind {
        /** A saved query with values for its parameters. */
        SAVED_QUERY,
        /** A SPARQL query. */
        SPARQL,
        /** What the ledger says of a thing. */
        THING
    }

    private static final String QUERY_PATH = "/query/";
    private static final String SPARQL_PATH = "/sparql";
    private static final String DOC_PATH = "/doc/";

    private static final Set<String> GRAPHS = Set.of("default-graph-uri", "named-graph-uri");

    /** Parameters of a page of a thing that change what it says. */
    private static final Set<String> OF_THINGS = Set.of("on");

    /** What says how an answer is sent, not what it is. */
    private static final Set<String> CONTROLS =
            Set.of("format", "cite", "timeout", "lang", "at", "edit");

    /** Sorts the parameters; those of one name stay in order. */
    public Cited {
        parameters =
                parameters.stream()
                        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                        .toList();
    }

    /**
     * Returns what an address of the ledger asks for.
     *
     * @param address the path and query string of a saved query, a SPARQL query or a document
     * @param snapshot the data, whose catalog tells parameters from controls
     * @return empty if it is none of these, or names nothing that there is
     */
    public static Optional<Cited> of(String address, Snapshot snapshot) {
        int mark = address.indexOf('?');
        String path = mark < 0 ? address : address.substring(0, mark);
        List<Map.Entry<String, String>> given =
                mark < 0 ? List.of() : parameters(address.substring(mark + 1));
        if (path.equals(SPARQL_PATH)) {
            return values(given, "query").stream()
                    .findFirst()
                    .map(query ->
                            new Cited(
                                    Kind.SPARQL,
                                    query,
                                    given.stream()
                                            .filter(entry -> GRAPHS.contains(entry.getKey()))
                                            .filter(entry -> !entry.getValue().isEmpty())
                                            .toList()));
        }
        if (path.startsWith(QUERY_PATH)) {
            String name = decode(path.substring(QUERY_PATH.length()));
            return snapshot.catalog()
                    .find(name)
                    .or(() -> snapshot.catalog().find(withoutSuffix(name)))
                    .map(query -> of(query, given));
        }
        if (path.startsWith(DOC_PATH)) {
            String local = path.substring(DOC_PATH.length());
            Optional<String> iri =
                    local.isEmpty()
                            ? values(given, "iri").stream().findFirst()
                            : Optional.of(snapshot.description().uriSpace().base() + local);
            return iri.map(thing ->
                    new Cited(
                            Kind.THING,
                            thing,
                            given.stream()
                                    .filter(entry -> OF_THINGS.contains(entry.getKey()))
                                    .filter(entry -> !entry.getValue().isBlank())
                                    .toList()));
        }
        return Optional.empty();
    }

    /** Returns what a saved query asks with some parameters of an address. */
    public static Cited of(SavedQuery query, List<Map.Entry<String, String>> given) {
        Set<String> own =
                query.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
        return new Cited(
                Kind.SAVED_QUERY,
                query.name(),
                given.stream()
                        .filter(entry ->
                                own.contains(entry.getKey())
                                        || entry.getKey().equals(PAGE)
                                                && query.pagination().isPresent()
                                        || !CONTROLS.contains(entry.getKey())
                                                && !entry.getKey().equals(PAGE))
                        .filter(entry -> !entry.getValue().isBlank())
                        .toList());
    }

    private static String withoutSuffix(String name) {
        int dot = name.lastIndexOf('.');
        String suffix = name.substring(dot + 1);
        boolean isFormat =
                dot > 0
                        && (suffix.equals("html")
                                || Arrays.stream(Format.values())
                                        .anyMatch(format -> format.suffix().equals(suffix)));
        return isFormat ? name.substring(0, dot) : name;
    }

    private static List<Map.Entry<String, String>> parameters(String queryString) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (String pair : queryString.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                pairs.add(
                        Map.entry(
                                decode(equals < 0 ? pair : pair.substring(0, equals)),
                                equals < 0 ? "" : decode(pair.substring(equals + 1))));
            }
        }
        return pairs;
    }

    private static List<String> values(List<Map.Entry<String, String>> pairs, String name) {
        return pairs.stream()
                .filter(pair -> pair.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not encoded, so it stands for itself.
            return text;
        }
    }

    /** Returns the values of a parameter, in order. */
    public List<String> values(String name) {
        return values(parameters, name);
    }

    /** Returns the path and query string that ask this. */
    public String address(UriSpace space) {
        return switch (kind) {
            case SAVED_QUERY -> QUERY_PATH + UriSpace.encode(text) + queryString("?");
            case SPARQL -> SPARQL_PATH + "?query=" + UriSpace.encode(text) + queryString("&");
            case THING -> {
                String document = space.document(text);
                yield document + queryString(document.contains("?") ? "&" : "?");
            }
        };
    }

    private String queryString(String before) {
        return parameters.isEmpty()
                ? ""
                : before
                        + parameters.stream()
                                .map(entry ->
                                        UriSpace.encode(entry.getKey())
                                                + "="
                                                + UriSpace.encode(entry.getValue()))
                                .collect(Collectors.joining("&"));
    }
}
