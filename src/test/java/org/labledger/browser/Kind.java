package org.labledger.browser;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.labledger.web.ServedHome;

/** A kind of page, with one address at which there is one. */
enum Kind {
    HOME("/"),
    QUESTIONS("/query/"),
    BROWSE("/browse"),
    RECORDS("/browse?class=schema:Person"),
    TABLE("/query/board-members-on-a-day?board=id:openai-board&on=2023-12-15"),
    TIMELINE("/query/departures-between-two-days?from=2024-05-13&until=2024-05-19"),
    BARS("/query/contradicted-sources"),
    GRAPH("/query/moves-between-organizations"),
    NUMBER("/query/departures"),
    NO_ROWS("/query/who-led-a-team?team=id:openai-superalignment&on=2019-01-01"),
    WRONG_VALUE("/query/who-led-a-team?team=id:openai-superalignment&on=tomorrow"),
    PERSON("/doc/id/jan-leike"),
    ORGANIZATION("/doc/id/openai"),
    TEAM("/doc/id/openai-superalignment"),
    PLEDGE("/doc/id/superalignment-20-percent"),
    SOURCE("/doc/source/fortune-2024-05-21"),
    DISAGREEMENT("/doc/id/disagreement-k03-delivery"),
    VOCABULARY("/lab"),
    ABOUT("/about"),
    SEARCH("/search?q=superalignment"),
    NOTHING_FOUND("/search?q=zzyzzyx"),
    EDITOR("/sparql"),
    NOT_FOUND("/id/nobody-at-all"),
    CITED("/query/delivery-of-a-pledge?pledge=id:superalignment-20-percent&cite=true"),
    PERSON_ON_A_DAY("/doc/id/sam-altman?on=2023-11-18"),
    CHANGES("/changes"),
    READY_ANSWER("/search?q=who%20left%20OpenAI%20in%202024"),
    COMPARED("/compare?a=id:openai&b=id:anthropic"),
    REPORT("/report?about=/doc/id/jan-leike"),
    CITING("/cite?of=/doc/id/jan-leike"),
    CITING_A_QUERY("/cite?of=/sparql?query=SELECT%2A%7B%3Fs%20%3Fp%20%22nothing%22%7D"),

    LIBRARY_HOME("/"),
    LIBRARY_QUESTIONS("/query/"),
    LIBRARY_TABLE("/query/books-by-author?author=id:ada-quill"),
    LIBRARY_GRAPH("/query/who-borrowed-what"),
    LIBRARY_THING("/doc/id/the-tin-orchard"),
    LIBRARY_SOURCE("/doc/source/card-index-1974"),
    LIBRARY_VOCABULARY("/vocab"),
    LIBRARY_ABOUT("/about"),
    LIBRARY_SEARCH("/search?q=orchard"),
    LIBRARY_EDITOR("/sparql"),
    LIBRARY_CITED("/query/books-by-author?author=id:ada-quill&cite=true"),
    LIBRARY_CITING("/cite?of=/query/books-by-author?author=id:ada-quill");

    /** The languages of the interface. */
    static final List<String> LANGUAGES = List.of("en", "zh-Hant");

    private final String path;

    Kind(String path) {
        this.path = path;
    }

    /** Returns all kinds of pages of the ledger. */
    static Stream<Kind> ofLedger() {
        return Arrays.stream(values()).filter(kind -> !kind.isOfLibrary());
    }

    /** Returns each kind with one language, in turns. */
    static Stream<Arguments> inOneLanguage() {
        return Arrays.stream(values())
                .map(kind -> Arguments.of(kind, LANGUAGES.get(kind.ordinal() % 2)));
    }

    /** Returns each kind with the language that {@link #inOneLanguage} does not choose for it. */
    static Stream<Arguments> inTheOtherLanguage() {
        return Arrays.stream(values())
                .map(kind -> Arguments.of(kind, LANGUAGES.get(1 - kind.ordinal() % 2)));
    }

    /** Tells whether it is a page of the library. */
    boolean isOfLibrary() {
        return name().startsWith("LIBRARY");
    }

    /**
     * Leaves out of what the browser complains about that a page which says "not found" or "this
     * value is wrong" has such a status: it is meant to.
     */
    List<String> unexpected(List<String> complaints) {
        return complaints.stream()
                .filter(complaint ->
                        !(isRefusal() && complaint.contains("responded with a status of 4")))
                .toList();
    }

    private boolean isRefusal() {
        return this == NOT_FOUND || this == WRONG_VALUE;
    }

    /** Returns the path with the parameter that chooses a language. */
    String path(String language) {
        return path + (path.contains("?") ? "&" : "?") + "lang=" + language;
    }

    /** Returns the address on a server. */
    String url(ServedHome server, String language) {
        return server.uri(path(language)).toString();
    }
}
