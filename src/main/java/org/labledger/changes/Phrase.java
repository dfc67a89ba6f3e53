package org.labledger.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.labledger.display.Language;
import org.labledger.display.Messages;
import org.labledger.display.Text;

/**
 * A sentence, or a part of one, in which some words are links.
 *
 * @param pieces its pieces, in order
 */
public record Phrase(List<Piece> pieces) {

    /** Stands for a value while a message is put together; no message has such characters. */
    private static final Pattern PLACE = Pattern.compile("\uE000(\\d)\uE001");

    /**
     * Some words.
     *
     * @param text the words
     * @param href where they lead, or empty
     */
    public record Piece(Text text, String href) {}

    /** Returns a phrase of words that lead nowhere. */
    static Phrase of(Text text) {
        return of(text, "");
    }

    /** Returns a phrase of words that lead to an address, unless that is empty. */
    static Phrase of(Text text, String href) {
        return new Phrase(List.of(new Piece(text, href)));
    }

    /**
     * Returns a message with values in it.
     *
     * @param values numbers and phrases
     */
    static Phrase say(Language language, String key, Object... values) {
        Object[] places = values.clone();
        for (int i = 0; i < places.length; i++) {
            if (places[i] instanceof Phrase) {
                places[i] = "\uE000" + i + "\uE001";
            }
        }
        String message = Messages.all().say(language, key, places);
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = PLACE.matcher(message);
        int from = 0;
        while (matcher.find()) {
            add(message.substring(from, matcher.start()), language, pieces);
            pieces.addAll(((Phrase) values[Integer.parseInt(matcher.group(1))]).pieces());
            from = matcher.end();
        }
        add(message.substring(from), language, pieces);
        return new Phrase(List.copyOf(pieces));
    }

    private static void add(String words, Language language, List<Piece> pieces) {
        if (!words.isEmpty()) {
            pieces.add(new Piece(new Text(words, language.tag()), ""));
        }
    }

    /** Returns some phrases as a list, with commas as the language has them. */
    static Phrase list(List<Phrase> phrases, Language language) {
        List<Piece> pieces = new ArrayList<>();
        for (Phrase phrase : phrases) {
            if (!pieces.isEmpty()) {
                add(Messages.all().say(language, "list.and"), language, pieces);
            }
            pieces.addAll(phrase.pieces());
        }
        return new Phrase(List.copyOf(pieces));
    }

    /** Returns the words without links. */
    public String text() {
        return pieces.stream().map(piece -> piece.text().value()).collect(Collectors.joining());
    }
}
