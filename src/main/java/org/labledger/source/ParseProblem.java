package org.labledger.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.labledger.persist.StateReader;
import org.labledger.persist.StateWriter;

/**
 * A syntax error or warning in a file.
 *
 * @param location where it is
 * @param isFatal whether parsing stopped there; otherwise it is a warning and all triples are kept
 * @param message what is wrong, as a sentence
 */
public record ParseProblem(Location location, boolean isFatal, String message) {

    /** Writes problems. */
    public static void write(List<ParseProblem> problems, StateWriter out) throws IOException {
        out.writeInt(problems.size());
        for (ParseProblem problem : problems) {
            problem.location.write(out);
            out.writeInt(problem.isFatal ? 1 : 0);
            out.writeText(problem.message);
        }
    }

    /** Reads problems that were {@linkplain #write written}. */
    public static List<ParseProblem> read(StateReader in) throws IOException {
        List<ParseProblem> problems = new ArrayList<>();
        for (int rest = in.readLength(1); rest > 0; rest--) {
            problems.add(new ParseProblem(Location.read(in), in.readInt() == 1, in.readText()));
        }
        return List.copyOf(problems);
    }
}
