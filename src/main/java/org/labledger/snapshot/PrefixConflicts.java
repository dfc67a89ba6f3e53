package org.labledger.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.labledger.ontology.Prefixes;
import org.labledger.source.Location;
import org.labledger.source.ParseProblem;
import org.labledger.source.PrefixDeclaration;
import org.labledger.source.SourceFile;
import org.labledger.source.UriSpace;

/**
 * Prefixes that stand for something else in one file than everywhere in the home. Each name with
 * such a prefix is another IRI than was meant: told at the prefix, once, instead of wherever the
 * things are missing.
 */
final class PrefixConflicts {

    /** The number of files that make a use of a prefix the usual one. */
    private static final int USUAL = 3;

    private final Map<String, String> declared;
    private final UriSpace space;

    /** How many files give each prefix each namespace. */
    private final Map<String, Map<String, Integer>> uses = new HashMap<>();

    /**
     * Creates it for the files of a home.
     *
     * @param declared the prefixes declared with {@code sh:declare}; empty if none are
     */
    PrefixConflicts(Map<String, String> declared, UriSpace space, List<SourceFile> files) {
        this.declared = declared;
        this.space = space;
        for (SourceFile file : files) {
            file.prefixes()
                    .forEach((prefix, namespace) ->
                            uses.computeIfAbsent(prefix, p -> new HashMap<>())
                                    .merge(namespace, 1, Integer::sum));
        }
    }

    /**
     * Returns the problems of declared prefixes that most files use otherwise: the declaration is
     * wrong, not the files.
     *
     * @param ontologyFiles the files that may declare prefixes
     */
    List<ParseProblem> ofDeclarations(List<SourceFile> ontologyFiles) {
        List<ParseProblem> problems = new ArrayList<>();
        declared.forEach((prefix, namespace) -> {
            if (isWrongDeclaration(prefix, namespace)) {
                problems.add(
                        new ParseProblem(
                                location(prefix, ontologyFiles),
                                true,
                                "The prefix "
                                        + prefix
                                        + ": is declared as <"
                                        + namespace
                                        + ">, but the files use it for <"
                                        + usual(prefix)
                                        + ">."));
            }
        });
        return problems;
    }

    private static Location location(String prefix, List<SourceFile> ontologyFiles) {
        return ontologyFiles.stream()
                .flatMap(file ->
                        file.quads().stream()
                                .filter(q -> isDeclaration(q.quad().asTriple().getPredicate()))
                                .filter(q -> q.quad().getObject().isLiteral())
                                .filter(q ->
                                        q.quad().getObject().getLiteralLexicalForm().equals(prefix))
                                .map(q -> new Location(file.file().path(), q.line(), q.column())))
                .findFirst()
                .orElse(new Location("ontology", 1, 1));
    }

    private static boolean isDeclaration(Node predicate) {
        return predicate.equals(SHACL.prefix);
    }

    private boolean isWrongDeclaration(String prefix, String namespace) {
        Map<String, Integer> counts = uses.getOrDefault(prefix, Map.of());
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return all >= USUAL && counts.getOrDefault(namespace, 0) * 2 < all;
    }

    private String usual(String prefix) {
        return uses.getOrDefault(prefix, Map.of()).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** Returns the problem of a file at its first prefix that stands for something else. */
    Optional<ParseProblem> of(SourceFile file) {
        return file.prefixes().entrySet().stream()
                .flatMap(use -> problem(file, use.getKey(), use.getValue()).stream())
                .min((a, b) -> a.location().compareTo(b.location()));
    }

    private Optional<ParseProblem> problem(SourceFile file, String prefix, String namespace) {
        Optional<String> meant =
                meant(prefix)
                        .filter(other -> !other.equals(namespace))
                        .filter(other -> file.uses(namespace));
        return meant.map(other ->
                new ParseProblem(
                        PrefixDeclaration.location(file.file(), prefix).orElse(file.file().start()),
                        true,
                        Prefixes.conflict(prefix, namespace, other)));
    }

    /** Returns what a prefix stands for in all files, if that is settled. */
    private Optional<String> meant(String prefix) {
        String namespace = declared.get(prefix);
        if (namespace != null) {
            return isWrongDeclaration(prefix, namespace)
                    ? Optional.empty()
                    : Optional.of(namespace);
        }
        PrefixMap known = Prefixes.WELL_KNOWN;
        if (known.getMapping().containsKey(prefix)) {
            return Optional.ofNullable(known.get(prefix));
        }
        // Nobody declares it: what stands inside the space of the home in most files, and outside
        // it in a single one, is wrong there.
        String usual = usual(prefix);
        Map<String, Integer> counts = uses.getOrDefault(prefix, Map.of());
        boolean isSettled =
                space.isDeclared()
                        && usual.startsWith(space.base())
                        && counts.getOrDefault(usual, 0) >= USUAL
                        && counts.entrySet().stream()
                                .filter(use -> !use.getKey().equals(usual))
                                .allMatch(use ->
                                        use.getValue() == 1
                                                && !use.getKey().startsWith(space.base()));
        return isSettled ? Optional.of(usual) : Optional.empty();
    }
}
