package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.Link;
import org.labledger.display.Text;

/**
 * The page about methods and access points.
 *
 * @param frame what surrounds the content
 * @param sentence description of the ledger in a sentence, if the home has one
 * @param policies what the home says of its editors and rules
 * @param corrections the address of the list of corrections; empty if there is none
 * @param vocabularies links to the vocabularies of the home
 * @param example address of a saved query as CSV, for the examples shown; empty if there is none
 * @param origin scheme, host and port of the server as the reader sees them
 */
public record AboutPage(
        PageFrame frame,
        Optional<Text> sentence,
        List<Policy> policies,
        String corrections,
        List<Link> vocabularies,
        String example,
        String origin) {

    /**
     * What the dataset says with a property of schema.org for publishers.
     *
     * @param property the local name of the property, such as {@code correctionsPolicy}
     * @param text what it says
     */
    public record Policy(String property, Text text) {}
}
