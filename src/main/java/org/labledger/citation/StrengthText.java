package org.labledger.citation;

import java.util.ArrayList;
import java.util.List;
import org.labledger.display.Language;
import org.labledger.display.Messages;

/** Says in a line how strong an answer rests: "3 independent sources, 1 primary; 2 retellings". */
public final class StrengthText {

    private StrengthText() {}

    /** Returns the line, without a full stop. What there is none of is not mentioned. */
    public static String of(Strength strength, Language language) {
        List<String> voices = new ArrayList<>();
        voices.add(say(language, "independent", strength.independent()));
        add(voices, language, "primary", strength.primary());
        add(voices, language, "in-full", strength.inFull());
        List<String> besides = new ArrayList<>();
        add(besides, language, "retellings", strength.retellings());
        add(besides, language, "machine-written", strength.machineWritten());
        String and = Messages.all().say(language, "citation.and");
        String text = String.join(and, voices);
        return besides.isEmpty()
                ? text
                : text
                        + Messages.all().say(language, "citation.besides")
                        + String.join(and, besides);
    }

    private static void add(List<String> parts, Language language, String name, int count) {
        if (count > 0) {
            parts.add(say(language, name, count));
        }
    }

    private static String say(Language language, String name, int count) {
        return Messages.all().say(language, "citation." + name, count);
    }
}
