package org.labledger.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.labledger.query.CitedAnswer;
import org.labledger.query.CitedSolution;
import org.labledger.query.CitedTriple;

/**
 * The digest of an answer: the first eight bytes of the SHA-256 of its rows as text, which are
 * sorted unless the query orders them. Equal answers have equal digests, whatever the names of
 * their blank nodes; of two answers that differ only in which rows share a blank node the digests
 * are equal too. It tells accidents and edits, and is no signature.
 */
final class AnswerDigest {

    private AnswerDigest() {}

    /** Returns the digest of an answer. */
    static long of(CitedAnswer answer, boolean isOrdered) {
        List<String> lines = new ArrayList<>();
        String head;
        switch (answer) {
            case CitedAnswer.Solutions(List<Var> variables, List<CitedSolution> rows) -> {
                head = "rows " + variables;
                for (CitedSolution row : rows) {
                    lines.add(line(variables, row.solution()));
                }
            }
            case CitedAnswer.Truth(boolean value, CitedSolution support) -> head = "truth " + value;
            case CitedAnswer.Triples(List<CitedTriple> triples) -> {
                head = "triples";
                for (CitedTriple cited : triples) {
                    lines.add(line(cited));
                }
            }
        }
        if (!isOrdered) {
            lines.sort(null);
        }
        MessageDigest digest = DigestUtils.getSha256Digest();
        digest.update((head + "\n").getBytes(StandardCharsets.UTF_8));
        for (String line : lines) {
            digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static String line(List<Var> variables, Binding row) {
        Map<Node, String> blanks = new HashMap<>();
        StringBuilder line = new StringBuilder();
        for (Var variable : variables) {
            Node term = row.get(variable);
            line.append(term == null ? "" : text(term, blanks)).append('\t');
        }
        return line.toString();
    }

    private static String line(CitedTriple cited) {
        Map<Node, String> blanks = new HashMap<>();
        Node graph = cited.graph();
        return text(cited.triple(), blanks) + (graph == null ? "" : "\t" + text(graph, blanks));
    }

    private static String text(Triple triple, Map<Node, String> blanks) {
        return text(triple.getSubject(), blanks)
                + "\t"
                + text(triple.getPredicate(), blanks)
                + "\t"
                + text(triple.getObject(), blanks);
    }

    private static String text(Node term, Map<Node, String> blanks) {
        if (term.isBlank()) {
            return blanks.computeIfAbsent(term, node -> "_:" + blanks.size());
        }
        return term.isTripleTerm()
                ? "<<( " + text(term.getTriple(), blanks) + " )>>"
                : NodeFmtLib.strNT(term);
    }
}
