package org.labledger.http;

import org.labledger.problem.Problem;

/** Writes a problem as a page for browsers. */
@FunctionalInterface
public interface ProblemPage {

    /**
     * Returns the page as HTML.
     *
     * @param problem what is wrong
     * @param request the request; its parameters are missing if they cannot be read
     */
    String html(Problem problem, Request request);

    /** A page with nothing but the problem. */
    static String plain(Problem problem) {
        return """
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
                        HtmlText.escape(problem.title()),
                        HtmlText.escape(problem.detail()),
                        HtmlText.escape(problem.excerpt()));
    }
}
