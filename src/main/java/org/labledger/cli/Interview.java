package org.labledger.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.labledger.desk.Desk;
import org.labledger.desk.DeskException;
import org.labledger.desk.Draft;
import org.labledger.desk.DraftField;
import org.labledger.desk.Match;
import org.labledger.desk.TurtleEdit;

/** Asks on a terminal for the open values of a draft, again after each invalid answer. */
final class Interview {

    /** The maximum number of choices listed unasked. */
    private static final int MAX_CHOICES = 16;

    private final Desk desk;
    private final BufferedReader in;
    private final PrintWriter out;
    private final Set<Match> shownMatches = new LinkedHashSet<>();

    /** Whether a full stop has ended the optional questions. */
    private boolean skipsRest;

    Interview(Desk desk, BufferedReader in, PrintWriter out) {
        this.desk = desk;
        this.in = in;
        this.out = out;
    }

    /** Asks for the source that states it. */
    String source() throws IOException {
        while (true) {
            String answer =
                    ask("Which source states it? (src:NAME, NAME, or the path of its file)");
            try {
                desk.source(answer);
                return answer;
            } catch (DeskException e) {
                out.println("  " + e.getMessage());
            }
        }
    }

    /**
     * Asks for the open fields, the required ones first, then for the IRI.
     *
     * @param allowsDuplicates whether to skip the question about possible duplicates
     * @return whether to write the draft; {@code false} if the thing exists already
     */
    boolean complete(Draft draft, boolean allowsDuplicates) throws IOException {
        if (!resolveDuplicates(draft, allowsDuplicates)) {
            return false;
        }
        while (!draft.missing().isEmpty()) {
            Draft.OpenField missing = draft.missing().getFirst();
            askFor(draft, missing, true);
            if (!resolveDuplicates(draft, allowsDuplicates)) {
                return false;
            }
            if (!missing.field().cardinality().isSingle()
                    && missing.field().values().languages().isEmpty()) {
                askForMore(draft, missing);
                if (!resolveDuplicates(draft, allowsDuplicates)) {
                    return false;
                }
            }
        }
        out.println();
        out.println("The rest is optional: Enter skips a field, a full stop skips all of them.");
        for (DraftField field : draft.kind().fields()) {
            for (Draft.OpenField open : draft.open(field)) {
                if (!askFor(draft, open, false)) {
                    // Skipping one language skips the others.
                    break;
                }
                if (!field.cardinality().isSingle() && field.values().languages().isEmpty()) {
                    askForMore(draft, open);
                }
                if (!resolveDuplicates(draft, allowsDuplicates)) {
                    return false;
                }
            }
            if (skipsRest) {
                break;
            }
        }
        while (!draft.missing().isEmpty()) {
            // An optional value may require another one.
            askFor(draft, draft.missing().getFirst(), true);
        }
        askForIri(draft, allowsDuplicates);
        return true;
    }

    /** Shows the new Turtle and asks whether to write it. */
    boolean confirms(TurtleEdit edit) throws IOException {
        out.println();
        out.print(edit.block());
        String answer = line("Write it to " + edit.path() + "? [Y/n] ");
        if (answer.isEmpty() || answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes")) {
            return true;
        }
        out.println("Nothing was written.");
        out.flush();
        return false;
    }

    private void askForIri(Draft draft, boolean allowsDuplicates) throws IOException {
        while (draft.subject().isEmpty()) {
            String proposal = desk.slug(draft);
            String answer =
                    line(
                            "Last segment of its IRI"
                                    + (proposal.isEmpty() ? "" : " [" + proposal + "]")
                                    + ": ");
            try {
                desk.assignIri(draft, answer.isEmpty() ? proposal : answer, allowsDuplicates);
            } catch (DeskException e) {
                out.println("  " + e.getMessage());
                if (draft.kind().isRecord()
                        && desk.isInUse(draft.kind(), answer.isEmpty() ? proposal : answer)
                        && yes("Does your source describe the same thing?")) {
                    try {
                        desk.assignIri(draft, answer.isEmpty() ? proposal : answer, true);
                    } catch (DeskException again) {
                        out.println("  " + again.getMessage());
                    }
                }
            }
        }
    }

    /** Asks about possible duplicates not shown before; returns whether to go on. */
    private boolean resolveDuplicates(Draft draft, boolean allowsDuplicates) throws IOException {
        if (allowsDuplicates || draft.subject().isPresent()) {
            return true;
        }
        List<Match> fresh = desk.matches(draft).stream().filter(shownMatches::add).toList();
        if (fresh.isEmpty()) {
            return true;
        }
        out.println();
        out.println("Possible duplicates:");
        for (int i = 0; i < fresh.size(); i++) {
            out.println("  " + (i + 1) + "  " + fresh.get(i));
        }
        while (true) {
            String answer = line("Is it one of these? Its number, or Enter for none of them: ");
            if (answer.isEmpty() || answer.equalsIgnoreCase("n")) {
                return true;
            }
            if (answer.matches("[0-9]{1,3}")
                    && Integer.parseInt(answer) >= 1
                    && Integer.parseInt(answer) <= fresh.size()) {
                return useExisting(fresh.get(Integer.parseInt(answer) - 1), draft);
            }
        }
    }

    private boolean useExisting(Match match, Draft draft) throws IOException {
        if (draft.kind().isRecord() && match.isSameKind()) {
            try {
                desk.assignIri(draft, match.slug(), true);
                out.println("Adding what your source says about " + match.shown() + ".");
                return true;
            } catch (DeskException e) {
                out.println("  " + e.getMessage());
            }
        }
        out.println("It exists already: " + match + ". Nothing was written.");
        out.flush();
        return false;
    }

    private void askForMore(Draft draft, Draft.OpenField missing) throws IOException {
        while (true) {
            String answer = line("  another " + missing.key() + " (Enter: no more): ");
            if (answer.isEmpty()) {
                return;
            }
            give(draft, missing, answer);
        }
    }

    /** Asks until the answer is valid; returns whether a value was given. */
    private boolean askFor(Draft draft, Draft.OpenField missing, boolean required)
            throws IOException {
        DraftField field = missing.field();
        out.println();
        out.println(
                missing.key()
                        + (required ? "" : " (optional)")
                        + (field.description().isEmpty() ? "" : ": " + field.description()));
        Map<String, String> choices = desk.choices(field);
        if (choices.isEmpty()) {
            out.println("  " + desk.type(field) + ", such as " + desk.example(field));
        } else if (choices.size() <= MAX_CHOICES) {
            print(choices);
        } else {
            out.println("  " + desk.type(field) + "; IRI or name; ? lists all " + choices.size());
        }
        while (true) {
            String answer = line("> ");
            if (answer.equals("?") && !choices.isEmpty()) {
                print(choices);
            } else if (answer.isEmpty() && !required) {
                return false;
            } else if (answer.equals(".") && !required) {
                skipsRest = true;
                return false;
            } else if (answer.isEmpty()) {
                out.println("  A value is required.");
            } else if (give(draft, missing, answer)) {
                return true;
            }
        }
    }

    private boolean give(Draft draft, Draft.OpenField missing, String answer) throws IOException {
        String key = missing.key();
        if (missing.field().values().areTexts() && missing.field().values().languages().isEmpty()) {
            String language = line("  In which language? [en] ");
            key += "." + (language.isEmpty() ? "en" : language);
        }
        try {
            desk.add(draft, key, answer);
            return true;
        } catch (DeskException e) {
            out.println("  " + e.getMessage());
            return false;
        }
    }

    private void print(Map<String, String> choices) {
        choices.forEach((name, label) -> out.println("  " + name + "  " + label));
    }

    private boolean yes(String question) throws IOException {
        return line(question + " [y/N] ").toLowerCase(Locale.ROOT).startsWith("y");
    }

    private String ask(String question) throws IOException {
        while (true) {
            String answer = line(question + "\n> ");
            if (!answer.isEmpty()) {
                return answer;
            }
        }
    }

    private String line(String prompt) throws IOException {
        out.print(prompt);
        out.flush();
        String line = in.readLine();
        if (line == null) {
            out.println();
            throw new UserException("Nothing was written: the input ended before the last answer.");
        }
        return line.strip();
    }
}
