package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.Link;
import org.labledger.display.Text;

/**
 * How the evidence works, and how to use the ledger.
 *
 * @param frame what stands around it
 * @param sentence the ledger in a sentence
 * @param vocabularies the vocabularies of the home
 * @param example a question, for the addresses that are shown
 * @param origin the server as the reader sees it
 */
public record AboutPage(
        PageFrame frame,
        Optional<Text> sentence,
        List<Link> vocabularies,
        String example,
        String origin) {}
