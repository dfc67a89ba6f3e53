package org.labledger.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.labledger.page.Pages;

/**
 * {@code /search?q=TEXT}: finds things by what people type. A page for browsers; JSON for programs,
 * which the list under the search box is made from.
 */
final class SearchRoute implements Route {

    private static final List<Negotiation.Offer<Boolean>> OFFERS =
            List.of(
                    Negotiation.Offer.of("application/json", false),
                    new Negotiation.Offer<>("text/html", "application/xhtml+xml", true));

    private final Site site;

    SearchRoute(Site site) {
        this.site = site;
    }

    @Override
    public Reply answer(Request request, Served served) throws ProblemException {
        boolean isPage =
                Negotiation.best(request.accept(), OFFERS)
                        .orElseThrow(() ->
                                new ProblemException(
                                        Problem.notAcceptable(
                                                "What was found",
                                                List.of("text/html", "application/json"))));
        if (isPage) {
            return site.reply(request, served, Pages::search);
        }
        return Reply.ok(
                        "application/json",
                        out ->
                                out.write(
                                        site.pages(served)
                                                .searchAsJson(Site.visit(request))
                                                .getBytes(StandardCharsets.UTF_8)))
                .versioned("search", request.target(), Site.visit(request).language().tag());
    }
}
