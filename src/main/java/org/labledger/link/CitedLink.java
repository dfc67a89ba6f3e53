package org.labledger.link;

/**
 * A permanent link: what was asked, the state that answered, and what came out.
 *
 * @param cited what was asked
 * @param snapshot the first {@value #SNAPSHOT_DIGITS} digits of the hash of the snapshot that
 *     answered
 * @param outcome what came out
 */
public record CitedLink(Cited cited, String snapshot, Outcome outcome) {

    /** How many digits of the hash of a snapshot a link holds. */
    public static final int SNAPSHOT_DIGITS = 16;

    /** Where links lead: this path, then the token. */
    public static final String PATH = "/cite/";

    /** Shortens the hash. */
    public CitedLink {
        if (snapshot.length() < SNAPSHOT_DIGITS) {
            throw new IllegalArgumentException("not the hash of a snapshot: " + snapshot);
        }
        snapshot = snapshot.substring(0, SNAPSHOT_DIGITS);
    }

    /**
     * What an answer was.
     *
     * @param rows the number of rows or triples; 1 or 0 for the answer to an ASK
     * @param sources the number of sources that it rests on
     * @param digest see {@link AnswerDigest}
     */
    public record Outcome(int rows, int sources, long digest) {}
}
