package org.labledger.source;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.document.JsonDocument;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JSON-LD processor leaves out of a file without a word: statements that their author
 * believes to have made.
 */
final class JsonText {

    /** RDF 1.2 Concepts, section 3.4: well-formed according to BCP 47. */
    private static final Pattern LANGUAGE_TAG =
            Pattern.compile("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*");

    private static final Pattern NOT_IN_IRI = Pattern.compile("[\\x00-\\x20<>\"{}|^`\\\\]");

    private static final Pattern UNDEFINED = Pattern.compile("has been found \\[(.*?)\\]");

    private JsonText() {}

    /**
     * Returns the first key that an object has twice, of which the last would count (JSON-LD 1.1,
     * section 9: the keys are unique), or the first language tag or IRI that is not well-formed,
     * whose statement would be skipped. A text that is no JSON has no problem here: the parser
     * tells it.
     */
    static Optional<ParseProblem> problem(HomeFile file) {
        String text = file.text();
        Deque<Set<String>> objects = new ArrayDeque<>();
        String key = "";
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case START_OBJECT -> objects.push(new HashSet<>());
                    case END_OBJECT -> objects.pop();
                    case KEY_NAME -> {
                        key = parser.getString();
                        if (!objects.element().add(key)) {
                            return Optional.of(
                                    problem(
                                            file,
                                            parser,
                                            key,
                                            "the key \""
                                                    + key
                                                    + "\" stands twice in one object. Write its"
                                                    + " values as a list: [ …, … ]."));
                        }
                    }
                    case VALUE_STRING -> {
                        String value = parser.getString();
                        if (key.equals("@language") && !LANGUAGE_TAG.matcher(value).matches()) {
                            return Optional.of(
                                    problem(
                                            file,
                                            parser,
                                            value,
                                            "\""
                                                    + value
                                                    + "\" is no language tag, such as zh-Hant."));
                        }
                        if (key.equals("@id") && isNoIri(value)) {
                            return Optional.of(problem(file, parser, value, noIri(value)));
                        }
                        key = "";
                    }
                    default -> key = "";
                }
            }
        } catch (JsonException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Returns whether a text has a character that no IRI has. */
    static boolean isNoIri(String text) {
        return NOT_IN_IRI.matcher(text).find();
    }

    static String noIri(String text) {
        return "\"" + text + "\" is no IRI. Write a space as %20, or a text as a plain value.";
    }

    /**
     * Returns a warning of the first key that has no IRI, so that it states nothing, unless the
     * context maps it to null to say so.
     */
    static Optional<ParseProblem> undefinedTerm(HomeFile file, String base, JsonLdOptions options) {
        JsonLdOptions strict = new JsonLdOptions(options);
        strict.setUndefinedTermsPolicy(JsonLdOptions.ProcessingPolicy.Fail);
        String text = file.text();
        try {
            JsonLd.expand(JsonDocument.of(new StringReader(text))).options(strict).base(base).get();
        } catch (JsonLdError e) {
            Matcher undefined = UNDEFINED.matcher(String.valueOf(e.getMessage()));
            if (e.getCode() == JsonLdErrorCode.UNDEFINED_TERM && undefined.find()) {
                String term = undefined.group(1);
                Matcher key =
                        Pattern.compile(Pattern.quote('"' + term + '"') + "\\s*:(\\s*null)?")
                                .matcher(text);
                if (key.find() && key.group(1) != null) {
                    return Optional.empty();
                }
                return Optional.of(
                        new ParseProblem(
                                key.hasMatch() ? file.locationOf(key.start()) : file.start(),
                                false,
                                "The key \""
                                        + term
                                        + "\" states nothing, for it has no IRI. Define it in"
                                        + " @context, or map it to null there."));
            }
        }
        return Optional.empty();
    }

    private static ParseProblem problem(
            HomeFile file, JsonParser parser, String string, String message) {
        // The parser stands behind the string.
        int end = (int) Math.min(file.text().length(), parser.getLocation().getStreamOffset());
        int start = file.text().lastIndexOf('"' + string + '"', end);
        return new ParseProblem(
                start < 0
                        ? new Location(file.path(), (int) parser.getLocation().getLineNumber(), 1)
                        : file.locationOf(start),
                true,
                "Syntax error: " + message);
    }
}
