package org.labledger.page;

import java.util.List;

/**
 * The SPARQL editor.
 *
 * @param frame what stands around it
 * @param query the query to begin with
 * @param examples the saved queries by topic
 * @param settings what the editor has to know, as JSON
 */
public record SparqlPage(
        PageFrame frame, String query, List<QueryListPage.Topic> examples, String settings) {}
