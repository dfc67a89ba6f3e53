package org.labledger.desk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.labledger.format.CannotFormatException;
import org.labledger.format.PropertyOrder;
import org.labledger.format.TurtleFormatter;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.SourceFile;

/**
 * New statements, put into the text of a file. The new block has the one layout; of what stood in
 * the file before, every byte stays, and prefixes that the block needs and the file lacks are
 * declared among the others.
 *
 * @param path the file inside the home
 * @param before the file as it was, or empty if it is new
 * @param block the new statements alone
 * @param text the whole file as it will be
 */
public record Insertion(String path, Optional<HomeFile> before, String block, String text) {

    private static final Pattern PREFIX =
            Pattern.compile("(?m)^@prefix[ \\t]+([^\\s:]*):[ \\t]*<[^>]*>[ \\t]*\\.[^\\n]*\\n");
    private static final Pattern LOCAL =
            Pattern.compile("[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}_-])?");

    /**
     * Puts triples of one subject into a file.
     *
     * @throws DeskException if the file is not Turtle that can be added to
     */
    static Insertion of(Snapshot snapshot, String path, List<Triple> triples) throws DeskException {
        if (!path.endsWith(".ttl")) {
            throw new DeskException(path + " is no Turtle file; only those can be added to.");
        }
        Optional<HomeFile> before =
                snapshot.home().files().stream().filter(f -> f.path().equals(path)).findFirst();
        String old = "";
        Map<String, String> declared = Map.of();
        if (before.isPresent()) {
            old = before.get().text();
            SourceFile parsed = parse(snapshot, before.get());
            if (!parsed.isWhole()
                    || !Arrays.equals(
                            old.getBytes(StandardCharsets.UTF_8), before.get().content())) {
                throw new DeskException(
                        path
                                + " cannot be read to its end; put it right first (./lab-ledger"
                                + " check says where).");
            }
            declared = parsed.prefixes();
        }
        Map<String, String> prefixes = new TreeMap<>(snapshot.prefixes().getMappingCopy());
        prefixes.putAll(declared);
        Map<String, String> used = new TreeMap<>();
        String statement = statement(triples, prefixes, used);
        StringBuilder needed = new StringBuilder();
        used.forEach((prefix, namespace) -> needed.append(line(prefix, namespace)));
        String formatted;
        try {
            formatted =
                    new TurtleFormatter(PropertyOrder.in(snapshot.ontology()))
                            .format(needed + "\n" + statement);
        } catch (CannotFormatException e) {
            throw new DeskException("This cannot be written as Turtle: " + e.getMessage() + ".");
        }
        String block = formatted.substring(endOfPrefixes(formatted)).stripLeading();
        String text = before.isEmpty() ? formatted : appended(old, declared, used, block);
        Insertion insertion = new Insertion(path, before, block, text);
        insertion.prove(snapshot, triples);
        return insertion;
    }

    /**
     * Writes the file, by way of a new one, so that nobody ever reads half of it.
     *
     * @throws IOException if it cannot be written, or is not any more as it was when it was read
     */
    public void write(Path root) throws IOException {
        Path file = root.resolve(path);
        boolean unchanged =
                before.isPresent()
                        ? Files.exists(file)
                                && Arrays.equals(before.get().content(), Files.readAllBytes(file))
                        : Files.notExists(file);
        if (!unchanged) {
            throw new IOException(path + " has changed meanwhile; nothing was written. Try again.");
        }
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(temporary, text);
        Files.move(
                temporary,
                file,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns the line of the file on which the new block begins, from 1. */
    public int line() {
        return 1
                + (int)
                        text.substring(0, text.length() - ending(text, block).length())
                                .lines()
                                .count();
    }

    private static String ending(String text, String block) {
        String windows = block.replace("\n", "\r\n");
        return text.endsWith(windows) ? windows : block;
    }

    private static String appended(
            String old, Map<String, String> declared, Map<String, String> used, String block) {
        String newline = old.contains("\r\n") ? "\r\n" : "\n";
        StringBuilder text = new StringBuilder(old);
        if (!old.isEmpty() && !old.endsWith("\n")) {
            text.append(newline);
        }
        text.append(old.isBlank() ? "" : newline).append(block.replace("\n", newline));
        used.forEach((prefix, namespace) -> {
            if (!declared.containsKey(prefix)) {
                text.insert(placeOf(prefix, text), line(prefix, namespace).replace("\n", newline));
            }
        });
        return text.toString();
    }

    /** Before the first prefix that comes after it in the alphabet, else after the last. */
    private static int placeOf(String prefix, CharSequence text) {
        Matcher matcher = PREFIX.matcher(text);
        int place = 0;
        while (matcher.find()) {
            if (matcher.group(1).compareTo(prefix) > 0) {
                return matcher.start();
            }
            place = matcher.end();
        }
        return place;
    }

    private static int endOfPrefixes(String text) {
        Matcher matcher = PREFIX.matcher(text);
        int end = 0;
        while (matcher.find()) {
            end = matcher.end();
        }
        return end;
    }

    /** The file has to say what it said, and the new triples. */
    private void prove(Snapshot snapshot, List<Triple> triples) throws DeskException {
        SourceFile after =
                parse(snapshot, new HomeFile(path, text.getBytes(StandardCharsets.UTF_8)));
        Graph wanted =
                before.map(file -> parse(snapshot, file).graphOfQuads())
                        .orElseGet(
                                org.apache.jena.graph.GraphMemFactory::createDefaultGraphSameTerm);
        triples.forEach(wanted::add);
        if (!after.isWhole() || !wanted.isIsomorphicWith(after.graphOfQuads())) {
            throw new DeskException(
                    path
                            + " cannot be added to without changing what it says; nothing was written.");
        }
    }

    private static SourceFile parse(Snapshot snapshot, HomeFile file) {
        return SourceFile.parse(file, snapshot.description().uriSpace().graphOf(file));
    }

    private static String statement(
            List<Triple> triples, Map<String, String> prefixes, Map<String, String> used) {
        Map<Node, StringBuilder> objects = new LinkedHashMap<>();
        for (Triple triple : triples) {
            StringBuilder list =
                    objects.computeIfAbsent(triple.getPredicate(), p -> new StringBuilder());
            list.append(list.isEmpty() ? "" : ", ")
                    .append(term(triple.getObject(), prefixes, used));
        }
        StringBuilder statement =
                new StringBuilder(term(triples.getFirst().getSubject(), prefixes, used));
        String separator = " ";
        for (Map.Entry<Node, StringBuilder> entry : objects.entrySet()) {
            statement
                    .append(separator)
                    .append(
                            entry.getKey().equals(RDF.type.asNode())
                                    ? "a"
                                    : term(entry.getKey(), prefixes, used))
                    .append(' ')
                    .append(entry.getValue());
            separator = " ;\n    ";
        }
        return statement.append(" .\n").toString();
    }

    private static String term(Node node, Map<String, String> prefixes, Map<String, String> used) {
        if (node.isURI()) {
            return iri(node.getURI(), prefixes, used);
        }
        String form = node.getLiteralLexicalForm();
        if (node.getLiteralDatatype().equals(XSDDatatype.XSDinteger)
                && form.matches("[+-]?[0-9]+")) {
            return form;
        }
        if (node.getLiteralDatatype().equals(XSDDatatype.XSDdecimal)
                && form.matches("[+-]?[0-9]*\\.[0-9]+")) {
            return form;
        }
        if (node.getLiteralDatatype().equals(XSDDatatype.XSDboolean)
                && form.matches("true|false")) {
            return form;
        }
        String quoted = '"' + escaped(form) + '"';
        if (!node.getLiteralLanguage().isEmpty()) {
            return quoted + "@" + node.getLiteralLanguage();
        }
        return node.getLiteralDatatype().equals(XSDDatatype.XSDstring)
                ? quoted
                : quoted + "^^" + iri(node.getLiteralDatatypeURI(), prefixes, used);
    }

    private static String iri(String iri, Map<String, String> prefixes, Map<String, String> used) {
        String best = null;
        for (Map.Entry<String, String> entry : prefixes.entrySet()) {
            String namespace = entry.getValue();
            if (iri.startsWith(namespace)
                    && LOCAL.matcher(iri.substring(namespace.length())).matches()
                    && (best == null
                            || namespace.length() > prefixes.getOrDefault(best, "").length())) {
                best = entry.getKey();
            }
        }
        if (best == null) {
            return "<" + iri + ">";
        }
        String namespace = prefixes.getOrDefault(best, "");
        used.put(best, namespace);
        return best + ":" + iri.substring(namespace.length());
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }

    private static String line(String prefix, String namespace) {
        return "@prefix " + prefix + ": <" + namespace + "> .\n";
    }
}
