package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;

/**
 * The engine in another program, which keeps its own locale and time zone: queries do not follow
 * them. XPath Functions and Operators, sections 5.4.7 and 5.4.8.
 */
@Isolated("changes the defaults of the JVM")
class EmbeddedEngineTest {

    private static final Locale LOCALE = Locale.getDefault();
    private static final TimeZone ZONE = TimeZone.getDefault();

    @TempDir private static Path folder;

    private static Snapshot snapshot;

    @BeforeAll
    static void aTurkishProgramInTaipei() {
        snapshot = HomeFolder.in(folder).with("data/a.ttl", "<x:a> <x:b> <x:c> .").load();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Taipei"));
    }

    @AfterAll
    static void leave() {
        Locale.setDefault(LOCALE);
        TimeZone.setDefault(ZONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LCASE('TITLE ID') = 'title id'",
                "UCASE('istanbul') = 'ISTANBUL'",
                "UCASE('straße') = 'STRASSE'",
                "SAMETERM(LCASE('ID'@en), 'id'@en)",
                "SAMETERM(UCASE('i'@en--ltr), 'I'@en--ltr)",
                "COALESCE(LCASE(7), 'error') = 'error'",
                "<http://www.w3.org/2005/xpath-functions#lower-case>('ID') = 'id'",
                "<http://www.w3.org/2005/xpath-functions#upper-case>('id') = 'ID'",
                "STR(TIMEZONE(NOW())) = 'PT0S'",
            })
    void followsNoDefaults(String expression) throws Exception {
        assertEquals(
                new Answer.Truth(true),
                new Engine(Limits.STANDARD)
                        .answer(
                                QueryFactory.create("ASK { FILTER(" + expression + ") }"),
                                BindingFactory.empty(),
                                snapshot));
    }
}
