package org.labledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request of a list in {@code src/test/resources/addresses}, and the status and media type that
 * its answer must have. {@code README.md} in that folder documents the format of the lists.
 *
 * @param number the number of its line, from 1 on
 * @param text the line
 * @param status the expected status
 * @param mediaType the expected media type without parameters, or {@code -} for an answer that has
 *     no {@code Content-Type}
 * @param method the method
 * @param target the request target: path and query string
 * @param fields the header fields, each as {@code Name: value}
 * @param body the body, or empty
 */
public record ListedRequest(
        int number,
        String text,
        int status,
        String mediaType,
        String method,
        String target,
        List<String> fields,
        String body) {

    /**
     * Constant, so that addresses in answers do not depend on the port that a server listens on.
     */
    private static final String HOST = "localhost:3030";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern LINK = Pattern.compile("\\{(/[^}]*)}");

    /**
     * An answer, read to its end.
     *
     * @param status the status
     * @param fields the header fields in order, each as {@code Name: value}
     * @param body the body, without the transfer coding, but with the content coding
     * @param isWhole whether the connection stayed up until the end of a chunked body
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared or changed
    public record Answer(int status, List<String> fields, byte[] body, boolean isWhole) {

        /** What stands for the answer before the first request. */
        public static final Answer NONE = new Answer(0, List.of(), new byte[0], true);

        /** Returns the value of the first header field of this name, if there is one. */
        public Optional<String> field(String name) {
            String start = name + ": ";
            return fields.stream()
                    .filter(field -> field.regionMatches(true, 0, start, 0, start.length()))
                    .map(field -> field.substring(start.length()))
                    .findFirst();
        }

        /** Returns the media type without parameters, or {@code -} if there is none. */
        public String mediaType() {
            return field("Content-Type").map(type -> type.split(";", 2)[0].strip()).orElse("-");
        }
    }

    /**
     * Reads a list.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if a line is not of the documented format
     */
    public static List<ListedRequest> read(Path list) throws IOException {
        List<String> lines = Files.readAllLines(list);
        List<ListedRequest> requests = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
                requests.add(parse(i + 1, lines.get(i)));
            }
        }
        return requests;
    }

    private static ListedRequest parse(int number, String line) {
        String[] start = line.split(" \\| ", 2);
        String[] words = start[0].strip().split(" +");
        if (words.length != 4 || !words[0].matches("\\d{3}")) {
            throw new IllegalArgumentException("Line " + number + " is no request: " + line);
        }
        List<String> fields = new ArrayList<>();
        StringBuilder target = new StringBuilder(words[3]);
        StringBuilder body = new StringBuilder();
        String rest = start.length > 1 ? start[1] : "";
        while (!rest.isEmpty()) {
            if (rest.startsWith("> ")) {
                body.append(rest.substring(2).replace("\\n", "\n"));
                break;
            }
            String[] next = rest.split(" \\| ", 2);
            switch (next[0].charAt(0)) {
                case '?' ->
                        target.append(target.indexOf("?") < 0 ? '?' : '&').append(pair(next[0]));
                case '&' -> body.append(body.isEmpty() ? "" : "&").append(pair(next[0]));
                default -> fields.add(next[0].strip());
            }
            rest = next.length > 1 ? next[1] : "";
        }
        if (rest.isEmpty()
                && !body.isEmpty()
                && fields.stream().noneMatch(f -> is(f, "Content-Type"))) {
            fields.add("Content-Type: application/x-www-form-urlencoded");
        }
        return new ListedRequest(
                number,
                line,
                Integer.parseInt(words[0]),
                words[1],
                words[2],
                target.toString(),
                List.copyOf(fields),
                body.toString());
    }

    /** Encodes the value of {@code ?name=value}. */
    private static String pair(String text) {
        int equals = text.indexOf('=');
        return text.substring(1, equals + 1)
                + URLEncoder.encode(text.substring(equals + 1).strip(), UTF_8).replace("+", "%20");
    }

    private static boolean is(String field, String name) {
        return field.regionMatches(true, 0, name + ":", 0, name.length() + 1);
    }

    /**
     * Sends it to a server on this machine, over a connection of its own, and waits for the answer.
     * Redirects are not followed.
     *
     * @param before the answer to the request before it, for what the line takes from there
     * @throws IOException if there is no complete header within a minute
     */
    public Answer send(int port, Answer before) throws IOException {
        byte[] content = body.getBytes(UTF_8);
        StringBuilder request = new StringBuilder();
        request.append(method).append(' ').append(linked(before)).append(" HTTP/1.1\r\n");
        request.append("Connection: close\r\n");
        if (fields.stream().noneMatch(field -> is(field, "Host"))) {
            request.append("Host: ").append(HOST).append("\r\n");
        }
        for (String field : fields) {
            request.append(field.replace("{ETag}", before.field("ETag").orElse(""))).append("\r\n");
        }
        if (content.length > 0 || method.startsWith("P")) {
            request.append("Content-Length: ").append(content.length).append("\r\n");
        }
        request.append("\r\n").append(body);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
            socket.getOutputStream().write(request.toString().getBytes(UTF_8));
            return answer(socket.getInputStream().readAllBytes());
        }
    }

    /** Puts in the addresses that the page before it links to. */
    private String linked(Answer before) {
        Matcher link = LINK.matcher(target);
        if (!link.find()) {
            return target;
        }
        String wanted =
                Stream.of(link.group(1).split("\\*", -1))
                        .map(Pattern::quote)
                        .reduce((start, end) -> start + "[^\"<>\\s]*?" + end)
                        .orElseThrow();
        Matcher found = Pattern.compile(wanted).matcher(new String(before.body(), UTF_8));
        return found.find()
                ? target.replace(link.group(), found.group())
                : target.replace(link.group(), "/no-such-link");
    }

    private static Answer answer(byte[] bytes) throws IOException {
        String all = new String(bytes, ISO_8859_1);
        int end = all.indexOf("\r\n\r\n");
        if (end < 0 || !all.startsWith("HTTP/1.1 ")) {
            throw new EOFException("The answer has no complete header");
        }
        // Fields are in UTF-8, should any go beyond ASCII.
        String[] lines = new String(bytes, 0, end, UTF_8).split("\r\n");
        List<String> fields = Stream.of(lines).skip(1).toList();
        ByteArrayInputStream rest =
                new ByteArrayInputStream(bytes, end + 4, bytes.length - end - 4);
        int status = Integer.parseInt(lines[0].substring(9, 12));
        if (fields.stream().noneMatch(f -> f.equalsIgnoreCase("Transfer-Encoding: chunked"))) {
            return new Answer(status, fields, rest.readAllBytes(), true);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean isWhole = dechunk(rest, body);
        return new Answer(status, fields, body.toByteArray(), isWhole);
    }

    /** RFC 9112, section 7.1. Returns whether the last chunk is there. */
    private static boolean dechunk(ByteArrayInputStream in, ByteArrayOutputStream out) {
        while (in.available() > 0) {
            StringBuilder size = new StringBuilder();
            for (int next = in.read(); next > '\r'; next = in.read()) {
                size.append((char) next);
            }
            in.skip(1);
            int length = Integer.parseInt(size.toString().split(";", 2)[0].strip(), 16);
            if (length == 0) {
                return true;
            }
            byte[] chunk = new byte[length];
            int read = in.read(chunk, 0, length);
            out.write(chunk, 0, Math.max(read, 0));
            in.skip(2);
        }
        return false;
    }
}
