package org.labledger.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.util.IsoMatcher;
import org.labledger.citation.CitationFactory;
import org.labledger.citation.Citations;
import org.labledger.citation.CitedAnswerWriter;
import org.labledger.result.Format;
import org.labledger.result.UnwritableException;

/**
 * A file with an answer and its permanent link, to compare with the answer written again.
 *
 * @param url the address of the link
 * @param link the link
 * @param lines the lines of the file, without their ends
 */
public record WrittenAnswer(String url, CitedLink link, List<String> lines) {

    /** Minimum length of a token; shorter words after {@code /cite/} are other things. */
    private static final int MIN_TOKEN = 24;

    private static final Pattern LINK =
            Pattern.compile("[a-z]+://[^\\s\"<>]+?/cite/([A-Za-z0-9_-]{" + MIN_TOKEN + ",})");

    private static final String REMARK = "Permanent link: ";

    private static final Pattern BLANK = Pattern.compile("_:[A-Za-z0-9]+");

    /**
     * Finds the link in a file.
     *
     * @return empty if there is none
     * @throws BadLinkException if it is damaged
     */
    public static Optional<WrittenAnswer> of(String file) throws BadLinkException {
        Matcher found = LINK.matcher(file);
        // Rows may hold such addresses too; where the link is a remark, it comes after them.
        int remark = file.lastIndexOf(REMARK);
        if (remark >= 0 ? !found.find(remark) : !found.find()) {
            return Optional.empty();
        }
        return Optional.of(
                new WrittenAnswer(
                        found.group(), LinkToken.decode(found.group(1)), file.lines().toList()));
    }

    /**
     * How the file differs from the answer.
     *
     * @param format the format of the answer that is most like the file
     * @param line the number of the first line that differs, from 1; 0 if none does
     * @param inFile that line of the file, or empty if it ends before
     * @param inAnswer that line of the answer, or empty if it ends before
     */
    public record Comparison(Format format, int line, String inFile, String inAnswer) {

        /** Returns whether the file is the answer. */
        public boolean isSame() {
            return line == 0;
        }
    }

    /** Compares the file with an answer, in the format in which they are most alike. */
    public Comparison compare(Rerun rerun) throws IOException {
        Citations citations = rerun.sources(new CitationFactory(), url);
        Comparison best = null;
        int mostAlike = -1;
        for (Format format : CitedAnswerWriter.formats(Format.of(rerun.query()))) {
            if (!format.isText()) {
                // It is packed, so no file that a link is found in is one.
                continue;
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                CitedAnswerWriter.write(
                        rerun.answer(), citations, format, rerun.snapshot().prefixes(), out);
            } catch (UnwritableException e) {
                // So the file is not in this format.
                continue;
            }
            List<String> written =
                    new ArrayList<>(out.toString(StandardCharsets.UTF_8).lines().toList());
            Comparison comparison = compare(format, written);
            Set<String> common = new HashSet<>(lines);
            common.retainAll(written);
            int alike = comparison.isSame() ? Integer.MAX_VALUE : common.size();
            if (alike > mostAlike) {
                mostAlike = alike;
                best = comparison;
            }
        }
        if (best == null) {
            throw new IOException("The answer has no format.");
        }
        return best;
    }

    /**
     * Blank nodes have other names each time the data are read, and statements that have some may
     * be in another order: then the graphs are compared, not the lines.
     */
    private Comparison compare(Format format, List<String> written) {
        if (format.holds() != Format.Holds.ROWS
                && written.stream().anyMatch(line -> BLANK.matcher(line).find())
                && isSameData(format, written)) {
            return new Comparison(format, 0, "", "");
        }
        for (int i = 0; i < Math.max(lines.size(), written.size()); i++) {
            String inFile = i < lines.size() ? lines.get(i) : "";
            String inAnswer = i < written.size() ? written.get(i) : "";
            if (!unnamed(inFile).equals(unnamed(inAnswer))) {
                return new Comparison(format, i + 1, inFile, inAnswer);
            }
        }
        return new Comparison(format, 0, "", "");
    }

    private boolean isSameData(Format format, List<String> written) {
        try {
            return IsoMatcher.isomorphic(data(format, lines), data(format, written));
        } catch (RiotException e) {
            // Not of this format any more.
            return false;
        }
    }

    private static DatasetGraph data(Format format, List<String> lines) {
        return RDFParser.fromString(
                        String.join("\n", lines),
                        RDFLanguages.contentTypeToLang(format.mediaType()))
                .errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging)
                .toDatasetGraph();
    }

    private static String unnamed(String line) {
        return BLANK.matcher(line).replaceAll("_:b");
    }
}
