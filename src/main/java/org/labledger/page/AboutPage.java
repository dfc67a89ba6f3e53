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
 * @param vocabularies links to the vocabularies of the home
 * @param example address of a saved query as CSV, for the examples shown; empty if there is none
 * @param origin scheme, host and port of the server as the reader sees them
 */
public record AboutPage(
        PageFrame frame,
        Optional<Text> sentence,
        List<Link> vocabularies,
        String example,
        String origin) {}
