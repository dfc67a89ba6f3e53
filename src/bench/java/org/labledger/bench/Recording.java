package org.labledger.bench;

import static java.util.regex.Matcher.quoteReplacement;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.labledger.ListedRequest;
import org.labledger.ListedRequest.Answer;

/**
 * Records what a running server answers to a list of requests, and compares two recordings, to show
 * that a change of the code does not change any answer:
 *
 * <pre>
 * Recording URL LIST FOLDER         sends the requests of LIST in order, writes a file for each
 * Recording compare FOLDER FOLDER   prints the answers that differ; exit status 1 if any do
 * </pre>
 *
 * <p>{@link ListedRequest} reads the lists. A file has the request's line, the status, the header
 * fields by name, and the body; what differs between two runs or two builds is left out or
 * replaced, as said below.
 */
public final class Recording {

    /** Header fields that are left out, in lower case: they change from one run to the next. */
    private static final Set<String> CHANGING_FIELDS = Set.of("date");

    /** Paths whose body is left out, with its length: it depends on what the server did before. */
    private static final Set<String> CHANGING_BODIES = Set.of("/metrics");

    /**
     * Declarations of prefixes in JSON-LD and RDF/XML: their order changes from one start of a
     * server to the next, so they are sorted.
     */
    private static final Pattern PREFIXES =
            Pattern.compile(
                    "(?m)(?:^ +(?:\"[\\w-]+\": \"https?://[^\"\n"
                            + "]*\",?|xmlns:[\\w-]+=\"[^\"\n"
                            + "]*\">?)\n"
                            + "){2,}");

    /** How many lines of a difference are shown, and how much of a long line. */
    private static final int LINES = 3;

    private static final int WIDTH = 160;

    private Recording() {}

    /** Records or compares; prints how it is used if the arguments are neither. */
    public static void main(String[] args) throws IOException {
        if (args.length == 3 && args[0].equals("compare")) {
            System.exit(compare(Path.of(args[1]), Path.of(args[2])) ? 0 : 1);
        } else if (args.length == 3) {
            record(URI.create(args[0]).getPort(), Path.of(args[1]), Path.of(args[2]));
        } else {
            System.err.println(
                    "Usage: Recording URL LIST FOLDER | Recording compare FOLDER FOLDER");
            System.exit(2);
        }
    }

    private static void record(int port, Path list, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<ListedRequest> requests = ListedRequest.read(list);
        int unexpected = 0;
        Answer answer = Answer.NONE;
        for (ListedRequest request : requests) {
            answer = request.send(port, answer);
            Files.writeString(
                    folder.resolve("%04d.txt".formatted(request.number())),
                    text(request, answer).replace(":" + port, ":{port}"));
            if (answer.status() != request.status()
                    || !answer.mediaType().equals(request.mediaType())) {
                unexpected++;
                System.out.printf(
                        "%s:%d: answered %d %s: %s%n",
                        list.getFileName(),
                        request.number(),
                        answer.status(),
                        answer.mediaType(),
                        request.text());
            }
        }
        System.out.printf(
                "%d answers recorded, %d of them not as listed.%n", requests.size(), unexpected);
    }

    private static String text(ListedRequest request, Answer answer) throws IOException {
        StringBuilder text = new StringBuilder(request.text()).append('\n');
        text.append(answer.status()).append('\n');
        boolean isGzip = answer.field("Content-Encoding").orElse("").equals("gzip");
        boolean changes = CHANGING_BODIES.contains(request.target().split("\\?", 2)[0]);
        // The order of prefixes, see below, also changes how well a body compresses.
        boolean hasLength = !changes && !isGzip;
        answer.fields().stream()
                .filter(field -> !CHANGING_FIELDS.contains(name(field)))
                .filter(field -> hasLength || !name(field).equals("content-length"))
                .sorted(Comparator.comparing(Recording::name))
                .forEach(field -> text.append(normalized(field)).append('\n'));
        text.append('\n');
        if (!changes) {
            text.append(body(answer.body(), isGzip));
        }
        return text.append(answer.isWhole() ? "" : "\n(broken off)\n").toString();
    }

    private static String name(String field) {
        return field.substring(0, Math.max(field.indexOf(':'), 0)).toLowerCase(Locale.ROOT);
    }

    /** Entity tags are made from the build of the program, among others. */
    private static String normalized(String field) {
        return name(field).equals("etag")
                ? "ETag: " + (field.contains("W/\"") ? "weak" : "strong")
                : field;
    }

    private static String body(byte[] sent, boolean isGzip) throws IOException {
        byte[] bytes =
                isGzip && sent.length > 0
                        ? new GZIPInputStream(new ByteArrayInputStream(sent)).readAllBytes()
                        : sent;
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return PREFIXES.matcher(text).replaceAll(run -> quoteReplacement(sorted(run.group())));
        } catch (CharacterCodingException e) {
            // Not text: a picture or an archive.
            return "SHA-256 " + sha256(bytes) + ", " + bytes.length + " bytes\n";
        }
    }

    /** Sorts lines, without what separates them. */
    private static String sorted(String lines) {
        return lines.lines()
                .map(line -> line.replaceFirst("[,>]$", ""))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Prints what differs and returns whether nothing does. */
    private static boolean compare(Path before, Path after) throws IOException {
        Set<String> names = new TreeSet<>(names(before));
        names.addAll(names(after));
        int different = 0;
        for (String name : names) {
            List<String> old = lines(before.resolve(name));
            List<String> now = lines(after.resolve(name));
            if (!old.equals(now)) {
                different++;
                System.out.println(name + ": " + (old.isEmpty() ? now : old).getFirst().strip());
                printFirstDifference(old, now);
            }
        }
        System.out.printf("%d of %d answers differ.%n", different, names.size());
        return different == 0;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** Returns the lines of a file, with their ends, which count too; none if there is no file. */
    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file)
                ? List.of(Files.readString(file).split("(?<=\n)", -1))
                : List.of();
    }

    private static void printFirstDifference(List<String> old, List<String> now) {
        int first = 0;
        while (first < old.size() && first < now.size() && old.get(first).equals(now.get(first))) {
            first++;
        }
        // What is the same at the end is no part of it.
        int same = 0;
        while (same < Math.min(old.size(), now.size()) - first
                && old.get(old.size() - 1 - same).equals(now.get(now.size() - 1 - same))) {
            same++;
        }
        System.out.println("@@ line " + (first + 1) + " @@");
        if (first > 0) {
            System.out.println(" " + shortened(old.get(first - 1), 0));
        }
        int column =
                first < old.size() && first < now.size()
                        ? column(old.get(first), now.get(first))
                        : 0;
        print('-', old.subList(first, old.size() - same), column);
        print('+', now.subList(first, now.size() - same), column);
    }

    private static void print(char sign, List<String> lines, int column) {
        lines.stream()
                .limit(LINES)
                .forEach(line -> System.out.println(sign + shortened(line, column)));
        if (lines.size() > LINES) {
            System.out.println(sign + "… " + (lines.size() - LINES) + " more lines");
        }
    }

    /** Returns where two lines begin to differ. */
    private static int column(String old, String now) {
        int column = 0;
        while (column < Math.min(old.length(), now.length())
                && old.charAt(column) == now.charAt(column)) {
            column++;
        }
        return column;
    }

    /** Returns the part of a line around a column. */
    private static String shortened(String line, int column) {
        String text = line.replace("\r", "\\r").replace("\n", "");
        int start = Math.min(text.length(), Math.max(0, column - WIDTH / 2));
        int end = Math.min(text.length(), start + WIDTH);
        return (start > 0 ? "…" : "")
                + text.substring(start, end)
                + (end < text.length() ? "…" : "");
    }
}
