package org.labledger.http;

import java.time.Duration;
import org.labledger.settings.Capacity;

/**
 * Timeouts of slow clients, and how many clients may be connected.
 *
 * @param header maximum time for the header of a request to arrive
 * @param body maximum time for the body of a request to arrive
 * @param idle maximum time without any traffic on a connection
 * @param connections maximum number of open connections, see {@link ConnectionLimit}
 */
public record ClientTimeouts(Duration header, Duration body, Duration idle, int connections) {

    /** The defaults. */
    public static final ClientTimeouts STANDARD =
            new ClientTimeouts(
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(30),
                    Capacity.STANDARD.connections());

    /** Returns the same times with another number of connections. */
    public ClientTimeouts with(int most) {
        return new ClientTimeouts(header, body, idle, most);
    }
}
