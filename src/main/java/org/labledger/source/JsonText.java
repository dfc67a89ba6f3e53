package org.labledger.source;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.document.JsonDocument;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
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
     * section 9: the keys are unique), or the first malformed IRI, which would be skipped, or even
     * taken for that of the file. A text that is no JSON has no problem here: the parser tells it.
     */
    static Optional<ParseProblem> problem(HomeFile file) {
        String text = file.text();
        Deque<Set<String>> objects = new ArrayDeque<>();
        String key = "";
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                var event = parser.next();
                if (key.equals("@value")) {
                    // The value of a JSON literal has its own keys.
                    switch (event) {
                        case START_OBJECT -> parser.skipObject();
                        case START_ARRAY -> parser.skipArray();
                        default -> {}
                    }
                    key = "";
                    continue;
                }
                switch (event) {
                    case START_OBJECT -> objects.push(new HashSet<>());
                    case END_OBJECT -> {
                        objects.pop();
                        key = "";
                    }
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
                        if ((key.equals("@id") || key.equals("@type")) && isNoIri(value)) {
                            return Optional.of(problem(file, parser, value, noIri(value)));
                        }
                    }
                    default -> {}
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
     * Returns what the processor leaves out of a file that it understands: the first key without an
     * IRI, unless the context maps it to null to say so, and the first text whose language or
     * direction is lost.
     */
    static List<ParseProblem> losses(HomeFile file, String base, JsonLdOptions options) {
        List<ParseProblem> losses = new ArrayList<>();
        JsonLdOptions strict = new JsonLdOptions(options);
        strict.setUndefinedTermsPolicy(JsonLdOptions.ProcessingPolicy.Fail);
        try {
            try {
                lostText(file, expanded(file, base, strict)).ifPresent(losses::add);
            } catch (JsonLdError e) {
                undefinedTerm(file, e).ifPresent(losses::add);
                lostText(file, expanded(file, base, options)).ifPresent(losses::add);
            }
        } catch (JsonLdError e) {
            // The parser tells it.
            return losses;
        }
        return losses;
    }

    private static JsonArray expanded(HomeFile file, String base, JsonLdOptions options)
            throws JsonLdError {
        return JsonLd.expand(JsonDocument.of(new StringReader(file.text())))
                .options(options)
                .base(base)
                .get();
    }

    private static Optional<ParseProblem> undefinedTerm(HomeFile file, JsonLdError error) {
        Matcher undefined = UNDEFINED.matcher(String.valueOf(error.getMessage()));
        if (error.getCode() != JsonLdErrorCode.UNDEFINED_TERM || !undefined.find()) {
            return Optional.empty();
        }
        String term = undefined.group(1);
        Matcher key =
                Pattern.compile(Pattern.quote('"' + term + '"') + "\\s*:(\\s*null)?")
                        .matcher(file.text());
        if (key.find() && key.group(1) != null) {
            return Optional.empty();
        }
        return Optional.of(
                new ParseProblem(
                        key.hasMatch() ? file.locationOf(key.start()) : file.start(),
                        false,
                        "The key \""
                                + term
                                + "\" states nothing, for it has no IRI. Define it in @context, or"
                                + " map it to null there."));
    }

    private static Optional<ParseProblem> lostText(HomeFile file, JsonValue value) {
        if (value instanceof JsonArray array) {
            return array.stream().flatMap(element -> lostText(file, element).stream()).findFirst();
        }
        if (!(value instanceof JsonObject object)) {
            return Optional.empty();
        }
        if (!object.containsKey("@value")) {
            return object.values().stream()
                    .flatMap(element -> lostText(file, element).stream())
                    .findFirst();
        }
        String language = object.getString("@language", "en");
        if (!LANGUAGE_TAG.matcher(language).matches()) {
            return Optional.of(
                    new ParseProblem(
                            placeOf(file, '"' + language + '"'),
                            true,
                            "Syntax error: " + noLanguage(language)));
        }
        return object.containsKey("@direction")
                ? Optional.of(
                        new ParseProblem(
                                placeOf(file, "\"@direction\""),
                                false,
                                "RDF from JSON-LD has no base direction; this one is lost. Turtle"
                                        + " has it: \"text\"@ar--rtl."))
                : Optional.empty();
    }

    /** The processor writes language tags in lower case. */
    private static Location placeOf(HomeFile file, String text) {
        Matcher place =
                Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE).matcher(file.text());
        return place.find() ? file.locationOf(place.start()) : file.start();
    }

    private static String noLanguage(String tag) {
        return "\"" + tag + "\" is no language tag, such as zh-Hant.";
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
