package org.labledger.citation;

import jakarta.json.stream.JsonGenerator;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.XSD;
import org.labledger.display.Language;
import org.labledger.display.Messages;
import org.labledger.query.Absence;

/**
 * The member {@code citations} of an answer in JSON: an object with {@code solutions}, one for each
 * row in order; the {@code disputes} that they refer to by index, from 0; the {@code sources} that
 * they refer to by IRI; how strong the answer rests. Terms are written as in SPARQL 1.1 Query
 * Results JSON Format (section 3.2.2), texts in several languages as objects with language tags as
 * names. Members that would be empty are left out.
 */
final class CitationsJson {

    private final Citations citations;
    private final JsonGenerator json;
    private final Map<Dispute, Integer> disputes = new LinkedHashMap<>();

    /** Sources that are not cited, but state other values. */
    private final Set<Node> others = new LinkedHashSet<>();

    private CitationsJson(Citations citations, JsonGenerator json) {
        this.citations = citations;
        this.json = json;
    }

    static void write(Citations citations, JsonGenerator json) {
        new CitationsJson(citations, json).write();
    }

    private void write() {
        json.writeStartObject();
        citations.link().ifPresent(link -> json.write("link", link));
        json.writeStartObject("summary");
        for (Language language : Messages.all().languages()) {
            json.write(language.tag(), StrengthText.of(citations.strength(), language));
        }
        json.writeEnd();
        write(citations.strength());
        json.writeStartArray("solutions");
        for (int i = 0; i < citations.size(); i++) {
            write(citations.row(i));
        }
        json.writeEnd();
        // They were met on the way, in the order of their numbers.
        if (!disputes.isEmpty()) {
            json.writeStartArray("disputes");
            disputes.keySet().forEach(this::write);
            json.writeEnd();
        }
        json.writeStartArray("sources");
        citations.sources().forEach(source -> write(source, true));
        others.stream()
                .map(citations::source)
                .filter(source -> !citations.sources().contains(source))
                .forEach(source -> write(source, false));
        json.writeEnd();
        json.writeEnd();
    }

    private void write(Strength strength) {
        json.writeStartObject("strength")
                .write("sources", strength.sources())
                .write("independent", strength.independent())
                .write("primary", strength.primary())
                .write("readInFull", strength.inFull())
                .write("retellings", strength.retellings())
                .write("machineWritten", strength.machineWritten())
                .writeEnd();
    }

    private void write(CitedRow row) {
        json.writeStartObject();
        iris("sources", row.sources().stream().map(CitedSource::iri).toList());
        json.write("independentlySupported", row.ways());
        write(row.strength());
        json.writeStartArray("alternatives");
        row.alternatives().forEach(this::write);
        json.writeEnd();
        if (row.alternativeCount() > row.alternatives().size()) {
            json.write("alternativeCount", row.alternativeCount());
        }
        if (!row.absences().isEmpty()) {
            json.writeStartArray("absences");
            for (Absence absence : row.absences()) {
                json.writeStartObject()
                        .write("kind", absence.kind().name().replace('_', ' '))
                        .write("pattern", absence.pattern())
                        .write("sourcesSearched", citations.searched())
                        .writeEnd();
            }
            json.writeEnd();
        }
        if (!row.disputes().isEmpty()) {
            json.writeStartArray("disputes");
            for (Dispute dispute : row.disputes()) {
                json.write(disputes.computeIfAbsent(dispute, d -> disputes.size()));
            }
            json.writeEnd();
        }
        json.writeEnd();
    }

    private void write(CitedRow.Alternative alternative) {
        json.writeStartObject();
        json.writeStartArray("statements");
        for (CitedStatement statement : alternative.statements()) {
            json.writeStartObject();
            triple(statement.triple());
            json.writeStartArray("sources");
            statement.places().forEach(this::write);
            json.writeEnd();
            json.writeEnd();
        }
        json.writeEnd();
        if (alternative.statementCount() > alternative.statements().size()) {
            json.write("statementCount", alternative.statementCount());
        }
        json.writeEnd();
    }

    private void write(CitedStatement.Place place) {
        json.writeStartObject();
        json.write("source", place.graph().toString());
        if (!place.locators().isEmpty()) {
            json.writeStartArray("locators");
            place.locators().forEach(json::write);
            json.writeEnd();
        }
        place.derivation()
                .ifPresent(derivation -> {
                    json.writeStartArray("derivedBy");
                    derivation.rules().forEach(json::write);
                    json.writeEnd();
                    json.writeStartArray("derivedFrom");
                    for (Triple premise : derivation.premises()) {
                        json.writeStartObject();
                        triple(premise);
                        json.writeEnd();
                    }
                    json.writeEnd();
                });
        json.writeEnd();
    }

    private void write(Dispute dispute) {
        json.writeStartObject();
        iri("disagreement", dispute.disagreement().note());
        iri("record", dispute.disagreement().record());
        iri("property", dispute.disagreement().property());
        terms("nature", dispute.natures());
        texts("reason", dispute.reasons());
        json.writeStartArray("sides");
        for (Dispute.Side side : dispute.sides()) {
            json.writeStartObject();
            term("value", side.value());
            texts("words", side.words());
            terms("saidBy", side.speakers());
            iris("sources", side.sources());
            others.addAll(side.sources());
            json.write("preferred", side.isPreferred());
            json.writeEnd();
        }
        json.writeEnd();
        json.writeStartArray("verdicts");
        for (Dispute.Verdict verdict : dispute.verdicts()) {
            json.writeStartObject();
            iri("verdict", Optional.of(verdict.iri()));
            terms("prefers", verdict.prefers());
            texts("reason", verdict.reasons());
            iris("sources", verdict.sources());
            others.addAll(verdict.sources());
            json.writeEnd();
        }
        json.writeEnd();
        json.writeEnd();
    }

    private void write(CitedSource source, boolean isCited) {
        json.writeStartObject();
        json.write("source", source.iri().toString());
        json.write("cited", isCited);
        texts("title", source.titles());
        named("publisher", source.publisher());
        source.issued().ifPresent(issued -> json.write("issued", issued.getLiteralLexicalForm()));
        iri("url", source.url());
        iri("readAt", source.readAt());
        named("kind", source.kind());
        named("reading", source.reading());
        CitedSource.Standing standing = source.standing();
        json.write("counted", standing.isVoice());
        json.write("primary", standing.isPrimary());
        json.write("readInFull", standing.isInFull());
        json.write("retelling", standing.isRetelling());
        json.write("machineWritten", standing.isMachineWritten());
        iris("retells", source.retells());
        if (!source.retells().isEmpty()) {
            iris("origins", source.origins());
        }
        json.writeEnd();
    }

    private void named(String name, Optional<CitedSource.Named> named) {
        named.ifPresent(value -> {
            json.writeStartObject(name);
            if (value.term().isURI()) {
                json.write("iri", value.term().getURI());
            }
            texts("name", value.names());
            json.writeEnd();
        });
    }

    private void iri(String name, Optional<Node> iri) {
        iri.ifPresent(node ->
                json.write(
                        name, node.isLiteral() ? node.getLiteralLexicalForm() : node.toString()));
    }

    private void iris(String name, Collection<Node> iris) {
        if (!iris.isEmpty()) {
            json.writeStartArray(name);
            iris.forEach(iri -> json.write(iri.toString()));
            json.writeEnd();
        }
    }

    private void texts(String name, List<Node> literals) {
        List<Node> texts = literals.stream().filter(Node::isLiteral).toList();
        if (!texts.isEmpty()) {
            json.writeStartObject(name);
            Set<String> languages = new LinkedHashSet<>();
            for (Node text : texts) {
                String language = text.getLiteralLanguage();
                // Of several texts in one language the first; names of a JSON object are unique.
                if (languages.add(language)) {
                    json.write(language.isEmpty() ? "und" : language, text.getLiteralLexicalForm());
                }
            }
            json.writeEnd();
        }
    }

    private void terms(String name, List<Node> terms) {
        if (!terms.isEmpty()) {
            json.writeStartArray(name);
            for (Node node : terms) {
                json.writeStartObject();
                members(node);
                json.writeEnd();
            }
            json.writeEnd();
        }
    }

    private void triple(Triple triple) {
        term("subject", triple.getSubject());
        term("predicate", triple.getPredicate());
        term("object", triple.getObject());
    }

    private void term(String name, Node node) {
        json.writeStartObject(name);
        members(node);
        json.writeEnd();
    }

    private void members(Node node) {
        if (node.isURI()) {
            json.write("type", "uri").write("value", node.getURI());
        } else if (node.isBlank()) {
            json.write("type", "bnode").write("value", node.getBlankNodeLabel());
        } else if (node.isTripleTerm()) {
            json.write("type", "triple").writeStartObject("value");
            triple(node.getTriple());
            json.writeEnd();
        } else {
            json.write("type", "literal").write("value", node.getLiteralLexicalForm());
            if (!node.getLiteralLanguage().isEmpty()) {
                json.write("xml:lang", node.getLiteralLanguage());
                if (node.getLiteralBaseDirection() != null) {
                    json.write("its:dir", node.getLiteralBaseDirection().direction());
                }
            } else if (!node.getLiteralDatatypeURI().equals(XSD.xstring.getURI())) {
                json.write("datatype", node.getLiteralDatatypeURI());
            }
        }
    }
}
