package org.labledger.web;

/** Shows a problem to a person with a browser. */
@FunctionalInterface
interface ProblemPage {

    /**
     * Returns the page as HTML.
     *
     * @param problem what is wrong
     * @param languages the value of the client's {@code Accept-Language}, or empty
     */
    String html(Problem problem, String languages);

    /** A page with nothing but the problem. */
    ProblemPage PLAIN =
            (problem, languages) ->
                    """
                    <!doctype html>
                    <html lang="en">
                    <meta charset="utf-8">
                    <meta name="viewport" content="width=device-width, initial-scale=1">
                    <title>%1$s</title>
                    <h1>%1$s</h1>
                    <p>%2$s</p>
                    <pre>%3$s</pre>
                    </html>
                    """
                            .formatted(
                                    Html.escape(problem.title()),
                                    Html.escape(problem.detail()),
                                    Html.escape(problem.excerpt()));
}
