package org.labledger.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.catalog.Localized;
import org.labledger.search.SearchAnswer;
import org.labledger.search.SearchRequest;
import org.labledger.search.SearchResult;
import org.labledger.search.Snippet;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

/** Search results as JSON. */
final class SearchJson {

    private SearchJson() {}

    /** Returns the JSON document. */
    static String of(
            SearchRequest request, SearchAnswer answer, Snapshot snapshot, List<String> languages) {
        JsonArray results = new JsonArray();
        for (SearchResult result : answer.results()) {
            results.add(result(result, snapshot, languages));
        }
        JsonArray facets = new JsonArray();
        for (SearchAnswer.Facet facet : answer.facets()) {
            JsonObject one = new JsonObject();
            one.put("type", facet.type());
            one.put("label", label(facet.type(), snapshot, languages));
            one.put("count", facet.count());
            facets.add(one);
        }
        JsonObject json = new JsonObject();
        json.put("text", answer.text());
        json.put("total", answer.total());
        json.put("offset", request.offset());
        json.put("limit", request.limit());
        json.put("results", results);
        json.put("types", facets);
        return JSON.toString(json) + "\n";
    }

    private static JsonObject result(
            SearchResult result, Snapshot snapshot, List<String> languages) {
        JsonObject json = new JsonObject();
        json.put("iri", result.iri());
        json.put("address", address(result.iri(), snapshot.description().uriSpace()));
        json.put("kind", result.kind().name().toLowerCase(Locale.ROOT));
        json.put("label", result.labels().in(languages));
        JsonArray types = new JsonArray();
        JsonArray typeLabels = new JsonArray();
        result.types()
                .forEach(type -> {
                    types.add(type);
                    typeLabels.add(label(type, snapshot, languages));
                });
        json.put("types", types);
        json.put("typeLabels", typeLabels);
        JsonObject found = snippet(result.snippet());
        found.put("role", result.role().name().toLowerCase(Locale.ROOT));
        found.put("property", result.property());
        json.put("found", found);
        return json;
    }

    private static JsonObject snippet(Snippet snippet) {
        JsonObject json = new JsonObject();
        json.put("text", snippet.text());
        json.put("language", snippet.language());
        json.put("startsLater", snippet.startsLater());
        json.put("endsEarlier", snippet.endsEarlier());
        JsonArray highlights = new JsonArray();
        for (Snippet.Range range : snippet.highlights()) {
            JsonArray pair = new JsonArray();
            pair.add(range.start());
            pair.add(range.end());
            highlights.add(pair);
        }
        json.put("highlights", highlights);
        return json;
    }

    /** Returns the path of the document about a thing, on whatever host. */
    static String address(String iri, UriSpace space) {
        return space.isPlain(iri.replaceFirst("#.*", ""))
                ? "/" + iri.substring(space.base().length())
                : UriSpace.documentByIri(iri);
    }

    private static String label(String type, Snapshot snapshot, List<String> languages) {
        Map<String, String> labels = new TreeMap<>();
        snapshot.store()
                .triples()
                .find(NodeFactory.createURI(type), RDFS.label.asNode(), Node.ANY)
                .filter(triple -> triple.getObject().isLiteral())
                .forEach(triple ->
                        labels.put(
                                triple.getObject().getLiteralLanguage(),
                                triple.getObject().getLiteralLexicalForm()));
        return new Localized(labels).in(languages);
    }
}
