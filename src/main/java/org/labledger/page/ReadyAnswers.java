package org.labledger.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.display.DisplayNames;
import org.labledger.display.Link;
import org.labledger.display.PageRequest;
import org.labledger.form.ParameterValues;
import org.labledger.query.LimitException;
import org.labledger.snapshot.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds saved queries that answer a search text: the names, years and days in it become the values
 * of their parameters, and the words that are left have to be words of the query. "OpenAI
 * departures 2024" is the query about departures from an organization in a year, of OpenAI, in
 * 2024. Safe for concurrent use.
 */
final class ReadyAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ReadyAnswers.class);

    /** Maximum number of answers. */
    private static final int MAX_ANSWERS = 3;

    /** Maximum number of queries that are run for a search. */
    private static final int MAX_TRIED = 6;

    /** Minimum length of a name that is looked for in a text. */
    private static final int MIN_NAME = 2;

    /** Minimum length of the last word of a name that stands for the whole. */
    private static final int MIN_LAST_WORD = 4;

    private static final Pattern DAY = Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\d\\b");
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:19|20)\\d\\d(?!\\d)");
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}&&[^\\p{IsHan}]]+|\\p{IsHan}+");

    /** Words that say nothing of what is asked for. */
    private static final Set<String> EMPTY =
            Set.of(
                    "a", "an", "the", "of", "in", "on", "at", "by", "from", "to", "for", "with",
                    "and", "or", "is", "are", "was", "were", "did", "do", "does", "what", "which",
                    "how", "when", "where", "many", "much", "about", "it", "there", "all", "誰", "的",
                    "在", "了", "有");

    private final Snapshot snapshot;
    private final DisplayNames names;
    private final ParameterValues parameterValues;
    private final QueryPages queries;

    /** Names of the things that parameters take, folded, by parameter. */
    private final Map<String, List<Named>> named = new ConcurrentHashMap<>();

    private record Named(String name, Node thing) {}

    private record Candidate(
            SavedQuery query, Map<String, String> values, double score, int filled) {}

    ReadyAnswers(
            Snapshot snapshot,
            DisplayNames names,
            ParameterValues parameterValues,
            QueryPages queries) {
        this.snapshot = snapshot;
        this.names = names;
        this.parameterValues = parameterValues;
        this.queries = queries;
    }

    /** Returns answers in a line, as links. Blocks while queries run. */
    List<Link> of(String text, PageRequest request) {
        String folded = fold(text);
        List<Candidate> candidates = new ArrayList<>();
        for (SavedQuery query : snapshot.catalog().queries()) {
            if (!query.answer().isEmpty() && !query.isFederated()) {
                candidate(query, folded).ifPresent(candidates::add);
            }
        }
        candidates.sort(
                Comparator.comparingDouble(Candidate::score)
                        .thenComparingInt(Candidate::filled)
                        .reversed()
                        .thenComparing(candidate -> candidate.query().name()));
        List<Link> answers = new ArrayList<>();
        for (Candidate candidate : candidates.stream().limit(MAX_TRIED).toList()) {
            if (answers.size() == MAX_ANSWERS) {
                break;
            }
            try {
                queries.answered(candidate.query(), candidate.values(), request)
                        .ifPresent(answers::add);
            } catch (LimitException e) {
                // A search does without an answer that takes too long: its own page says why.
                LOG.debug("No ready answer from {}: {}", candidate.query().name(), e.getMessage());
            }
        }
        return answers;
    }

    private Optional<Candidate> candidate(SavedQuery query, String text) {
        String left = text;
        Map<String, String> values = new LinkedHashMap<>();
        int named = 0;
        for (Parameter parameter : query.parameters()) {
            if (parameter.name().equals(PageRequest.LANGUAGE)) {
                continue;
            }
            Optional<Found> found = find(query, parameter, left);
            if (found.isPresent()) {
                values.put(parameter.name(), found.get().value());
                left = left.replace(found.get().words(), " ");
                named++;
            } else if (parameter.required()) {
                return Optional.empty();
            }
        }
        List<String> words = words(left);
        // Two names alone ask for what relates them; one name asks for the thing itself.
        boolean isAsked = words.isEmpty() ? named > 1 : named > 0 || takesNothing(query);
        if (!isAsked) {
            return Optional.empty();
        }
        Set<String> own = wordsOf(query);
        double matched = 0;
        for (String word : words) {
            matched += share(word, own);
        }
        return matched < words.size() - 0.01
                ? Optional.empty()
                : Optional.of(new Candidate(query, values, words.size() + named, named));
    }

    private static boolean takesNothing(SavedQuery query) {
        return query.parameters().stream().noneMatch(Parameter::required);
    }

    private record Found(String words, String value) {}

    private Optional<Found> find(SavedQuery query, Parameter parameter, String text) {
        return switch (parameter.type().kind()) {
            case IRI ->
                    named(query, parameter).stream()
                            .filter(thing -> contains(text, thing.name()))
                            .findFirst()
                            .map(thing -> new Found(thing.name(), shortForm(thing.thing())));
            case INTEGER -> found(YEAR, text);
            case DATATYPE ->
                    parameter.type().detail().equals(XSDDatatype.XSDdate.getURI())
                            ? found(DAY, text)
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Found> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find()
                ? Optional.of(new Found(matcher.group(), matcher.group()))
                : Optional.empty();
    }

    /** Returns whether a text has a name in it, not within a longer word. */
    private static boolean contains(String text, String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            if (isBoundary(text, at) && isBoundary(text, at + name.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBoundary(String text, int at) {
        return at == 0
                || at == text.length()
                || !isLatin(text.charAt(at - 1))
                || !isLatin(text.charAt(at));
    }

    private static boolean isLatin(char c) {
        return Character.isLetterOrDigit(c)
                && Character.UnicodeScript.of(c) != Character.UnicodeScript.HAN;
    }

    /** Returns the names of what a parameter takes, the longest first. */
    private List<Named> named(SavedQuery query, Parameter parameter) {
        return named.computeIfAbsent(
                query.name() + "?" + parameter.name(),
                key -> {
                    List<Named> all = new ArrayList<>();
                    Map<String, Set<Node>> lastWords = new HashMap<>();
                    for (Node thing : parameterValues.of(query, parameter)) {
                        for (Node label : names.searched(thing)) {
                            String folded = fold(label.getLiteralLexicalForm());
                            if (folded.length() >= MIN_NAME) {
                                all.add(new Named(folded, thing));
                            }
                            String last = folded.substring(folded.lastIndexOf(' ') + 1);
                            if (!last.equals(folded) && last.length() >= MIN_LAST_WORD) {
                                lastWords.computeIfAbsent(last, w -> new HashSet<>()).add(thing);
                            }
                        }
                    }
                    // A surname is enough where only one thing has it.
                    lastWords.forEach((word, things) -> {
                        if (things.size() == 1) {
                            all.add(new Named(word, things.iterator().next()));
                        }
                    });
                    all.sort(Comparator.comparing(n -> -n.name().length()));
                    return all;
                });
    }

    private String shortForm(Node thing) {
        String prefixed = snapshot.prefixes().abbreviate(thing.getURI());
        return prefixed != null ? prefixed : thing.getURI();
    }

    private static Set<String> wordsOf(SavedQuery query) {
        StringBuilder text = new StringBuilder(query.name().replace('-', ' '));
        query.tags().forEach(tag -> text.append(' ').append(tag));
        for (var localized :
                List.of(query.title(), query.question(), query.heading(), query.answer())) {
            localized.byLanguage().values().forEach(words -> text.append(' ').append(words));
        }
        query.labels()
                .values()
                .forEach(label ->
                        label.byLanguage().values().forEach(w -> text.append(' ').append(w)));
        return new HashSet<>(words(fold(text.toString())));
    }

    /** Returns the words of a text without those that say nothing, stemmed. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (Matcher matcher = WORD.matcher(text); matcher.find(); ) {
            String word = matcher.group();
            if (!EMPTY.contains(word)) {
                words.add(stem(word));
            }
        }
        return words;
    }

    /** Returns how much of a word is among others: 1 for a word, a share of pairs for Chinese. */
    private static double share(String word, Set<String> own) {
        if (own.contains(word)) {
            return 1;
        }
        if (word.isEmpty() || isLatin(word.charAt(0)) || word.length() < 2) {
            return 0;
        }
        String all = String.join(" ", own);
        int found = 0;
        for (int i = 0; i + 2 <= word.length(); i++) {
            found += all.contains(word.substring(i, i + 2)) ? 1 : 0;
        }
        return (double) found / (word.length() - 1);
    }

    private static String stem(String word) {
        return word.length() > 4 ? word.replaceFirst("(?:ures|ure|ies|es|s|ed|ing)$", "") : word;
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT).replace('·', ' ').replaceAll("\\s+", " ").strip();
    }
}
