package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.Link;
import org.labledger.display.Text;

/**
 * How to cite an answer.
 *
 * @param frame what surrounds the content
 * @param title what was asked, in words
 * @param link the permanent link
 * @param query the text of a SPARQL query, or empty
 * @param extent how many rows there are, from how many sources
 * @param version the hash of the data, shortened
 * @param day when the data were committed, if that is known
 * @param sentences the reference in a sentence, in each language
 * @param files the reference in the formats of bibliographies
 * @param answer the address of the answer
 * @param check whether the answer is still the one that was cited, in a sentence
 * @param isSame whether it is
 * @param remarks what a reader has to know besides
 * @param sources the sources of the answer
 */
public record CitePage(
        PageFrame frame,
        Text title,
        String link,
        String query,
        String extent,
        String version,
        Optional<String> day,
        List<Text> sentences,
        List<PageFrame.Format> files,
        String answer,
        String check,
        boolean isSame,
        List<String> remarks,
        List<Link> sources) {}
