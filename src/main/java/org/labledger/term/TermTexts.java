package org.labledger.term;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of terms in one format, kept from answer to answer: a table of fixed size, in which a
 * term takes the place of another whose number ends in the same bits. Safe for concurrent use.
 */
public final class TermTexts {

    /** Number of terms that are kept, a power of two. */
    private static final int SLOTS = 1 << 15;

    /** Maximum length of a text that is kept, in bytes; so all of them take at most 8 MB. */
    private static final int MAX_LENGTH = 256;

    /** Records, so that what another thread sees of one is always whole. */
    private final @Nullable Text[] texts = new Text[SLOTS];

    private record Text(int number, byte[] bytes) {}

    /** Creates an empty table. */
    public TermTexts() {}

    /** Returns the text of a term, or {@code null} if it is not kept. Not to be changed. */
    public byte @Nullable [] get(int number) {
        Text text = texts[number & (SLOTS - 1)];
        return text != null && text.number() == number ? text.bytes() : null;
    }

    /** Keeps the text of a term, unless it is long. */
    public void put(int number, byte[] bytes) {
        if (bytes.length <= MAX_LENGTH) {
            texts[number & (SLOTS - 1)] = new Text(number, bytes);
        }
    }
}
