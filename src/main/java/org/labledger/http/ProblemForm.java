package org.labledger.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The forms in which a client can be told of a problem. */
public enum ProblemForm {
    /** Problem details, RFC 9457. */
    JSON("application/problem+json"),
    /** Text for a terminal. */
    TEXT("text/plain; charset=utf-8"),
    /** A page for a browser. */
    HTML("text/html; charset=utf-8");

    private final String contentType;

    ProblemForm(String contentType) {
        this.contentType = contentType;
    }

    /**
     * Returns the form that a client likes best; JSON if it likes none. Somebody who accepts
     * anything, such as curl, gets text if there are lines to show.
     */
    public static ProblemForm of(Problem problem, @Nullable String accept) {
        List<Negotiation.Offer<ProblemForm>> offers = new ArrayList<>();
        offers.add(new Negotiation.Offer<>("application/problem+json", "application/json", JSON));
        offers.add(
                !problem.excerpt().isEmpty() && accept != null ? 0 : 1,
                Negotiation.Offer.of("text/plain", TEXT));
        offers.add(Negotiation.Offer.of("text/html", HTML));
        return Negotiation.best(accept, offers).orElse(JSON);
    }

    /**
     * Returns a problem in this form.
     *
     * @param page writes it as HTML
     */
    public Reply reply(Problem problem, Function<Problem, String> page) {
        return Reply.of(problem, contentType, text(problem, page));
    }

    /** Returns the body of such a reply. */
    public String text(Problem problem, Function<Problem, String> page) {
        return switch (this) {
            case JSON -> problem.json();
            case TEXT -> problem.text();
            case HTML -> page.apply(problem);
        };
    }
}
