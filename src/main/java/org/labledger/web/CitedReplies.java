package org.labledger.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.engine.binding.Binding;
import org.labledger.citation.CitationFactory;
import org.labledger.citation.Citations;
import org.labledger.citation.CitedAnswerWriter;
import org.labledger.http.Parameters;
import org.labledger.link.BadLinkException;
import org.labledger.link.Cited;
import org.labledger.link.CitedLink;
import org.labledger.link.LinkToken;
import org.labledger.link.Rerun;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.query.CitedAnswer;
import org.labledger.query.Engine;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;

/** Answers with their sources: {@code cite=true}. Safe for concurrent use. */
final class CitedReplies {

    /** The parameter that asks for the sources of each row. */
    static final String CITE = "cite";

    private final CitationFactory citations;

    CitedReplies(CitationFactory citations) {
        this.citations = citations;
    }

    /**
     * Returns whether a request wants the sources of each row.
     *
     * @param value the value of the parameter {@value #CITE}
     * @throws ProblemException with status 400 if it is neither {@code true} nor {@code false}
     */
    static boolean isWanted(Optional<String> value) throws ProblemException {
        if (value.isEmpty() || value.get().equals("false")) {
            return false;
        }
        if (value.get().equals("true")) {
            return true;
        }
        throw new ProblemException(
                Problem.badParameter(
                        CITE,
                        "Parameter \"cite\" must be true or false, not \""
                                + value.get()
                                + "\". cite=true adds the sources of each row."));
    }

    /** Returns whether a request wants the sources of each row. */
    static boolean isWanted(Parameters parameters) throws ProblemException {
        return isWanted(parameters.one(CITE));
    }

    /** Returns the formats of an answer, or those that can carry its sources too. */
    static List<Format> formats(List<Format> ofAnswer, boolean isCited) {
        return isCited ? CitedAnswerWriter.formats(ofAnswer) : ofAnswer;
    }

    /**
     * What an answer is made of.
     *
     * @param cited the question, for the permanent link
     * @param origin where the server is, for the permanent link
     */
    record Asked(
            Query query,
            Binding values,
            GraphChoice graphs,
            Snapshot snapshot,
            Cited cited,
            String origin) {

        /** Returns citations with the permanent link of their answer, unless that is too long. */
        private Citations linked(CitedAnswer answer, Citations citations) {
            try {
                return citations.withLink(
                        origin
                                + CitedLink.PATH
                                + LinkToken.encode(
                                        new CitedLink(
                                                cited,
                                                snapshot.id(),
                                                Rerun.outcome(answer, query, citations))));
            } catch (BadLinkException e) {
                // The answer is whole without it.
                return citations;
            }
        }
    }

    /** Takes a part of an answer. */
    @FunctionalInterface
    interface Part {

        /**
         * Returns the part to write.
         *
         * @throws ProblemException if there is no such part
         */
        CitedAnswer of(CitedAnswer whole) throws ProblemException;
    }

    /**
     * Evaluates a query and writes the answer, or a part of it, with its sources. Nothing is
     * written before the whole answer is there.
     */
    void write(Engine engine, Asked asked, Part part, Format format, OutputStream out)
            throws ProblemException, IOException {
        Snapshot snapshot = asked.snapshot();
        CitedAnswer answer =
                part.of(engine.cited(asked.query(), asked.values(), snapshot, asked.graphs()));
        engine.write(
                (counted, check) -> {
                    Citations cited =
                            asked.linked(
                                    answer,
                                    citations.cite(
                                            answer, asked.query(), asked.graphs(), snapshot, null));
                    check.run();
                    CitedAnswerWriter.write(answer, cited, format, snapshot.prefixes(), counted);
                },
                out);
    }
}
