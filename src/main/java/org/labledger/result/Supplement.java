package org.labledger.result;

import jakarta.json.stream.JsonGenerator;
import java.util.List;

/**
 * What a file carries beside an answer, where its format has a place for it. Readers that know
 * nothing of it find the answer as ever.
 *
 * @param links addresses of related documents: {@code link} in the head of JSON (SPARQL 1.1 Query
 *     Results JSON Format, section 3.1.2) and of XML (SPARQL Query Results XML Format, section 2.2)
 * @param member one more member of the JSON object
 * @param remarks lines after the last row, each written as a comment ({@code # …}) in CSV and TSV
 */
public record Supplement(List<String> links, Member member, List<String> remarks) {

    /** Nothing beside the answer. */
    static final Supplement NONE = new Supplement(List.of(), new Member("", json -> {}), List.of());

    /**
     * A member of a JSON object.
     *
     * @param name its name; empty for none
     * @param value writes its value: one object or array
     */
    public record Member(String name, Value value) {}

    /** Writes a JSON object or array. */
    @FunctionalInterface
    public interface Value {

        /** Writes the value. */
        void write(JsonGenerator json);
    }
}
