package org.labledger.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.labledger.describe.Fragment;
import org.labledger.http.Parameters;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;

/**
 * {@code /fragments}: <a
 * href="https://linkeddatafragments.org/specification/triple-pattern-fragments/">Triple Pattern
 * Fragments</a>. A fragment of many matches takes as long as a query, so it is admitted like one.
 */
final class FragmentsRoute implements Route {

    private static final List<String> PARAMETERS = RouteTable.parameters("/fragments");

    private final SelfDescriptions descriptions;

    FragmentsRoute(SelfDescriptions descriptions) {
        this.descriptions = descriptions;
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException {
        Parameters parameters = request.parameters();
        // A fragment repeats the address it was asked at, so none may be ignored.
        parameters.requireAmong(PARAMETERS);
        Fragment.Selector selector =
                new Fragment.Selector(
                        parameters.one("subject").orElse(""),
                        parameters.one("predicate").orElse(""),
                        parameters.one("object").orElse(""),
                        parameters.one("graph").orElse(""));
        selector.requireTerms(snapshot.description().uriSpace());
        int page = SavedQueryRoute.pageNumber(parameters.one("page"));
        Format format = RdfReply.format(request);
        String base = request.origin() + "/";
        String address = request.origin() + request.target();
        return Reply.ok(
                        format.contentType(),
                        out -> {
                            Fragment fragment =
                                    Fragment.of(snapshot, selector, page)
                                            .orElseThrow(() -> noSuchPage(page));
                            out.header("Link", links(fragment.links(base)));
                            var profile = descriptions.profile(snapshot);
                            Answer answer =
                                    RdfReply.keepsGraphs(format)
                                            ? new Answer.Quads(
                                                    fragment.quads(profile, base, address))
                                            : new Answer.Triples(
                                                    fragment.triples(profile, base, address));
                            format.write(answer, snapshot.prefixes(), out);
                        })
                .versioned(RdfReply.version(request, format, "fragments", request.target()));
    }

    private static ProblemException noSuchPage(int page) {
        return new ProblemException(
                Problem.notFound(
                        "This fragment has no page "
                                + page
                                + ". Begin with page=1 and follow hydra:next."));
    }

    /** The same links in the header (RFC 8288), where the word for the page before is prev. */
    private static String links(Map<String, String> links) {
        return links.entrySet().stream()
                .map(link ->
                        "<"
                                + link.getValue()
                                + ">; rel=\""
                                + (link.getKey().equals("previous") ? "prev" : link.getKey())
                                + "\"")
                .collect(Collectors.joining(", "));
    }
}
