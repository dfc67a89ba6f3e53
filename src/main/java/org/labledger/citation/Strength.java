package org.labledger.citation;

import java.util.Collection;
import java.util.List;

/**
 * How strong an answer, or a row of it, rests. Files of names, vocabularies and what the editors
 * write are not counted.
 *
 * @param sources the number of documents cited
 * @param independent how many of them repeat no common report
 * @param primary how many are by the person or organization that acts or speaks
 * @param inFull of how many the whole text was read
 * @param retellings how many repeat what others report
 * @param machineWritten how many were written by a program
 */
public record Strength(
        int sources, int independent, int primary, int inFull, int retellings, int machineWritten) {

    /** Counts sources, each of which is given once. */
    static Strength of(Collection<CitedSource> cited) {
        List<CitedSource> voices =
                cited.stream().filter(source -> source.standing().isVoice()).toList();
        return new Strength(
                voices.size(),
                Independence.count(voices),
                (int) voices.stream().filter(s -> s.standing().isPrimary()).count(),
                (int) voices.stream().filter(s -> s.standing().isInFull()).count(),
                (int) voices.stream().filter(s -> s.standing().isRetelling()).count(),
                (int) voices.stream().filter(s -> s.standing().isMachineWritten()).count());
    }
}
