package org.labledger.citation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/**
 * A graph that is cited: a document that was read, or another file of the home, such as one of
 * names.
 *
 * @param iri the name of the graph
 * @param titles its titles ({@code dct:title}), one for each language
 * @param publisher who published it
 * @param issued when, as precisely as it is known
 * @param url its address: the original one if a copy was read
 * @param readAt the address of the copy that was read, if that is another
 * @param kind what sort of document it is
 * @param reading how much of it was read
 * @param retells the sources whose reports it repeats directly
 * @param origins the sources that these reports come from, over any number of retellings; itself if
 *     it retells none
 * @param standing what counts for the strength of an answer
 */
public record CitedSource(
        Node iri,
        List<Node> titles,
        Optional<Named> publisher,
        Optional<Node> issued,
        Optional<Node> url,
        Optional<Node> readAt,
        Optional<Named> kind,
        Optional<Named> reading,
        List<Node> retells,
        Set<Node> origins,
        Standing standing) {

    /**
     * A term with its names.
     *
     * @param term an IRI or a literal
     * @param names its labels, one for each language
     */
    public record Named(Node term, List<Node> names) {}

    /**
     * What counts for the strength of an answer.
     *
     * @param isVoice whether it counts as a source at all: files of names and vocabularies do not,
     *     nor what the editors write
     * @param isPrimary whether it is by the person or organization that acts or speaks
     * @param isInFull whether the whole text was read
     * @param isRetelling whether it repeats what others report, named or not
     * @param isMachineWritten whether a program wrote it
     */
    public record Standing(
            boolean isVoice,
            boolean isPrimary,
            boolean isInFull,
            boolean isRetelling,
            boolean isMachineWritten) {}
}
