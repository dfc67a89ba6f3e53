package org.labledger.describe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.labledger.check.EditDistance;
import org.labledger.snapshot.RetiredIris;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

/**
 * The IRIs with a document of their own: IRIs of the home's space that are a subject or name a
 * graph (things, sources, vocabularies) and are not {@linkplain RetiredIris retired}. An IRI with a
 * fragment is a part of the document without it.
 */
public final class DocumentIndex {

    /** Maximum number of suggestions. */
    private static final int MAX_NEAR = 5;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** What RFC 3986, section 2.3 calls unreserved: escaped or not, it is the same. */
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /**
     * What else may stand in a segment of a path as it is (section 3.3). Escaped, it is another
     * IRI, but many clients escape it wherever they build an address from a name.
     */
    private static final String IN_SEGMENTS = UNRESERVED + "!$&'()*+,;=:@";

    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    private final NavigableSet<String> iris;
    private final NavigableSet<String> parts;

    /** The IRIs that clients may write in another way, by the way that all lead to. */
    private final Map<String, List<String>> byUri = new HashMap<>();

    /** The same by the way without escapes of what may stand in a segment as it is. */
    private final Map<String, List<String>> bySegments = new HashMap<>();

    /**
     * Creates an index.
     *
     * @param documents the IRIs of documents
     * @param parts IRIs with a fragment; the documents without it are added
     */
    DocumentIndex(Collection<String> documents, Collection<String> parts) {
        iris = new TreeSet<>(documents);
        this.parts = new TreeSet<>(parts);
        parts.forEach(part -> iris.add(part.substring(0, part.indexOf('#'))));
        for (String iri : iris) {
            index(iri, UNRESERVED, byUri);
            index(iri, IN_SEGMENTS, bySegments);
        }
    }

    private static void index(String iri, String unescaped, Map<String, List<String>> index) {
        String uri = uri(iri, unescaped);
        if (!uri.equals(iri)) {
            index.computeIfAbsent(uri, u -> new ArrayList<>(1)).add(iri);
        }
    }

    /** Builds the index of a snapshot. Reads all its triples once. */
    public static DocumentIndex of(Snapshot snapshot) {
        UriSpace space = snapshot.description().uriSpace();
        Set<String> documents = new HashSet<>();
        Set<String> parts = new HashSet<>();
        snapshot.store()
                .triples()
                .forEach(
                        Node.ANY,
                        Node.ANY,
                        Node.ANY,
                        triple -> add(triple.getSubject(), space, documents, parts));
        snapshot.store().graphNames().forEach(node -> add(node, space, documents, parts));
        documents.remove(RetiredIris.graph(space).getURI());
        documents.removeAll(retired(snapshot));
        return new DocumentIndex(documents, parts);
    }

    /** Builds the index of the retired IRIs of a snapshot, which have no document any more. */
    public static DocumentIndex ofRetired(Snapshot snapshot) {
        return new DocumentIndex(retired(snapshot), List.of());
    }

    private static Set<String> retired(Snapshot snapshot) {
        RetiredIris retired = RetiredIris.of(snapshot);
        Set<String> iris = new HashSet<>();
        retired.replaced().keySet().forEach(iri -> iris.add(iri.toString()));
        retired.withdrawn().keySet().forEach(iri -> iris.add(iri.toString()));
        return iris;
    }

    private static void add(Node node, UriSpace space, Set<String> documents, Set<String> parts) {
        if (!space.contains(node)) {
            return;
        }
        int hash = node.getURI().indexOf('#');
        int end = hash < 0 ? node.getURI().length() : hash;
        if (end > space.base().length()) {
            (hash < 0 ? documents : parts).add(node.getURI());
        }
    }

    /** Returns the IRIs, sorted. */
    public NavigableSet<String> iris() {
        return Collections.unmodifiableNavigableSet(iris);
    }

    /** Returns whether there is a document for an IRI without a fragment. */
    public boolean contains(String iri) {
        return iris.contains(iri);
    }

    /** Returns the IRIs that a document describes besides its own: with a fragment after it. */
    public List<String> parts(String iri) {
        return List.copyOf(parts.subSet(iri + "#", iri + "$"));
    }

    /**
     * Returns the IRI with a document that a client means by a URI: itself, or else one that
     * differs in escapes only, and of these rather the one that becomes this URI where characters
     * beyond ASCII are escaped (RFC 3987, section 3.1). Where there is none, it is the only one
     * that differs in escapes of what needs none in a path.
     */
    public Optional<String> find(String uri) {
        if (contains(uri)) {
            return Optional.of(uri);
        }
        List<String> same = same(uri, UNRESERVED, byUri);
        return same.stream()
                .filter(iri -> escaped(iri).equals(uri))
                .findFirst()
                .or(() -> same.stream().findFirst())
                .or(() -> {
                    List<String> similar = same(uri, IN_SEGMENTS, bySegments);
                    return similar.size() == 1 ? Optional.of(similar.getFirst()) : Optional.empty();
                });
    }

    private List<String> same(String uri, String unescaped, Map<String, List<String>> index) {
        String key = uri(uri, unescaped);
        List<String> same = new ArrayList<>(index.getOrDefault(key, List.of()));
        if (contains(key)) {
            same.add(key);
        }
        return same;
    }

    /**
     * Returns the IRI with a document that a client means by a URI of which the escapes beyond
     * ASCII may stand for characters: the one with these characters before the one with the
     * escapes.
     */
    public Optional<String> findIri(String uri) {
        String key = uri(uri, UNRESERVED);
        return byUri.getOrDefault(key, List.of()).stream()
                .filter(iri -> iri.indexOf('%') < 0 && escaped(iri).equals(uri))
                .findFirst()
                .or(() -> find(uri));
    }

    /** Returns the URI of an IRI: characters that no URI has are escaped in UTF-8. */
    static String escaped(String iri) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : iri.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7F && "<>\"{}|\\^`".indexOf(b) < 0) {
                escaped.append((char) b);
            } else {
                escaped.append('%').append(HEX.toHexDigits(b));
            }
        }
        return escaped.toString();
    }

    /**
     * Returns that URI with escapes in one form only (RFC 3986, section 6.2.2).
     *
     * @param unescaped what is not escaped
     */
    private static String uri(String iri, String unescaped) {
        return ESCAPE.matcher(escaped(iri))
                .replaceAll(found -> {
                    char c = (char) HexFormat.fromHexDigits(found.group(), 1, 3);
                    return unescaped.indexOf(c) >= 0
                            ? Matcher.quoteReplacement(String.valueOf(c))
                            : found.group().toUpperCase(Locale.ROOT);
                });
    }

    /**
     * Returns up to {@value #MAX_NEAR} suggestions for an IRI without a document: IRIs that start
     * with it, or else those at a small edit distance, best first.
     */
    public List<String> near(String iri) {
        int max = Math.max(2, (iri.length() - iri.lastIndexOf('/')) / 4);
        List<String> near = new ArrayList<>(iris.subSet(iri, iri + Character.MAX_VALUE));
        if (near.isEmpty()) {
            record Candidate(String iri, int distance) {}
            iris.stream()
                    .filter(other -> Math.abs(other.length() - iri.length()) <= max)
                    .map(other -> new Candidate(other, EditDistance.between(other, iri)))
                    .filter(candidate -> candidate.distance <= max)
                    .sorted(
                            Comparator.comparingInt(Candidate::distance)
                                    .thenComparing(Candidate::iri))
                    .limit(MAX_NEAR)
                    .forEach(candidate -> near.add(candidate.iri));
        }
        return near.stream().limit(MAX_NEAR).toList();
    }
}
