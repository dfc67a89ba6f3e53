package org.labledger.page;

import java.util.List;

/**
 * The SPARQL editor.
 *
 * @param frame what surrounds the content
 * @param query the initial query
 * @param examples the saved queries by topic
 * @param settings configuration of the editor's script, as JSON escaped for a script element
 */
public record SparqlPage(
        PageFrame frame, String query, List<QueryListPage.Topic> examples, String settings) {}
