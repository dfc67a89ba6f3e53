package org.labledger.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.junit.jupiter.api.Test;
import org.labledger.source.HomeFile;
import org.labledger.source.Location;
import org.labledger.syntax.QueryText;

class CheckQueryTest {

    @Test
    void readsMessageAndSeverity() throws Exception {
        CheckQuery error = parse("#+ message: \"{this} is wrong.\"\nSELECT ?this { ?this ?p ?o }");
        CheckQuery warning =
                parse("#+ message: Hm.\n#+ severity: warning\nSELECT ?this { ?this ?p ?o }");

        assertFalse(error.isWarning());
        assertTrue(warning.isWarning());
    }

    @Test
    void putsValuesIntoItsMessage() throws Exception {
        CheckQuery query =
                parse(
                        """
                        #+ message: "{this} and {other} claim {value}; {this} {and so on} {}."
                        SELECT * { ?this ?p ?value }
                        """);
        Map<String, String> values = Map.of("this", "id:$1", "other", "id:\\b", "value", "{this}");

        assertEquals(
                "id:$1 and id:\\b claim {this}; id:$1 {and so on} {}.",
                query.message(name -> values.getOrDefault(name, "?")));
    }

    @Test
    void needsAMessage() {
        QueryFileException e = refusal("SELECT ?this { ?this ?p ?o }");

        assertEquals(new Location("queries/checks/a-rule.rq", 1, 1), e.location());
        assertTrue(e.getMessage().contains("#+ message:"), e.getMessage());
    }

    @Test
    void hasToSelectRows() {
        assertEquals(
                "A check query must be a SELECT query: each row is a finding.",
                refusal("#+ message: x\nASK { ?s ?p ?o }").getMessage());
    }

    @Test
    void refusesAnUnknownSeverity() {
        QueryFileException e = refusal("#+ message: x\n#+ severity: fatal\nSELECT * { ?s ?p ?o }");

        assertEquals(new Location("queries/checks/a-rule.rq", 2, 14), e.location());
        assertEquals("\"severity\" needs error or warning, not \"fatal\".", e.getMessage());
    }

    @Test
    void refusesAQueryThatCannotBeParsedWhereItBreaks() {
        assertEquals(
                new Location("queries/checks/a-rule.rq", 2, 10),
                refusal("#+ message: x\nSELECT * ?s ?p ?o").location());
    }

    private static CheckQuery parse(String text) throws QueryFileException {
        return CheckQuery.parse(
                new HomeFile("queries/checks/a-rule.rq", text.getBytes(StandardCharsets.UTF_8)),
                PrefixMapFactory.emptyPrefixMap(),
                QueryText.NO_BASE);
    }

    private static QueryFileException refusal(String text) {
        return assertThrows(QueryFileException.class, () -> parse(text));
    }
}
