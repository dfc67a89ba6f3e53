package org.labledger.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.util.NodeFactoryExtra;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {

    private static final Language CHINESE = new Language("zh-Hant");

    @ParameterizedTest
    @CsvSource({
        "2024-05-17, date, 17 May 2024, 2024年5月17日",
        "2024-05-17Z, date, 17 May 2024, 2024年5月17日",
        "2024-05-17+08:00, date, 17 May 2024, 2024年5月17日",
        "2024-05, gYearMonth, May 2024, 2024年5月",
        "2024, gYear, 2024, 2024年"
    })
    void areInTheFormOfTheReader(String text, String type, String english, String chinese) {
        assertEquals(Optional.of(english), Dates.format(date(text, type), Language.ENGLISH));
        assertEquals(Optional.of(chinese), Dates.format(date(text, type), CHINESE));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-30, date",
        "2024-13, gYearMonth",
        "soon, gYear",
        "2024-05-17, string",
        "2024-05-17, gYear"
    })
    void areNotMadeFromWhatIsNone(String text, String type) {
        assertEquals(Optional.empty(), Dates.format(date(text, type), Language.ENGLISH));
    }

    @ParameterizedTest
    @CsvSource({"2024-05-17, true", "2024-02-29, true", "2024-02-30, false", "2024-05, false"})
    void areTakenFromRequestsAsDaysOnly(String text, boolean isDay) {
        assertEquals(isDay, Dates.day(text).isPresent());
        assertEquals(Optional.empty(), Dates.day(text + "Z"));
    }

    @Test
    void spanTheDaysThatTheyMayMean() {
        assertEquals(span("2024-05-17", "2024-05-17"), Dates.span("2024-05-17"));
        assertEquals(span("2024-05-17", "2024-05-17"), Dates.span("2024-05-17Z"));
        assertEquals(span("2024-02-01", "2024-02-29"), Dates.span("2024-02"));
        assertEquals(span("2024-01-01", "2024-12-31"), Dates.span("2024"));
    }

    @ParameterizedTest
    @CsvSource({
        "P4Y, 4 years, 4 年",
        "P1Y6M, one year 6 months, 1 年6 個月",
        "PT90M, 90 minutes, 90 分鐘"
    })
    void areToldFromDurations(String text, String english, String chinese) {
        Node duration = date(text, "duration");

        assertEquals(Optional.of(english), Durations.format(duration, Language.ENGLISH));
        assertEquals(Optional.of(chinese), Durations.format(duration, CHINESE));
        assertEquals(Optional.empty(), Dates.format(duration, Language.ENGLISH));
    }

    private static Dates.Span span(String first, String last) {
        return new Dates.Span(LocalDate.parse(first), LocalDate.parse(last));
    }

    private static Node date(String text, String type) {
        return NodeFactoryExtra.parseNode(
                "\"" + text + "\"^^<http://www.w3.org/2001/XMLSchema#" + type + ">");
    }
}
