package org.labledger.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.labledger.display.Address;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.Link;
import org.labledger.display.Messages;
import org.labledger.display.PageRequest;
import org.labledger.display.Text;
import org.labledger.display.Values;
import org.labledger.search.SearchAnswer;
import org.labledger.search.SearchIndex;
import org.labledger.search.SearchRequest;
import org.labledger.search.SearchResult;
import org.labledger.search.Snippet;
import org.labledger.snapshot.Snapshot;

/** Builds the pages of search results. */
final class SearchPages {

    /** Results per page. */
    private static final int PER_PAGE = 20;

    private final Snapshot snapshot;
    private final DisplayNames names;

    /** Maximum number of things suggested for a wrong address. */
    private static final int MAX_NEAR = 3;

    private final Values values;
    private final PageFrames frames;
    private final SearchIndex index;

    private final ReadyAnswers answers;

    SearchPages(
            Snapshot snapshot,
            DisplayNames names,
            Values values,
            PageFrames frames,
            SearchIndex index,
            ReadyAnswers answers) {
        this.answers = answers;
        this.index = index;
        this.snapshot = snapshot;
        this.names = names;
        this.values = values;
        this.frames = frames;
    }

    /** Returns the results for {@code ?q=}, restricted to the class {@code ?type=} if given. */
    SearchPage page(PageRequest request) {
        String text = request.parameter("q");
        String kind = request.parameter("type");
        int page = Pager.requested(request, 4);
        SearchAnswer answer = answer(text, kind, (page - 1) * PER_PAGE, PER_PAGE, request);
        int last = Pager.count(answer.total(), PER_PAGE);
        Text title =
                new Text(
                        text.isBlank()
                                ? request.say("search.go")
                                : request.say("search.title", answer.text()),
                        request.language().tag());
        return new SearchPage(
                frames.of(request, title).notIndexed().build(),
                answer.text(),
                text.isBlank() || page > 1 || !kind.isEmpty()
                        ? List.of()
                        : answers.of(text, request),
                answer.total(),
                answer.results().stream().map(result -> hit(result, request.language())).toList(),
                answer.facets().stream()
                        .map(facet ->
                                new SearchPage.KindLink(
                                        names.of(
                                                NodeFactory.createURI(facet.type()),
                                                request.language()),
                                        request.with(
                                                "type",
                                                names.shortForm(
                                                        NodeFactory.createURI(facet.type())),
                                                "page",
                                                ""),
                                        facet.count()))
                        .toList(),
                kind.isEmpty() ? "" : request.with("type", "", "page", ""),
                Pager.of(request, page, last));
    }

    /** Returns the first things found for some words, as links. */
    List<Link> near(String words, PageRequest request) {
        return answer(words, "", 0, MAX_NEAR, request).results().stream()
                .map(result -> hit(result, request.language()))
                .filter(hit -> !hit.href().isEmpty())
                .map(hit -> new Link(hit.name(), hit.href()))
                .toList();
    }

    private SearchAnswer answer(
            String text, String kind, int offset, int limit, PageRequest request) {
        Optional<String> type =
                kind.isEmpty() ? Optional.empty() : Optional.of(snapshot.ontology().iri(kind));
        return index.search(new SearchRequest(text, request.language().tag(), type, offset, limit));
    }

    private SearchPage.Hit hit(SearchResult result, Language language) {
        Node node = NodeFactory.createURI(result.iri());
        String base = snapshot.description().uriSpace().base();
        boolean isQuestion = result.kind() == SearchResult.Kind.QUESTION;
        String href =
                isQuestion
                        ? "/" + result.iri().substring(base.length())
                        : values.page(node).or(() -> Address.toTheWeb(result.iri())).orElse("");
        Text name =
                result.labels().isEmpty()
                        ? names.of(node, language)
                        : Text.of(result.labels(), language);
        List<Text> kinds =
                isQuestion
                        ? List.of(
                                new Text(
                                        Messages.all().say(language, "search.question"),
                                        language.tag()))
                        : result.types().stream()
                                .map(type -> names.of(NodeFactory.createURI(type), language))
                                .toList();
        Snippet snippet = result.snippet();
        boolean isName = snippet.text().equals(name.value());
        return new SearchPage.Hit(
                name, href, kinds, isName ? List.of() : pieces(snippet), snippet.language());
    }

    private static List<SearchPage.Piece> pieces(Snippet snippet) {
        List<SearchPage.Piece> pieces = new ArrayList<>();
        String text = snippet.text();
        int from = 0;
        if (snippet.startsLater()) {
            pieces.add(new SearchPage.Piece("… ", false));
        }
        for (Snippet.Range range : snippet.highlights()) {
            if (range.start() > from) {
                pieces.add(new SearchPage.Piece(text.substring(from, range.start()), false));
            }
            pieces.add(new SearchPage.Piece(text.substring(range.start(), range.end()), true));
            from = range.end();
        }
        if (from < text.length()) {
            pieces.add(new SearchPage.Piece(text.substring(from), false));
        }
        if (snippet.endsEarlier()) {
            pieces.add(new SearchPage.Piece(" …", false));
        }
        return pieces;
    }
}
