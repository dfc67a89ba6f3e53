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
import org.labledger.desk.Field;
import org.labledger.desk.Insertion;
import org.labledger.desk.Match;

/** Asks, on a terminal, for what a draft lacks; a wrong answer is explained and asked again. */
final class Interview {

    /** Longer lists are shown on demand. */
    private static final int SHOWN = 16;

    private final Desk desk;
    private final BufferedReader in;
    private final PrintWriter out;
    private final Set<Match> shown = new LinkedHashSet<>();

    /** Whether a full stop has ended the optional questions. */
    private boolean stopped;

    Interview(Desk desk, BufferedReader in, PrintWriter out) {
        this.desk = desk;
        this.in = in;
        this.out = out;
    }

    /** Asks which source says it. */
    String source() throws IOException {
        while (true) {
            String answer = ask("Which source says it? (src:NAME, NAME or the path of its file)");
            try {
                desk.source(answer);
                return answer;
            } catch (DeskException e) {
                out.println("  " + e.getMessage());
            }
        }
    }

    /**
     * Asks for the fields that are open, the required ones first, then for the end of the IRI.
     *
     * @return whether to go on: the person may find that the thing is there already
     */
    boolean complete(Draft draft, boolean anyway) throws IOException {
        if (!go(draft, anyway)) {
            return false;
        }
        while (!draft.missing().isEmpty()) {
            Draft.Missing missing = draft.missing().getFirst();
            askFor(draft, missing, true);
            if (!go(draft, anyway)) {
                return false;
            }
            if (!missing.field().single() && missing.field().languages().isEmpty()) {
                askForMore(draft, missing);
                if (!go(draft, anyway)) {
                    return false;
                }
            }
        }
        out.println();
        out.println("What follows may be skipped with Enter; a full stop skips all the rest.");
        for (Field field : draft.kind().fields()) {
            for (Draft.Missing open : draft.open(field)) {
                if (!askFor(draft, open, false)) {
                    // Whoever skips a text in one language has none in the others.
                    break;
                }
                if (!field.single() && field.languages().isEmpty()) {
                    askForMore(draft, open);
                }
                if (!go(draft, anyway)) {
                    return false;
                }
            }
            if (stopped) {
                break;
            }
        }
        while (!draft.missing().isEmpty()) {
            // An optional answer may have made another one necessary.
            askFor(draft, draft.missing().getFirst(), true);
        }
        nameIt(draft, anyway);
        return true;
    }

    /** Shows the block and asks whether to write it. */
    boolean confirms(Insertion insertion) throws IOException {
        out.println();
        out.print(insertion.block());
        String answer = line("Write it to " + insertion.path() + "? [Y/n] ");
        if (answer.isEmpty() || answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes")) {
            return true;
        }
        out.println("Nothing was written.");
        out.flush();
        return false;
    }

    private void nameIt(Draft draft, boolean anyway) throws IOException {
        while (draft.subject().isEmpty()) {
            String proposal = desk.slug(draft);
            String answer = line("What its IRI ends with [" + proposal + "]: ");
            try {
                desk.name(draft, answer.isEmpty() ? proposal : answer, anyway);
            } catch (DeskException e) {
                out.println("  " + e.getMessage());
                if (draft.kind().isRecord()
                        && desk.isInUse(draft.kind(), answer.isEmpty() ? proposal : answer)
                        && yes("Does your source speak of the same thing?")) {
                    try {
                        desk.name(draft, answer.isEmpty() ? proposal : answer, true);
                    } catch (DeskException again) {
                        out.println("  " + again.getMessage());
                    }
                }
            }
        }
    }

    /** Shows likely matches once each, and asks whether it is one of them. */
    private boolean go(Draft draft, boolean anyway) throws IOException {
        if (anyway || draft.subject().isPresent()) {
            return true;
        }
        List<Match> fresh = desk.matches(draft).stream().filter(shown::add).toList();
        if (fresh.isEmpty()) {
            return true;
        }
        out.println();
        out.println("The ledger has what is likely the same:");
        for (int i = 0; i < fresh.size(); i++) {
            out.println("  " + (i + 1) + "  " + fresh.get(i));
        }
        while (true) {
            String answer = line("Is it one of these? Its number, or Enter if it is another: ");
            if (answer.isEmpty() || answer.equalsIgnoreCase("n")) {
                return true;
            }
            if (answer.matches("[0-9]{1,3}")
                    && Integer.parseInt(answer) >= 1
                    && Integer.parseInt(answer) <= fresh.size()) {
                return is(fresh.get(Integer.parseInt(answer) - 1), draft);
            }
        }
    }

    private boolean is(Match match, Draft draft) throws IOException {
        if (draft.kind().isRecord() && match.sameKind()) {
            try {
                desk.name(draft, match.slug(), true);
                out.println("Then this is what your source says of " + match.shown() + ".");
                return true;
            } catch (DeskException e) {
                out.println("  " + e.getMessage());
            }
        }
        out.println("It is there already: " + match + ". Nothing was written.");
        out.flush();
        return false;
    }

    private void askForMore(Draft draft, Draft.Missing missing) throws IOException {
        while (true) {
            String answer = line("  another " + missing.key() + " (Enter: no more): ");
            if (answer.isEmpty()) {
                return;
            }
            give(draft, missing, answer);
        }
    }

    /** Asks until the answer will do, or, if it may be skipped, is empty; whether it was given. */
    private boolean askFor(Draft draft, Draft.Missing missing, boolean required)
            throws IOException {
        Field field = missing.field();
        out.println();
        out.println(
                missing.key()
                        + (required ? "" : " (optional)")
                        + (field.description().isEmpty() ? "" : ": " + field.description()));
        Map<String, String> choices = desk.choices(field);
        if (choices.isEmpty()) {
            out.println("  " + desk.type(field) + ", such as " + desk.example(field));
        } else if (choices.size() <= SHOWN) {
            print(choices);
        } else {
            out.println(
                    "  "
                            + desk.type(field)
                            + "; its IRI or its name; ? lists all "
                            + choices.size());
        }
        while (true) {
            String answer = line("> ");
            if (answer.equals("?") && !choices.isEmpty()) {
                print(choices);
            } else if (answer.isEmpty() && !required) {
                return false;
            } else if (answer.equals(".") && !required) {
                stopped = true;
                return false;
            } else if (answer.isEmpty()) {
                out.println("  It is needed.");
            } else if (give(draft, missing, answer)) {
                return true;
            }
        }
    }

    private boolean give(Draft draft, Draft.Missing missing, String answer) throws IOException {
        String key = missing.key();
        if (missing.field().isText() && missing.field().languages().isEmpty()) {
            String language = line("  In which language? [en] ");
            key += "." + (language.isEmpty() ? "en" : language);
        }
        try {
            desk.give(draft, key, answer);
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
            throw new UserException("Nothing was written: the answers ended too early.");
        }
        return line.strip();
    }
}
