package org.labledger.source;

import java.io.File;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Text that the operating system hands over as bytes: names of files, arguments of the command
 * line. Java decodes it with the charset of the locale, and what that charset does not have becomes
 * U+FFFD, or other letters: under {@code LC_ALL=C} all names that are not ASCII. Nothing can tell
 * what stood there, so such text is refused.
 */
public final class NativeText {

    /** What to do about damaged text; a sentence. */
    public static final String REMEDY =
            "Start with `./lab-ledger`, or set LC_ALL=C.UTF-8; if that does not help, the text itself"
                    + " is not valid UTF-8.";

    private static final char REPLACEMENT = '\uFFFD';

    private NativeText() {}

    /** Returns whether the text may not be what stood there. */
    public static boolean isDamaged(String text) {
        return isDamaged(text, System.getProperty("sun.jnu.encoding", "UTF-8"));
    }

    /**
     * Returns whether the text may not be what stood there.
     *
     * @param charset the name of the charset that Java decodes file names and arguments with
     */
    static boolean isDamaged(String text, String charset) {
        if (text.indexOf(REPLACEMENT) >= 0) {
            return true;
        }
        // Windows hands over characters; its charset does not count.
        boolean isDecoded = File.separatorChar == '/';
        return isDecoded && !isUtf8(charset) && !text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean isUtf8(String charset) {
        return Charset.isSupported(charset)
                && Charset.forName(charset).equals(StandardCharsets.UTF_8);
    }
}
