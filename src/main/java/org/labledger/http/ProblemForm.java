package org.labledger.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.labledger.problem.Problem;

/** The representations of a problem. */
public enum ProblemForm {
    /** Problem details, RFC 9457. */
    JSON("application/problem+json"),
    /** Text for a terminal. */
    TEXT("text/plain; charset=utf-8"),
    /** A page for a browser. */
    HTML("text/html; charset=utf-8");

    private static final Offer<ProblemForm> OF_JSON =
            new Offer<>(
                    List.of("json"), List.of("application/problem+json", "application/json"), JSON);
    private static final Offer<ProblemForm> OF_TEXT =
            new Offer<>(List.of("txt"), List.of("text/plain"), TEXT);
    private static final Offer<ProblemForm> OF_HTML =
            new Offer<>(List.of("html"), List.of("text/html"), HTML);

    private final String contentType;

    ProblemForm(String contentType) {
        this.contentType = contentType;
    }

    /**
     * Returns the form that a client prefers; JSON if it accepts none. A client that accepts
     * anything, such as curl, gets text if there is an excerpt to show.
     */
    public static ProblemForm of(Problem problem, Optional<String> accept) {
        return Negotiation.by(accept)
                .find(
                        !problem.excerpt().isEmpty() && accept.isPresent()
                                ? List.of(OF_TEXT, OF_JSON, OF_HTML)
                                : List.of(OF_JSON, OF_TEXT, OF_HTML))
                .orElse(JSON);
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
