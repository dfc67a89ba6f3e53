package org.labledger.display;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;

/**
 * The sources that a row rests on.
 *
 * @param sets sets of sources, any one of which is enough; the members of one are needed together
 * @param places the locators of what each source says for the row
 */
public record RowSources(List<Set<Node>> sets, Map<Node, Set<String>> places) {}
