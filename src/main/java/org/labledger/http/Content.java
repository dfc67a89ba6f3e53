package org.labledger.http;

import java.io.IOException;
import java.io.OutputStream;
import org.labledger.problem.ProblemException;

/** Writes the body of a reply. It is asked only when the body is sent: by no HEAD and no 304. */
@FunctionalInterface
public interface Content {

    /** Where a body goes. What is written stays in a buffer as long as it is small. */
    abstract class Out extends OutputStream {

        /**
         * Adds a header field that is known only with the body; a HEAD response lacks it (RFC 9110,
         * section 9.3.2).
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
     * @throws ProblemException if the body cannot be made
     */
    void writeTo(Out out) throws IOException, ProblemException;

    /** A body that is in memory already. Its length is known, so HEAD tells it. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are never compared or changed
    record Bytes(byte[] bytes) implements Content {

        @Override
        public void writeTo(Out out) throws IOException {
            out.write(bytes);
        }
    }
}
