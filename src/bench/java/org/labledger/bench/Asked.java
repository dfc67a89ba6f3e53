package org.labledger.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request, byte for byte as it goes over the wire, and what is worth telling of the answer.
 *
 * @param what the request in a few words
 * @param text the request
 * @param header the header field of the answer that is told, or empty
 */
record Asked(String what, String text, String header) {

    /** How long an answer is waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.[01] (\\d{3})");
    private static final int MOST = 1 << 20;

    /** A GET request with header fields, each as a line. */
    static Asked get(String what, String target, String header, String... fields) {
        return of(what, "GET", target, "", header, fields);
    }

    /** A request of any method. */
    static Asked of(
            String what,
            String method,
            String target,
            String body,
            String header,
            String... fields) {
        StringBuilder text = new StringBuilder();
        text.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        text.append("Host: localhost\r\nConnection: close\r\n");
        for (String field : fields) {
            text.append(field).append("\r\n");
        }
        if (!body.isEmpty()) {
            text.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        return new Asked(what, text.append("\r\n").append(body).toString(), header);
    }

    /** Sends it and says in a few words what came back; never throws for what the server does. */
    String of(int port) {
        long begun = System.nanoTime();
        String answer;
        boolean inTime = true;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 2000);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            try {
                for (int read = in.read(buffer);
                        read >= 0 && bytes.size() < MOST && inTime;
                        read = in.read(buffer)) {
                    bytes.write(buffer, 0, read);
                    inTime = System.nanoTime() - begun < PATIENCE.toNanos();
                }
            } catch (SocketTimeoutException e) {
                inTime = false;
            }
            answer = bytes.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "connection broken";
        }
        if (!inTime) {
            return "no end after " + PATIENCE.toSeconds() + " s";
        }
        Matcher status = STATUS.matcher(answer);
        if (!status.find()) {
            return answer.isEmpty() ? "connection closed" : "not HTTP";
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return status.group(1)
                + told(answer)
                + (seconds < 1 ? "" : String.format(Locale.ROOT, ", %.1f s", seconds));
    }

    private String told(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        String head = end < 0 ? answer : answer.substring(0, end + 2);
        String body = end < 0 ? "" : answer.substring(end + 4);
        if (body.contains("org.apache") || body.contains("java.")) {
            return ", names its classes";
        }
        if (header.isEmpty()) {
            return "";
        }
        if (header.startsWith("body ")) {
            return body.contains(header.substring(5)) ? ", copies it into the answer" : "";
        }
        Matcher field =
                Pattern.compile("(?im)^" + Pattern.quote(header) + ": *([^\r\n]*)").matcher(head);
        return ", " + (field.find() ? header + ": " + field.group(1) : "no " + header);
    }
}
