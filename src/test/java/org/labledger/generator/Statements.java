package org.labledger.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The statements of one graph, in Turtle with the {@linkplain #PREFIXES prefixes of the ledger}:
 * each term is a prefixed name, an IRI in angle brackets or a literal.
 */
final class Statements {

    /** The prefixes that the generator uses, with their namespaces. */
    static final Map<String, String> PREFIXES = prefixes();

    private final String name;
    private final Map<String, List<String[]>> bySubject = new LinkedHashMap<>();

    /**
     * Begins a graph.
     *
     * @param name the path of its file below {@code data/}, without the ending
     */
    Statements(String name) {
        this.name = name;
    }

    private static Map<String, String> prefixes() {
        String base = LedgerGenerator.BASE;
        Map<String, String> prefixes = new LinkedHashMap<>();
        prefixes.put("code", base + "codes#");
        prefixes.put("dct", "http://purl.org/dc/terms/");
        prefixes.put("ev", base + "evidence#");
        prefixes.put("id", base + "id/");
        prefixes.put("lab", base + "lab#");
        prefixes.put("org", "http://www.w3.org/ns/org#");
        prefixes.put("pav", "http://purl.org/pav/");
        prefixes.put("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
        prefixes.put("rdfs", "http://www.w3.org/2000/01/rdf-schema#");
        prefixes.put("schema", "https://schema.org/");
        prefixes.put("skos", "http://www.w3.org/2004/02/skos/core#");
        prefixes.put("src", base + "source/");
        prefixes.put("wd", "http://www.wikidata.org/entity/");
        prefixes.put("xsd", "http://www.w3.org/2001/XMLSchema#");
        return prefixes;
    }

    /** Returns the path of the graph's file below {@code data/}, without the ending. */
    String name() {
        return name;
    }

    /** Adds statements with one subject and one predicate. */
    Statements say(String subject, String predicate, String... objects) {
        List<String[]> said = bySubject.computeIfAbsent(subject, s -> new ArrayList<>());
        for (String object : objects) {
            said.add(new String[] {predicate, object});
        }
        return this;
    }

    /** Returns the graph as a Turtle file. */
    String turtle() {
        StringBuilder text = new StringBuilder(4096);
        PREFIXES.forEach((prefix, namespace) ->
                text.append("@prefix ")
                        .append(prefix)
                        .append(": <")
                        .append(namespace)
                        .append("> .\n"));
        bySubject.forEach((subject, said) -> {
            text.append('\n').append(subject);
            String separator = "\n";
            for (String[] pair : said) {
                text.append(separator)
                        .append("    ")
                        .append(pair[0].equals("rdf:type") ? "a" : pair[0])
                        .append(' ')
                        .append(pair[1]);
                separator = " ;\n";
            }
            text.append(" .\n");
        });
        return text.toString();
    }

    /** Returns the graph as N-Quads. */
    String nquads() {
        StringBuilder text = new StringBuilder(16_384);
        String graph =
                name.startsWith("sources/")
                        ? "source/" + name.substring(name.lastIndexOf('/') + 1)
                        : name;
        String end = " <" + LedgerGenerator.BASE + graph + "> .\n";
        bySubject.forEach((subject, said) -> {
            String begin = expanded(subject) + " ";
            for (String[] pair : said) {
                text.append(begin)
                        .append(expanded(pair[0]))
                        .append(' ')
                        .append(expanded(pair[1]))
                        .append(end);
            }
        });
        return text.toString();
    }

    /** Returns a term as N-Quads have it. */
    static String expanded(String term) {
        if (term.startsWith("<")) {
            return term;
        }
        if (term.startsWith("\"")) {
            int type = term.lastIndexOf("\"^^") + 1;
            return type == 0
                    ? term
                    : term.substring(0, type + 2) + expanded(term.substring(type + 2));
        }
        int colon = term.indexOf(':');
        String namespace = PREFIXES.get(term.substring(0, colon));
        if (namespace == null) {
            throw new IllegalArgumentException("Unknown prefix: " + term);
        }
        return "<" + namespace + term.substring(colon + 1) + ">";
    }

    @Override
    public String toString() {
        return bySubject.keySet().stream().collect(Collectors.joining(", ", name + ": ", ""));
    }
}
