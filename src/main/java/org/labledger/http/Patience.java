package org.labledger.http;

import java.time.Duration;

/**
 * How long a server waits for its clients, and for how many of them.
 *
 * @param header how long the header of a request may take to come in
 * @param body how long the body of a request may take to come in
 * @param idle how long nothing may happen on a connection
 * @param connections how many connections are open at once; others wait to be accepted
 */
public record Patience(Duration header, Duration body, Duration idle, int connections) {

    /** What a server allows its clients unless told otherwise. */
    public static final Patience STANDARD =
            new Patience(
                    Duration.ofSeconds(15), Duration.ofSeconds(20), Duration.ofSeconds(30), 1000);
}
