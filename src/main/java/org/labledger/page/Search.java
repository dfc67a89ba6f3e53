package org.labledger.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.labledger.display.Address;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
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

/** Searches a snapshot for readers, and for the list under the search box. */
final class Search {

    private static final int PER_PAGE = 20;

    private final Snapshot snapshot;
    private final DisplayNames names;
    private final Values values;
    private final Frames frames;
    private final SearchIndex index;

    Search(Snapshot snapshot, DisplayNames names, Values values, Frames frames, SearchIndex index) {
        this.index = index;
        this.snapshot = snapshot;
        this.names = names;
        this.values = values;
        this.frames = frames;
    }

    SearchPage page(PageRequest request) {
        String text = request.parameter("q");
        String kind = request.parameter("type");
        int page = pageNumber(request.parameter("page"));
        SearchAnswer answer = answer(text, kind, (page - 1) * PER_PAGE, PER_PAGE, request);
        int last = Math.max(1, (answer.total() + PER_PAGE - 1) / PER_PAGE);
        Text title =
                new Text(
                        text.isBlank()
                                ? request.say("search.go")
                                : request.say("search.title", answer.text()),
                        request.language().tag());
        return new SearchPage(
                frames.of(request, title).notIndexed().build(),
                answer.text(),
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
                last == 1
                        ? Optional.empty()
                        : Optional.of(
                                new QuestionPage.Pager(
                                        Math.min(page, last),
                                        last,
                                        page > 1 ? at(request, page - 1) : "",
                                        page < last ? at(request, page + 1) : "")));
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

    private static int pageNumber(String value) {
        return value.matches("[1-9]\\d{0,3}") ? Integer.parseInt(value) : 1;
    }

    private static String at(PageRequest request, int page) {
        return request.with("page", page == 1 ? "" : Integer.toString(page));
    }
}
