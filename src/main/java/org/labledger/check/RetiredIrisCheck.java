package org.labledger.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.labledger.snapshot.RetiredIris;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.LocatedQuad;
import org.labledger.source.LocatedQuads;
import org.labledger.source.Location;
import org.labledger.source.SourceFile;
import org.labledger.vocabulary.Evidence;

/**
 * Reports what is wrong with retired IRIs: redirects that lead nowhere, on to another redirect or
 * in a circle, withdrawals without a reason, and statements that still use a retired IRI.
 */
final class RetiredIrisCheck implements Check {

    private static final String NAME = "redirects";

    private static final Set<Node> TERMS =
            Set.of(RetiredIris.IS_REPLACED_BY, RetiredIris.DEPRECATED, Evidence.REASON);

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        Node graph = RetiredIris.graph(snapshot.description().uriSpace());
        RetiredIris retired = RetiredIris.of(snapshot);
        TermText terms = new TermText(snapshot);
        List<Finding> findings = new ArrayList<>();
        Set<Node> described = new HashSet<>(snapshot.dataGraphs());
        Map<Node, List<Node>> replacements = new LinkedHashMap<>();
        List<Use> redirects = new ArrayList<>();
        for (SourceFile file : DataFiles.of(snapshot)) {
            TermTest isRetired = new TermTest(file.quads(), retired::contains);
            TermTest isOfRedirects = new TermTest(file.quads(), graph::equals);
            BitSet subjects = new BitSet(file.quads().termCount());
            LocatedQuads.Cursor at = file.quads().cursor();
            while (at.next()) {
                boolean isRedirect = isOfRedirects.test(at.graph());
                if (!isRedirect && !subjects.get(at.subject())) {
                    subjects.set(at.subject());
                    described.add(file.quads().term(at.subject()));
                }
                if (!isRedirect
                        && !isRetired.test(at.subject())
                        && !isRetired.test(at.predicate())
                        && !isRetired.test(at.object())
                        && !isRetired.test(at.graph())) {
                    continue;
                }
                LocatedQuad located = at.located();
                Quad quad = located.quad();
                Location place = new Location(file.file().path(), located.line(), located.column());
                if (isRedirect) {
                    redirects.add(new Use(quad, place));
                    if (quad.getPredicate().equals(RetiredIris.IS_REPLACED_BY)) {
                        replacements
                                .computeIfAbsent(quad.getSubject(), s -> new ArrayList<>())
                                .add(quad.getObject());
                    }
                    continue;
                }
                Stream.of(quad.getSubject(), quad.getPredicate(), quad.getObject(), quad.getGraph())
                        .filter(retired::contains)
                        .findFirst()
                        .ifPresent(old ->
                                findings.add(
                                        Finding.error(place, NAME, used(old, retired, terms))));
            }
        }
        for (Use use : redirects) {
            String wrong = wrong(use.quad(), retired, replacements, described, snapshot, terms);
            if (!wrong.isEmpty()) {
                findings.add(Finding.error(use.place(), NAME, wrong));
            }
        }
        return findings;
    }

    private record Use(Quad quad, Location place) {}

    private static String used(Node old, RetiredIris retired, TermText terms) {
        Node replacement = retired.replaced().get(old);
        return terms.of(old)
                + " is retired ("
                + RetiredIris.FILE
                + "). "
                + (replacement == null
                        ? "Remove what is said about it here."
                        : "Write " + terms.of(replacement) + " instead.");
    }

    /** Returns what is wrong with one statement about a retired IRI, or an empty text. */
    private static String wrong(
            Quad quad,
            RetiredIris retired,
            Map<Node, List<Node>> replacements,
            Set<Node> described,
            Snapshot snapshot,
            TermText terms) {
        Node old = quad.getSubject();
        Node property = quad.getPredicate();
        Node target = quad.getObject();
        if (!TERMS.contains(property)) {
            return RetiredIris.FILE
                    + " takes dct:isReplacedBy, owl:deprecated and ev:reason only, not "
                    + terms.of(property)
                    + ".";
        }
        if (property.equals(Evidence.REASON) && !retired.contains(old)) {
            return terms.of(old) + " has neither dct:isReplacedBy nor owl:deprecated.";
        }
        if (property.equals(RetiredIris.DEPRECATED)) {
            if (retired.replaced().containsKey(old)) {
                return terms.of(old)
                        + " is both replaced and withdrawn. Keep dct:isReplacedBy or"
                        + " owl:deprecated.";
            }
            return retired.withdrawn().getOrDefault(old, List.of()).isEmpty()
                    ? terms.of(old) + " is withdrawn without a reason. Add ev:reason."
                    : "";
        }
        if (property.equals(RetiredIris.IS_REPLACED_BY)) {
            if (replacements.getOrDefault(old, List.of()).size() > 1) {
                return terms.of(old) + " is replaced by more than one IRI. Keep one.";
            }
            if (target.equals(old)) {
                return terms.of(old) + " is replaced by itself.";
            }
            if (retired.contains(target)) {
                Node next = retired.replaced().get(target);
                return terms.of(old)
                        + " is replaced by "
                        + terms.of(target)
                        + ", which is retired itself. "
                        + (next == null || next.equals(old)
                                ? "Name something that exists."
                                : "Write " + terms.of(next) + ".");
            }
            boolean isOutside =
                    target.isURI() && !snapshot.description().uriSpace().contains(target);
            if (!isOutside && !described.contains(target)) {
                return terms.of(old)
                        + " is replaced by "
                        + terms.of(target)
                        + ", which no file describes."
                        + terms.suggestion(target, described);
            }
        }
        return "";
    }
}
