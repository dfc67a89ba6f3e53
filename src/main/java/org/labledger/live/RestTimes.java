package org.labledger.live;

import java.time.Duration;

/**
 * How long the files of a home have to stay the same before they go into service. A pause in the
 * middle of an edit looks like its end, so a longer rest makes it less likely that half an edit is
 * served.
 *
 * @param interval time between two listings of the files while they change
 * @param edit the rest after any edit; shorter than the two seconds in which an edit has to show
 * @param loss the rest after an edit that takes away much, as a tree does that is being rewritten
 */
public record RestTimes(Duration interval, Duration edit, Duration loss) {

    /** The defaults. */
    public static final RestTimes STANDARD =
            new RestTimes(Duration.ofMillis(150), Duration.ofMillis(1_500), Duration.ofSeconds(10));
}
