package org.labledger.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/**
 * The parameters of a request, read strictly from a query string or a form body (WHATWG URL,
 * section 5.1, {@code application/x-www-form-urlencoded}): what is not valid is refused with status
 * 400.
 *
 * @param values the values by name, both in the order of the request
 */
public record Parameters(Map<String, List<String>> values) {

    /** No parameters. */
    static final Parameters NONE = new Parameters(Map.of());

    /** Copies the values, in order. */
    public Parameters {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        values = Collections.unmodifiableMap(copy);
    }

    /**
     * Reads parameters.
     *
     * @param text the query string or form body as it was sent, or {@code null} if there is none
     * @throws ProblemException with status 400 if a percent escape is not one, or if what the
     *     escapes stand for is not UTF-8
     */
    public static Parameters of(@Nullable String text) throws ProblemException {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), "a name");
            String value =
                    equals < 0
                            ? ""
                            : decode(pair.substring(equals + 1), "the value of \"" + name + "\"");
            values.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
        }
        return new Parameters(values);
    }

    /** Returns these followed by others. */
    public Parameters and(Parameters others) {
        Map<String, List<String>> all = new LinkedHashMap<>(values);
        others.values.forEach((name, list) ->
                all.merge(
                        name,
                        list,
                        (mine, theirs) -> {
                            List<String> both = new ArrayList<>(mine);
                            both.addAll(theirs);
                            return both;
                        }));
        return new Parameters(all);
    }

    /** Returns all values of a name, in the order of the request; empty if it is not given. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /**
     * Returns the value of a parameter that may be given once.
     *
     * @throws ProblemException with status 400 if it is given more than once
     */
    public Optional<String> one(String name) throws ProblemException {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw new ProblemException(
                    Problem.badParameter(
                            name,
                            "Parameter \""
                                    + shortened(name)
                                    + "\" is given more than once; give it once."));
        }
        return all.stream().findFirst();
    }

    /**
     * Returns all parameters, each of which may be given once, in the order of their names.
     *
     * @throws ProblemException with status 400 if one is given more than once
     */
    public Map<String, String> single() throws ProblemException {
        Map<String, String> single = new TreeMap<>();
        for (String name : values.keySet()) {
            single.put(name, one(name).orElseThrow());
        }
        return single;
    }

    /**
     * Makes sure that all parameters are known. Each unknown one would make another request of the
     * same question, which no cache has seen.
     *
     * @throws ProblemException with status 400 if one is unknown
     */
    public void requireAmong(List<String> known) throws ProblemException {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new ProblemException(
                        Problem.badParameter(
                                name,
                                "Parameter \""
                                        + name
                                        + "\" is unknown; use "
                                        + String.join(", ", known)
                                        + "."));
            }
        }
    }

    /** Decodes percent-encoding, with a plus sign for a space. */
    public static String decode(String text, String what) throws ProblemException {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0 && isAscii(text)) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '+') {
                bytes.write(' ');
            } else if (c != '%') {
                // Browsers send some characters beyond ASCII as they are.
                byte[] raw =
                        Character.isHighSurrogate(c) && i + 1 < text.length()
                                ? text.substring(i, ++i + 1).getBytes(StandardCharsets.UTF_8)
                                : String.valueOf(c).getBytes(StandardCharsets.UTF_8);
                bytes.writeBytes(raw);
            } else {
                int high = i + 1 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new ProblemException(
                            Problem.badRequest(
                                    "The percent escape \""
                                            + text.substring(i, Math.min(i + 3, text.length()))
                                            + "\" in "
                                            + shortened(what)
                                            + " is not valid: % must be followed by two hexadecimal"
                                            + " digits. Write a percent sign as %25."));
                }
                bytes.write(16 * high + low);
                i += 2;
            }
        }
        return utf8(bytes.toByteArray(), shortened(what));
    }

    /**
     * Reads bytes as UTF-8.
     *
     * @param what what they are, for the error message
     * @throws ProblemException with status 400 if they are not UTF-8
     */
    public static String utf8(byte[] bytes, String what) throws ProblemException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(
                    Problem.badRequest(
                            "The bytes of "
                                    + what
                                    + " are not valid UTF-8. Send the request in UTF-8."),
                    e);
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 59) + "…";
    }
}
