package org.labledger.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.labledger.http.Reply;

/**
 * Sends bytes to a port of this machine, whatever they are, and reads what comes back. It waits at
 * most some seconds, and reads at most a megabyte.
 */
final class RawExchange {

    /**
     * What came back.
     *
     * @param status the status code, or 0 if the server closed the connection without an answer
     * @param header the status line and the header fields, in lower case
     * @param body the rest
     */
    record Reply(int status, String header, String body) {

        boolean hasHeader(String name) {
            return header.contains("\n" + name.toLowerCase(Locale.ROOT) + ":");
        }

        String shortened() {
            return (header.replace("\r", "") + body).replaceAll("(?s)(.{600}).*", "$1…");
        }
    }

    private static final int PATIENCE = 8_000;
    private static final int MOST = 1 << 20;

    private final int port;

    RawExchange(int port) {
        this.port = port;
    }

    /** Sends the pieces, with a short pause between them. */
    Reply send(List<byte[]> pieces) throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE);
            socket.setSoTimeout(PATIENCE);
            try {
                OutputStream out = socket.getOutputStream();
                for (int i = 0; i < pieces.size(); i++) {
                    if (i > 0) {
                        Thread.sleep(2);
                    }
                    out.write(pieces.get(i));
                    out.flush();
                }
                socket.shutdownOutput();
            } catch (SocketException e) {
                // The server had seen enough; it may have answered all the same.
            }
            return read(socket);
        }
    }

    private static Reply read(Socket socket) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            InputStream in = socket.getInputStream();
            int read = in.read(buffer);
            while (read >= 0 && bytes.size() < MOST) {
                bytes.write(buffer, 0, read);
                read = in.read(buffer);
            }
        } catch (SocketException | SocketTimeoutException e) {
            // What was read until here counts.
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        String header = end < 0 ? text : text.substring(0, end + 2);
        int status =
                header.matches("(?s)HTTP/1\\.[01] \\d{3} .*")
                        ? Integer.parseInt(header.substring(9, 12))
                        : 0;
        return new Reply(
                status, header.toLowerCase(Locale.ROOT), end < 0 ? "" : text.substring(end + 4));
    }
}
