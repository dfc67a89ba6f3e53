package org.labledger.web;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.labledger.describe.BadTermException;
import org.labledger.describe.DatasetProfile;
import org.labledger.describe.Fragment;
import org.labledger.http.Parameters;
import org.labledger.http.Problem;
import org.labledger.http.ProblemException;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.result.Answer;
import org.labledger.result.AnswerFormat;
import org.labledger.snapshot.Snapshot;

/**
 * {@code /fragments}: <a
 * href="https://linkeddatafragments.org/specification/triple-pattern-fragments/">Triple Pattern
 * Fragments</a>.
 */
final class FragmentsRoute implements Route {

    private final SelfDescriptions descriptions;

    FragmentsRoute(SelfDescriptions descriptions) {
        this.descriptions = descriptions;
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException {
        Parameters parameters = request.parameters();
        Fragment.Selector selector =
                new Fragment.Selector(
                        parameters.one("subject").orElse(""),
                        parameters.one("predicate").orElse(""),
                        parameters.one("object").orElse(""),
                        parameters.one("graph").orElse(""));
        int page = page(parameters.one("page").orElse("1"));
        AnswerFormat format = RdfReply.format(request);
        Fragment fragment = fragment(snapshot, selector, page);
        String base = request.origin() + "/";
        String address = request.origin() + request.target();
        DatasetProfile profile = descriptions.profile(snapshot);
        boolean hasGraphs = format == AnswerFormat.TRIG || format == AnswerFormat.N_QUADS;
        return RdfReply.of(
                        request,
                        snapshot,
                        format,
                        () ->
                                hasGraphs
                                        ? new Answer.Quads(fragment.quads(profile, base, address))
                                        : new Answer.Triples(
                                                fragment.triples(profile, base, address)),
                        "fragments",
                        request.target())
                .with("Link", links(fragment.links(base)));
    }

    private static Fragment fragment(Snapshot snapshot, Fragment.Selector selector, int page)
            throws ProblemException {
        try {
            Optional<Fragment> fragment = Fragment.of(snapshot, selector, page);
            return fragment.orElseThrow(() ->
                    new ProblemException(
                            Problem.notFound(
                                    "There is no page "
                                            + page
                                            + " of this fragment. Follow hydra:next, or begin"
                                            + " with page=1.")));
        } catch (BadTermException e) {
            throw new ProblemException(
                    Problem.badRequest(e.getMessage()).with("parameter", e.position()), e);
        }
    }

    private static int page(String text) throws ProblemException {
        if (!text.matches("[1-9]\\d{0,6}")) {
            throw new ProblemException(
                    Problem.badRequest(
                                    "Parameter \"page\" has to be a whole number from 1 on, such"
                                            + " as page=1.")
                            .with("parameter", "page"));
        }
        return Integer.parseInt(text);
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
