package org.labledger.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One HTTP connection that stays open and is used by one thread: a client that takes so little
 * processor time that what is measured is the server.
 */
final class Connection implements AutoCloseable {

    private static final int BUFFER = 65_536;
    private static final int PATIENCE_MILLIS = 180_000;

    private final int port;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();
    private boolean isOpen;

    /**
     * An answer.
     *
     * @param status the status code
     * @param headers the header fields by their names in lower case
     * @param body the body, without transfer coding
     */
    record Response(int status, Map<String, String> headers, byte[] body) {

        /** Returns a header field, or an empty text. */
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Creates a connection to a port of this machine; it is opened by the first request. */
    Connection(int port) {
        this.port = port;
    }

    /**
     * Returns the bytes of a GET request; fields are whole lines such as {@code Accept: text/csv}.
     */
    static byte[] get(String target, String... fields) {
        StringBuilder text = new StringBuilder("GET ").append(target).append(" HTTP/1.1\r\n");
        text.append("Host: localhost\r\n");
        for (String field : fields) {
            text.append(field).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends a request and waits for the whole answer. */
    Response send(byte[] request) throws IOException {
        if (!isOpen) {
            socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            isOpen = true;
        }
        try {
            socket.getOutputStream().write(request);
            Response response = read();
            if (response.header("connection").equalsIgnoreCase("close")) {
                close();
            }
            return response;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Response read() throws IOException {
        String line = line();
        int status = Integer.parseInt(line.split(" ", 3)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        String length = headers.get("content-length");
        byte[] body;
        if (status == 304 || status == 204) {
            body = new byte[0];
        } else if (length != null) {
            body = in.readNBytes(Integer.parseInt(length));
        } else if ("chunked".equals(headers.get("transfer-encoding"))) {
            body = chunks();
        } else {
            body = in.readAllBytes();
            close();
        }
        return new Response(status, headers, body);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(4096);
        while (true) {
            int size = Integer.parseInt(line(), 16);
            if (size == 0) {
                line();
                return body.toByteArray();
            }
            body.write(in.readNBytes(size));
            line();
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("The server closed the connection.");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        isOpen = false;
        socket.close();
    }
}
