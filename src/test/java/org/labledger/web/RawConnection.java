package org.labledger.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;

/** A connection to a server on which a test sends what no client would. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    static RawConnection to(ServedHome home) throws IOException {
        RawConnection connection =
                new RawConnection(
                        new Socket(InetAddress.getLoopbackAddress(), home.uri("").getPort()));
        connection.waitNoLongerThan(Duration.ofSeconds(30));
        return connection;
    }

    /** Lets {@link #answer} throw {@link java.net.SocketTimeoutException} after some time. */
    void waitNoLongerThan(Duration time) throws IOException {
        socket.setSoTimeout(Math.toIntExact(time.toMillis()));
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** Sends a letter at a time until the server has enough of it. */
    void trickle() throws IOException {
        for (int i = 0; i < 2000; i++) {
            send("x");
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Sends a text each second until the connection ends. */
    void sendEachSecond(String text) {
        try {
            while (true) {
                Thread.sleep(1_000);
                send(text);
            }
        } catch (IOException e) {
            // The server has enough of it.
            return;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says that nothing more will be sent. */
    void sendNoMore() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads the header of an answer, and the body if it has a length; or what comes at all. */
    String answer() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int length = -1;
        for (int next = socket.getInputStream().read();
                next >= 0;
                next = socket.getInputStream().read()) {
            bytes.write(next);
            if (length < 0 && next == '\n' && bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                String header = bytes.toString(ISO_8859_1);
                length = bytes.size() + Integer.parseInt("0" + field(header, "Content-Length"));
            }
            if (bytes.size() == length) {
                break;
            }
        }
        return bytes.toString(ISO_8859_1);
    }

    /** Returns the value of a header field of an answer, or the empty text. */
    static String field(String answer, String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return answer.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
