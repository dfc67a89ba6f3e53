package org.labledger.page;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.syntax.syntaxtransform.QueryTransformOps;
import org.apache.jena.sparql.util.FmtUtils;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.display.Address;
import org.labledger.display.DisplayNames;
import org.labledger.display.Headings;
import org.labledger.display.Language;
import org.labledger.display.Messages;
import org.labledger.display.PageRequest;
import org.labledger.display.Text;
import org.labledger.form.FormFields;
import org.labledger.snapshot.Snapshot;

/** Builds the page of the SPARQL editor: the initial query and the terms for completion. */
final class SparqlPages {

    private static final Pattern DECORATOR = Pattern.compile("(?m)^#\\+.*\\R?");

    /** Prefix of the keys of the messages used by the editor's script. */
    private static final String LABELS = "editor.";

    /**
     * The default query, which makes sense for any home. It needs no prefixes; the editor adds
     * those of prefixed names as they are typed.
     */
    private static final String DEFAULT_QUERY =
            """
            # Every source is a named graph; the default graph is all of them together.
            SELECT ?class (COUNT(DISTINCT ?record) AS ?records) (COUNT(DISTINCT ?source) AS ?sources)
            WHERE {
                GRAPH ?source { ?record a ?class }
            }
            GROUP BY ?class
            ORDER BY DESC(?records)
            """;

    private final Snapshot snapshot;
    private final DisplayNames names;
    private final Headings headings;
    private final PageFrames frames;

    SparqlPages(Snapshot snapshot, DisplayNames names, Headings headings, PageFrames frames) {
        this.snapshot = snapshot;
        this.names = names;
        this.headings = headings;
        this.frames = frames;
    }

    SparqlPage page(PageRequest request) {
        Text title = new Text(request.say("sparql.title"), request.language().tag());
        PageFrames.Builder frame =
                frames.of(request, title).canonical(request.origin() + "/sparql");
        if (!request.parameter("query").isEmpty()) {
            frame.cite(Address.of("/sparql", Map.of("query", request.parameter("query"))));
        }
        return new SparqlPage(
                frame.build(),
                query(request),
                Topics.of(snapshot.catalog(), query -> true, headings, request),
                json(request.language()));
    }

    private String query(PageRequest request) {
        String given = request.parameter("query");
        if (!given.isEmpty()) {
            return given;
        }
        return snapshot.catalog()
                .find(request.parameter("edit"))
                .map(query -> text(query, request.language()))
                .orElse(DEFAULT_QUERY);
    }

    /** Returns a query under its title, with its example values substituted for its parameters. */
    private String text(SavedQuery query, Language language) {
        String title =
                "# " + Text.of(query.title(), language).value().replaceAll("\\R", " ") + "\n";
        return title + textOf(query, language).replaceFirst("^\\s+", "");
    }

    /**
     * Returns the text with the values in the places of the parameters, as somebody would write it;
     * where SPARQL does not allow a value, as Jena writes the query.
     */
    private String textOf(SavedQuery query, Language language) {
        String text = DECORATOR.matcher(query.text()).replaceAll("");
        Map<String, String> given = new HashMap<>(query.examples());
        for (Parameter parameter : query.parameters()) {
            if (FormFields.isLanguage(parameter) && parameter.choices().contains(language.tag())) {
                given.put(parameter.name(), language.tag());
            }
        }
        Map<Var, Node> values = new HashMap<>();
        try {
            query.bind(given, snapshot.prefixes()).forEach(values::put);
        } catch (BadParameterException e) {
            return text;
        }
        if (values.isEmpty()) {
            return text;
        }
        String filled = text;
        for (Map.Entry<Var, Node> value : values.entrySet()) {
            String term =
                    Matcher.quoteReplacement(
                            FmtUtils.stringForNode(
                                    value.getValue(), query.query().getPrefixMapping()));
            String variable = "[?$]" + Pattern.quote(value.getKey().getVarName()) + "(?!\\w)";
            filled =
                    filled.replaceAll("(?i)COALESCE\\(\\s*" + variable + "\\s*,[^()]*\\)", term)
                            .replaceAll(variable, term);
        }
        try {
            QueryFactory.create(filled);
            return filled;
        } catch (QueryException e) {
            return QueryTransformOps.replaceVars(query.query(), values).toString();
        }
    }

    private String json(Language language) {
        JsonObject prefixes = new JsonObject();
        snapshot.prefixes().getMapping().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> prefixes.put(e.getKey(), e.getValue()));
        JsonObject json = new JsonObject();
        json.put("prefixes", prefixes);
        json.put("classes", terms(RDFS.Class.asNode(), language));
        json.put("properties", terms(RDF.Property.asNode(), language));
        json.put("labels", labels(language));
        JsonArray tabs = new JsonArray();
        PageRequest.languages().forEach(l -> tabs.add(Messages.all().say(l, "editor.tab")));
        json.put("tabs", tabs);
        json.put("space", snapshot.description().uriSpace().base());
        json.put("beginning", DEFAULT_QUERY);
        // Prevents an end tag from closing the script element.
        return json.toString().replace("<", "\\u003c");
    }

    /** Returns the messages used by the editor's script, by key without the prefix. */
    private static JsonObject labels(Language language) {
        JsonObject labels = new JsonObject();
        for (String key : Messages.all().byKey().keySet()) {
            if (key.startsWith(LABELS)) {
                labels.put(key.substring(LABELS.length()), Messages.all().say(language, key));
            }
        }
        return labels;
    }

    private JsonArray terms(Node kind, Language language) {
        JsonArray terms = new JsonArray();
        snapshot
                .ontology()
                .graph()
                .find(Node.ANY, RDF.type.asNode(), kind)
                .mapWith(Triple::getSubject)
                .filterKeep(Node::isURI)
                .toList()
                .stream()
                .distinct()
                .sorted(Comparator.comparing(Node::getURI))
                .forEach(term -> {
                    JsonObject one = new JsonObject();
                    one.put("iri", term.getURI());
                    one.put("label", names.of(term, language).value());
                    terms.add(one);
                });
        return terms;
    }
}
