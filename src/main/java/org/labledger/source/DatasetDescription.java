package org.labledger.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.VOID;
import org.labledger.vocabulary.Evidence;

/**
 * The description of the dataset in {@code ontology/dataset.ttl}, in terms of VoID and DCTERMS.
 *
 * @param dataset the IRI of the {@code void:Dataset}, or {@code dataset} in the URI space if the
 *     file declares none
 * @param titles the titles by language tag; the empty tag for a title without one
 * @param descriptions the descriptions by language tag, likewise
 * @param uriSpace the common prefix of the home's IRIs ({@code void:uriSpace})
 * @param languages the language tags of the home, the default one first
 * @param license the IRI of the licence, if there is one
 * @param serviceEndpoints the endpoints that SERVICE may reach
 */
public record DatasetDescription(
        Node dataset,
        Map<String, String> titles,
        Map<String, String> descriptions,
        UriSpace uriSpace,
        List<String> languages,
        Optional<String> license,
        List<ServiceEndpoint> serviceEndpoints) {

    /** The path of the description inside a home. */
    public static final String PATH = "ontology/dataset.ttl";

    /** The local name of the dataset if the home declares none. */
    private static final String NAME = "dataset";

    /**
     * Reads the description of a home. Without {@code ontology/dataset.ttl}, or a {@code
     * void:Dataset} in it, all parts are empty and the URI space is undeclared.
     */
    public static DatasetDescription of(Home home) {
        List<Triple> triples = new ArrayList<>();
        home.files().stream()
                .filter(file -> file.path().equals(PATH))
                .map(file -> SourceFile.parse(file, UriSpace.undeclared().graphOf(file)))
                .flatMap(parsed -> parsed.quads().stream())
                .forEach(located -> triples.add(located.quad().asTriple()));
        Optional<Node> dataset =
                triples.stream()
                        .filter(t -> t.getPredicate().equals(RDF.type.asNode()))
                        .filter(t -> t.getObject().equals(VOID.Dataset.asNode()))
                        .map(Triple::getSubject)
                        .findFirst();
        if (dataset.isEmpty()) {
            UriSpace space = UriSpace.undeclared();
            return new DatasetDescription(
                    space.iri(NAME),
                    Map.of(),
                    Map.of(),
                    space,
                    List.of(),
                    Optional.empty(),
                    List.of());
        }
        List<Triple> own =
                triples.stream().filter(t -> t.getSubject().equals(dataset.get())).toList();
        UriSpace space =
                values(own, VOID.uriSpace.asNode()).stream()
                        .filter(Node::isLiteral)
                        .map(node -> new UriSpace(node.getLiteralLexicalForm(), true))
                        .findFirst()
                        .orElse(UriSpace.undeclared());
        return new DatasetDescription(
                dataset.get().isURI() ? dataset.get() : space.iri(NAME),
                texts(own, DCTerms.title.asNode()),
                texts(own, DCTerms.description.asNode()),
                space,
                values(own, DCTerms.language.asNode()).stream()
                        .filter(Node::isLiteral)
                        .map(Node::getLiteralLexicalForm)
                        .toList(),
                values(own, DCTerms.license.asNode()).stream()
                        .filter(Node::isURI)
                        .map(Node::getURI)
                        .findFirst(),
                values(own, Evidence.SERVICE_ENDPOINT).stream()
                        .filter(Node::isURI)
                        .map(node -> endpoint(node, triples))
                        .toList());
    }

    /**
     * Returns the values of {@code ev:serviceEndpoint} that SERVICE cannot ask: what is no IRI, and
     * endpoints with a {@linkplain ServiceEndpoint#problem problem}.
     */
    public static List<ParseProblem> endpointProblems(Home home) {
        List<ParseProblem> problems = new ArrayList<>();
        for (HomeFile file : home.files()) {
            if (file.path().equals(PATH)) {
                for (LocatedQuad located :
                        SourceFile.parse(file, UriSpace.undeclared().graphOf(file)).quads()) {
                    if (located.quad().getPredicate().equals(Evidence.SERVICE_ENDPOINT)) {
                        endpointProblem(located.quad().getObject())
                                .map(why ->
                                        new ParseProblem(
                                                new Location(
                                                        PATH, located.line(), located.column()),
                                                false,
                                                why))
                                .ifPresent(problems::add);
                    }
                }
            }
        }
        return problems;
    }

    private static Optional<String> endpointProblem(Node endpoint) {
        if (!endpoint.isURI()) {
            return Optional.of("An endpoint for SERVICE must be an IRI in angle brackets.");
        }
        return endpoint(endpoint, List.of())
                .problem()
                .map(why -> "SERVICE cannot ask <" + endpoint.getURI() + ">. " + why);
    }

    private static ServiceEndpoint endpoint(Node endpoint, List<Triple> triples) {
        List<Triple> own = triples.stream().filter(t -> t.getSubject().equals(endpoint)).toList();
        return new ServiceEndpoint(
                endpoint.getURI(),
                positive(own, Evidence.TIMEOUT)
                        .map(Duration::ofSeconds)
                        .orElse(ServiceEndpoint.DEFAULT_TIMEOUT),
                positive(own, Evidence.RESPONSE_LIMIT)
                        .orElse(ServiceEndpoint.DEFAULT_RESPONSE_LIMIT));
    }

    /** Returns the first value that is an integer from 1 to 2,000,000,000. */
    private static Optional<Long> positive(List<Triple> triples, Node property) {
        return values(triples, property).stream()
                .filter(Node::isLiteral)
                .map(Node::getLiteralLexicalForm)
                .filter(text -> text.matches("\\+?0*[1-9][0-9]{0,8}|[12]000000000"))
                .map(Long::valueOf)
                .findFirst();
    }

    /** Returns the title in a language, else in the default one, else any, else a placeholder. */
    public String title(String language) {
        String title = titles.get(language);
        if (title == null && !languages.isEmpty()) {
            title = titles.get(languages.getFirst());
        }
        if (title == null) {
            title = titles.values().stream().sorted().findFirst().orElse(null);
        }
        return Objects.requireNonNullElse(title, "Untitled ledger");
    }

    private static Map<String, String> texts(List<Triple> triples, Node property) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Node text : values(triples, property)) {
            if (text.isLiteral()) {
                texts.put(text.getLiteralLanguage(), text.getLiteralLexicalForm());
            }
        }
        return Map.copyOf(texts);
    }

    private static List<Node> values(List<Triple> triples, Node property) {
        return triples.stream()
                .filter(t -> t.getPredicate().equals(property))
                .map(Triple::getObject)
                .toList();
    }
}
