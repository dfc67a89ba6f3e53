package org.labledger.http;

import java.io.IOException;
import java.io.OutputStream;
import org.labledger.query.LimitException;

/** Writes the body of a reply, when it is known that the client needs it. */
@FunctionalInterface
public interface Content {

    /** Where a body goes. What is written stays in a buffer as long as it is small. */
    abstract class Out extends OutputStream {

        /**
         * Adds a header field that was not known before the body.
         *
         * @throws IllegalStateException if the header has gone out already
         */
        public abstract void header(String name, String value);
    }

    /**
     * Writes the body.
     *
     * <p>As long as it fits the buffer, an exception becomes an error response; after that it
     * breaks the connection, so that a part is never taken for the whole.
     *
     * @throws ProblemException if there is none after all
     * @throws LimitException if it goes over a limit
     */
    void writeTo(Out out) throws IOException, LimitException, ProblemException;

    /** A body that is there already. */
    static Content of(byte[] bytes) {
        return out -> out.write(bytes);
    }
}
