package org.labledger.citation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.system.PrefixMap;
import org.labledger.display.Language;
import org.labledger.query.Absence;

/**
 * Numbered notes below a table on a terminal, in English: the sources, how strong they are, what
 * was not found, and what is disputed.
 */
final class TextNotes {

    /** Maximum number of absences and of disputes that are told; the others are counted. */
    private static final int MAX_TOLD = 20;

    /** What would end a line or command a terminal. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private final Citations citations;
    private final PrefixMap prefixes;
    private final Map<Node, Integer> numbers = new LinkedHashMap<>();
    private final Map<Node, Set<String>> places = new LinkedHashMap<>();
    private final Set<Dispute> disputes = new LinkedHashSet<>();
    private final Set<Absence> absences = new LinkedHashSet<>();
    private int rowsRead;

    TextNotes(Citations citations, PrefixMap prefixes) {
        this.citations = citations;
        this.prefixes = prefixes;
    }

    /** Returns the numbers of the notes of a row; {@code |} stands between alternatives. */
    String marks(int index) {
        CitedRow row = citations.row(index);
        if (index >= rowsRead) {
            // A table reads its cells more than once.
            rowsRead = index + 1;
            citations
                    .places(index)
                    .forEach((graph, found) ->
                            places.computeIfAbsent(graph, g -> new LinkedHashSet<>())
                                    .addAll(found));
            disputes.addAll(row.disputes());
            absences.addAll(row.absences());
        }
        return Notable.sets(row).stream()
                .map(this::numbers)
                .distinct()
                .collect(Collectors.joining(" | "));
    }

    private String numbers(Collection<Node> graphs) {
        return graphs.stream()
                .map(graph -> "[" + number(graph) + "]")
                .collect(Collectors.joining(" "));
    }

    private int number(Node graph) {
        return numbers.computeIfAbsent(graph, g -> numbers.size() + 1);
    }

    /** Writes the notes, after all rows were read. */
    void write(OutputStream out) throws IOException {
        List<String> below = new ArrayList<>();
        told(below, absences.stream().map(this::line).toList(), "more that were not found");
        told(below, disputes.stream().map(this::line).toList(), "more disagreements");
        List<String> lines = new ArrayList<>();
        lines.add("");
        if (!numbers.isEmpty()) {
            lines.add("Sources");
            numbers.forEach((graph, number) ->
                    lines.add("[" + number + "] " + line(citations.source(graph))));
        }
        lines.add(StrengthText.of(citations.strength(), Language.ENGLISH));
        lines.addAll(below);
        for (String line : lines) {
            out.write(
                    (CONTROLS.matcher(line).replaceAll(" ") + "\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void told(List<String> lines, List<String> all, String others) {
        lines.addAll(all.subList(0, Math.min(MAX_TOLD, all.size())));
        if (all.size() > MAX_TOLD) {
            lines.add("… and " + (all.size() - MAX_TOLD) + " " + others);
        }
    }

    private String line(CitedSource source) {
        List<String> parts = new ArrayList<>();
        source.publisher()
                .map(named -> text(named.names()).orElseGet(() -> text(named.term())))
                .ifPresent(parts::add);
        source.issued().map(Node::getLiteralLexicalForm).ifPresent(parts::add);
        String title = text(source.titles()).orElseGet(() -> text(source.iri()));
        String who = String.join(", ", parts);
        StringBuilder line = new StringBuilder(who.isEmpty() ? title : who + ": " + title);
        Set<String> where = places.getOrDefault(source.iri(), Set.of());
        if (!where.isEmpty()) {
            line.append(", ").append(String.join(", ", where));
        }
        List<String> standing = new ArrayList<>();
        source.kind().flatMap(named -> text(named.names())).ifPresent(standing::add);
        source.reading().flatMap(named -> text(named.names())).ifPresent(standing::add);
        if (!standing.isEmpty()) {
            line.append(" (").append(String.join(", ", standing)).append(")");
        }
        source.url().ifPresent(url -> line.append(" ").append(plain(url)));
        return line.toString();
    }

    private String line(Absence absence) {
        return "Not found in "
                + citations.searched()
                + (citations.searched() == 1 ? " source (" : " sources (")
                + absence.kind().name().replace('_', ' ')
                + "): "
                + absence.pattern();
    }

    private String line(Dispute dispute) {
        StringBuilder line = new StringBuilder("Disputed: ");
        dispute.disagreement().record().ifPresent(record -> line.append(text(record)).append(" "));
        dispute.disagreement().property().ifPresent(p -> line.append(text(p)).append(" "));
        line.append(
                dispute.sides().stream()
                        .map(side ->
                                text(side.words()).orElseGet(() -> text(side.value()))
                                        + (side.sources().isEmpty()
                                                ? ""
                                                : " " + numbers(side.sources())))
                        .collect(Collectors.joining("; ")));
        for (Dispute.Verdict verdict : dispute.verdicts()) {
            line.append(". Verdict: ")
                    .append(
                            verdict.prefers().stream()
                                    .map(this::text)
                                    .collect(Collectors.joining(", ")));
            text(verdict.reasons()).ifPresent(reason -> line.append(". ").append(reason));
        }
        return line.toString();
    }

    private static Optional<String> text(List<Node> literals) {
        return literals.stream()
                .filter(text -> Language.ENGLISH.covers(text.getLiteralLanguage()))
                .findFirst()
                .or(() -> literals.stream().findFirst())
                .map(Node::getLiteralLexicalForm);
    }

    private String text(Node term) {
        if (!term.isURI()) {
            return plain(term);
        }
        String shortened = prefixes.abbreviate(term.getURI());
        return shortened != null ? shortened : term.getURI();
    }

    private static String plain(Node term) {
        return term.isLiteral() ? term.getLiteralLexicalForm() : term.toString();
    }
}
