package org.labledger.link;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.citation.Citations;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.Messages;
import org.labledger.query.CitedAnswer;

/**
 * A cited answer as bibliographies have it: BibTeX, RIS, CSL-JSON and a plain sentence.
 *
 * @param rerun the answer
 * @param sources its sources
 * @param link the permanent link
 * @param url the address of the link
 * @param day when the state became known to the ledger, if its history tells
 * @param accessed the day on which it is cited
 */
public record Reference(
        Rerun rerun,
        Citations sources,
        CitedLink link,
        String url,
        Optional<LocalDate> day,
        LocalDate accessed) {

    /** The title of a question is cut after so many characters. */
    private static final int MAX_TITLE = 300;

    private static final int SHORT_HASH = 12;

    /** Returns whether the answer is the one that the link was made of. */
    public boolean isSame() {
        return rerun.outcome(sources).equals(link.outcome());
    }

    /** Returns what was asked, in words. */
    public String title(Language language) {
        Cited cited = link.cited();
        String title =
                switch (cited.kind()) {
                    case SAVED_QUERY ->
                            rerun.savedQuery()
                                            .map(query -> query.title().in(List.of(language.tag())))
                                            .orElse(cited.text())
                                    + values(language);
                    case SPARQL -> say(language, "cite.sparql");
                    case THING ->
                            say(
                                    language,
                                    "cite.thing",
                                    names().of(NodeFactory.createURI(cited.text()), language)
                                                    .value()
                                            + values(language));
                };
        return title.length() <= MAX_TITLE ? title : title.substring(0, MAX_TITLE - 1) + "…";
    }

    private String values(Language language) {
        return link.cited().parameters().isEmpty()
                ? ""
                : link.cited().parameters().stream()
                        .map(entry -> value(entry.getKey(), entry.getValue(), language))
                        .collect(
                                Collectors.joining(
                                        say(language, "cite.and"),
                                        say(language, "cite.open"),
                                        say(language, "cite.close")));
    }

    private String value(String name, String value, Language language) {
        Optional<SavedQuery> query = rerun.savedQuery();
        return query.stream()
                .flatMap(q -> q.parameters().stream())
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .map(parameter ->
                        (query.get().labels().containsKey(name)
                                        ? query.get().labels().get(name).in(List.of(language.tag()))
                                        : name)
                                + say(language, "cite.colon")
                                + shown(parameter, value, language))
                .orElseGet(() -> name + say(language, "cite.colon") + value);
    }

    private String shown(Parameter parameter, String value, Language language) {
        if (parameter.type().kind() != Parameter.Kind.IRI) {
            return value;
        }
        try {
            Node term = parameter.term(value, rerun.snapshot().prefixes());
            return names().of(term, language).value();
        } catch (BadParameterException e) {
            // Told when the query is run.
            return value;
        }
    }

    private DisplayNames names() {
        return new DisplayNames(rerun.snapshot());
    }

    /** Returns the name of the ledger. */
    public String ledger(Language language) {
        return rerun.snapshot().description().title(language.tag());
    }

    private static String say(Language language, String key, Object... values) {
        return Messages.all().say(language, key, values);
    }

    /** Returns the hash of the data, short enough to read. */
    public String version() {
        return rerun.snapshot().id().substring(0, SHORT_HASH);
    }

    /** Returns how many rows or statements there are, from how many sources. */
    public String extent(Language language) {
        return say(
                language,
                switch (rerun.answer()) {
                    case CitedAnswer.Truth truth -> truth.value() ? "cite.yes" : "cite.no";
                    case CitedAnswer.Solutions rows -> "cite.rows";
                    case CitedAnswer.Triples triples -> "cite.statements";
                },
                link.outcome().rows(),
                link.outcome().sources());
    }

    /** Returns the reference as a sentence. */
    public String sentence(Language language) {
        boolean isEmpty =
                link.outcome().rows() == 0 && !(rerun.answer() instanceof CitedAnswer.Truth);
        String dated =
                day.map(d -> say(language, "cite.version.of", version(), d.toString()))
                        .orElseGet(() -> say(language, "cite.version", version()));
        return say(
                language,
                isEmpty ? "cite.sentence.none" : "cite.sentence",
                title(language),
                ledger(language),
                dated,
                extent(language),
                url,
                accessed.toString());
    }

    /** Returns the sentences of all languages, one a line. */
    public String text() {
        return Messages.all().languages().stream()
                .map(this::sentence)
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private String key() {
        return "ledger-"
                + version()
                + "-"
                + String.format(Locale.ROOT, "%08x", link.outcome().digest() >>> 32);
    }

    /** Returns the reference as BibTeX. */
    public String bibtex(Language language) {
        StringBuilder entry = new StringBuilder("@misc{" + key() + ",\n");
        field(entry, "author", "{" + escaped(ledger(language)) + "}");
        field(entry, "title", "{" + escaped(title(language)) + "}");
        field(entry, "howpublished", escaped(say(language, "cite.version", version())));
        day.ifPresent(d -> {
            field(entry, "year", Integer.toString(d.getYear()));
            field(entry, "month", Integer.toString(d.getMonthValue()));
            field(entry, "date", d.toString());
        });
        field(entry, "note", escaped(extent(language)));
        // Tokens have no character that TeX takes for its own but the underscore, which packages
        // for addresses keep.
        field(entry, "url", url);
        field(entry, "urldate", accessed.toString());
        return entry.append("}\n").toString();
    }

    private static void field(StringBuilder entry, String name, String value) {
        entry.append("  ").append(name).append(" = {").append(value).append("},\n");
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '\\' -> escaped.append("\\textbackslash{}");
                        case '~' -> escaped.append("\\textasciitilde{}");
                        case '^' -> escaped.append("\\textasciicircum{}");
                        case '{', '}', '%', '&', '#', '$', '_' ->
                                escaped.append('\\').appendCodePoint(c);
                        default -> escaped.appendCodePoint(c < ' ' ? ' ' : c);
                    }
                });
        return escaped.toString();
    }

    /** Returns the reference in the format of Research Information Systems. */
    public String ris(Language language) {
        StringBuilder record = new StringBuilder();
        tag(record, "TY", "DATA");
        tag(record, "ID", key());
        tag(record, "AU", ledger(language));
        tag(record, "TI", title(language));
        tag(record, "PB", ledger(language));
        day.ifPresent(d -> {
            tag(record, "PY", Integer.toString(d.getYear()));
            tag(
                    record,
                    "DA",
                    String.format(
                            Locale.ROOT,
                            "%d/%02d/%02d/",
                            d.getYear(),
                            d.getMonthValue(),
                            d.getDayOfMonth()));
        });
        tag(record, "ET", version());
        tag(record, "N1", extent(language));
        tag(record, "LA", language.tag());
        tag(record, "UR", url);
        tag(
                record,
                "Y2",
                String.format(
                        Locale.ROOT,
                        "%d/%02d/%02d/",
                        accessed.getYear(),
                        accessed.getMonthValue(),
                        accessed.getDayOfMonth()));
        tag(record, "ER", "");
        return record.toString();
    }

    private static void tag(StringBuilder record, String tag, String value) {
        record.append(tag)
                .append("  - ")
                .append(value.replaceAll("\\p{Cntrl}+", " "))
                .append("\r\n");
    }

    /** Returns the reference as CSL-JSON (csl-data.json 1.0 of the Citation Style Language). */
    public String cslJson(Language language) {
        JsonObject item = new JsonObject();
        item.put("id", key());
        item.put("type", "dataset");
        item.put("title", title(language));
        JsonArray authors = new JsonArray();
        JsonObject author = new JsonObject();
        author.put("literal", ledger(language));
        authors.add(author);
        item.put("author", authors);
        item.put("publisher", ledger(language));
        day.ifPresent(d -> item.put("issued", date(d)));
        item.put("accessed", date(accessed));
        item.put("version", version());
        item.put("note", extent(language));
        item.put("language", language.tag());
        item.put("URL", url);
        JsonArray items = new JsonArray();
        items.add(item);
        return JSON.toString(items) + "\n";
    }

    private static JsonObject date(LocalDate date) {
        JsonArray parts = new JsonArray();
        parts.add(date.getYear());
        parts.add(date.getMonthValue());
        parts.add(date.getDayOfMonth());
        JsonArray dates = new JsonArray();
        dates.add(parts);
        JsonObject object = new JsonObject();
        object.put("date-parts", dates);
        return object;
    }
}
