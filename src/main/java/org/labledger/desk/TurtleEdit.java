package org.labledger.desk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.atlas.io.AWriter;
import org.apache.jena.atlas.io.IndentedLineBuffer;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.out.NodeFormatterTTL;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.vocabulary.RDF;
import org.labledger.format.CannotFormatException;
import org.labledger.format.PropertyOrder;
import org.labledger.format.TurtleFormatter;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.SourceFile;
import org.labledger.source.WholeFile;

/**
 * A new block of Turtle appended to a file of the home. The block is formatted; existing bytes are
 * kept, except that missing prefixes are declared among the others.
 *
 * @param path the path inside the home
 * @param before the file as it was read; empty if it is new
 * @param block the new triples alone, without prefixes
 * @param text the whole new content
 */
public record TurtleEdit(String path, Optional<HomeFile> before, String block, String text) {

    private static final Pattern PREFIX =
            Pattern.compile("(?m)^@prefix[ \\t]+([^\\s:]*):[ \\t]*<[^>]*>[ \\t]*\\.[^\\n]*\\n");

    /**
     * Appends triples with one subject to a file.
     *
     * @throws DeskException if the file is not valid Turtle, or the edit would change its triples
     */
    static TurtleEdit of(Snapshot snapshot, String path, List<Triple> triples)
            throws DeskException {
        if (!path.endsWith(".ttl")) {
            throw new DeskException(
                    path + " is not a Turtle file (.ttl). Choose one with `--into FILE`.");
        }
        Optional<HomeFile> before =
                snapshot.home().files().stream().filter(f -> f.path().equals(path)).findFirst();
        String old = "";
        Map<String, String> declared = Map.of();
        if (before.isPresent()) {
            old = before.get().text();
            SourceFile parsed = parse(snapshot, before.get());
            if (!parsed.isWhole()) {
                throw new DeskException(
                        path
                                + " has a syntax error. Run `./lab-ledger check` to find it, correct"
                                + " it, then try again.");
            }
            declared = parsed.prefixes();
        }
        PrefixMap prefixes = PrefixMapFactory.createForOutput(snapshot.prefixes());
        // Of two prefixes for one namespace, the map takes the last: that of the file.
        prefixes.putAll(declared);
        TermWriter writer = new TermWriter(prefixes);
        String statement = writer.statement(triples);
        Map<String, String> used = writer.used;
        StringBuilder needed = new StringBuilder();
        used.forEach((prefix, namespace) -> needed.append(line(prefix, namespace)));
        String formatted;
        try {
            formatted =
                    new TurtleFormatter(PropertyOrder.in(snapshot.ontology().graph()))
                            .format(needed + "\n" + statement);
        } catch (CannotFormatException e) {
            throw new DeskException("This cannot be written as Turtle: " + e.getMessage() + ".");
        }
        String block = formatted.substring(endOfPrefixes(formatted)).stripLeading();
        String text = before.isEmpty() ? formatted : appended(old, declared, used, block);
        TurtleEdit edit = new TurtleEdit(path, before, block, text);
        edit.verify(snapshot, triples);
        return edit;
    }

    /**
     * Replaces the file {@linkplain WholeFile whole}.
     *
     * @param root the home folder
     * @throws IOException if it cannot be written, or has changed since it was read
     */
    public void write(Path root) throws IOException {
        Path file = root.resolve(path);
        boolean isUnchanged =
                before.isPresent()
                        ? Files.exists(file)
                                && Arrays.equals(before.get().content(), Files.readAllBytes(file))
                        : Files.notExists(file);
        if (!isUnchanged) {
            throw new IOException(
                    path + " was changed in the meantime. Nothing was written; try again.");
        }
        WholeFile.write(file, text);
    }

    /** Returns the line where the new block begins, from 1. */
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
                text.insert(
                        offsetFor(prefix, text), line(prefix, namespace).replace("\n", newline));
            }
        });
        return text.toString();
    }

    /** Before the first prefix that sorts after it, else after the last one. */
    private static int offsetFor(String prefix, CharSequence text) {
        Matcher matcher = PREFIX.matcher(text);
        int offset = 0;
        while (matcher.find()) {
            if (matcher.group(1).compareTo(prefix) > 0) {
                return matcher.start();
            }
            offset = matcher.end();
        }
        return offset;
    }

    private static int endOfPrefixes(String text) {
        Matcher matcher = PREFIX.matcher(text);
        int end = 0;
        while (matcher.find()) {
            end = matcher.end();
        }
        return end;
    }

    /** Verifies that the new file has exactly the old triples and the new ones. */
    private void verify(Snapshot snapshot, List<Triple> triples) throws DeskException {
        SourceFile after =
                parse(snapshot, new HomeFile(path, text.getBytes(StandardCharsets.UTF_8)));
        Graph expected =
                before.map(file -> parse(snapshot, file).graphOfQuads())
                        .orElseGet(GraphMemFactory::createDefaultGraphSameTerm);
        triples.forEach(expected::add);
        if (!after.isWhole() || !expected.isIsomorphicWith(after.graphOfQuads())) {
            throw new DeskException(
                    "Adding to "
                            + path
                            + " would change its other triples. Nothing was written; edit it by"
                            + " hand.");
        }
    }

    private static SourceFile parse(Snapshot snapshot, HomeFile file) {
        return SourceFile.parse(file, snapshot.description().uriSpace().graphOf(file));
    }

    private static String line(String prefix, String namespace) {
        return "@prefix " + prefix + ": <" + namespace + "> .\n";
    }

    /** Writes terms as Turtle and records the prefixes that it uses. */
    private static final class TermWriter extends NodeFormatterTTL {
        private final PrefixMap prefixes;
        private final Map<String, String> used = new TreeMap<>();

        TermWriter(PrefixMap prefixes) {
            super(null, prefixes);
            this.prefixes = prefixes;
        }

        /** Writes triples with one subject, the objects of each predicate together. */
        String statement(List<Triple> triples) {
            Map<Node, List<String>> objects = new LinkedHashMap<>();
            for (Triple triple : triples) {
                objects.computeIfAbsent(triple.getPredicate(), p -> new ArrayList<>())
                        .add(term(triple.getObject()));
            }
            return objects.entrySet().stream()
                    .map(entry ->
                            predicate(entry.getKey()) + " " + String.join(", ", entry.getValue()))
                    .collect(
                            Collectors.joining(
                                    " ; ", term(triples.getFirst().getSubject()) + " ", " .\n"));
        }

        private String predicate(Node property) {
            return property.equals(RDF.type.asNode()) ? "a" : term(property);
        }

        private String term(Node node) {
            IndentedLineBuffer out = new IndentedLineBuffer();
            format(out, node);
            return out.asString();
        }

        @Override
        public void formatURI(AWriter out, String iri) {
            IndentedLineBuffer written = new IndentedLineBuffer();
            super.formatURI(written, iri);
            String term = written.asString();
            if (!term.startsWith("<")) {
                String prefix = term.substring(0, term.indexOf(':'));
                used.put(prefix, Objects.requireNonNull(prefixes.get(prefix)));
            }
            out.print(term);
        }
    }
}
