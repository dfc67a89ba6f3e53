package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.labledger.federation.Federation;
import org.labledger.history.History;
import org.labledger.http.ClientTimeouts;
import org.labledger.http.Lanes;
import org.labledger.http.ReplySender;
import org.labledger.query.Limits;
import org.labledger.search.SearchIndex;
import org.labledger.search.SearchRequest;
import org.labledger.settings.Capacity;
import org.labledger.settings.Settings;
import org.labledger.source.ServiceEndpoint;
import org.labledger.syntax.QueryText;

/** What {@code SECURITY.md} promises in numbers is what the program does. */
class SecurityDocumentTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+?) \\| ([^|]+?) \\|$");

    @Test
    void theLimitsAreThoseOfTheProgram() throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("text of a query", kilobytes(QueryText.MAX_BYTES));
        expected.put("body of a form", kilobytes(SparqlRoute.MAX_BODY_BYTES));
        expected.put(
                "nesting of a query",
                number(QueryText.MAX_DEPTH) + " deep, " + number(QueryText.MAX_HEIGHT) + " high");
        expected.put(
                "first line and header fields of a request",
                kilobytes(LedgerServer.MAX_HEADER_BYTES));
        ClientTimeouts timeouts = ClientTimeouts.STANDARD;
        expected.put("time for a header to come in", seconds(timeouts.header()));
        expected.put("time for a body to come in", seconds(timeouts.body()));
        expected.put("time in which nothing happens on a connection", seconds(timeouts.idle()));
        Capacity capacity = Capacity.STANDARD;
        assertEquals(capacity.connections(), timeouts.connections());
        expected.put("connections at once (`--max-connections`)", number(capacity.connections()));
        expected.put(
                "connections that wait to be accepted (`--backlog`)",
                number(capacity.backlog()) + ", or what the system allows");
        Limits limits = Limits.STANDARD;
        expected.put("time of a query (`--timeout`)", seconds(limits.timeout()));
        expected.put("rows, triples or quads of an answer", number(limits.rows()));
        expected.put("bytes of an answer", megabytes(limits.bytes()));
        expected.put(
                "memory of a query",
                megabytes(limits.memory()) + ", or its share of half of the heap");
        int processors = Runtime.getRuntime().availableProcessors();
        assertEquals(Math.max(2, processors), capacity.queries());
        expected.put(
                "heavy queries at once (`--max-queries`)", "one for each processor, at least 2");
        expected.put(
                "processor time of a request on the light lane",
                Lanes.SLICE.toMillis()
                        + " ms, "
                        + Lanes.SHORT_SLICE.toMillis()
                        + " ms if its guest has heavy ones, "
                        + seconds(Lanes.MAX_STAY)
                        + " by the clock");
        expected.put(
                "heavy queries that wait for a place, and how long",
                Lanes.MAX_PAUSING
                        + ", half of them of one guest, "
                        + seconds(LedgerServer.MAX_PAUSE));
        expected.put(
                "requests of one guest that wait (`--max-waiting`), and how long",
                capacity.waiting() + ", " + seconds(LedgerServer.MAX_WAIT));
        expected.put("requests that wait", Lanes.MAX_WAITING_CLIENTS + " times those of one guest");
        expected.put(
                "answers that wait in temporary files (`--max-spool`)",
                megabytes(capacity.spoolBytes()) + ", half of it for one guest");
        expected.put(
                "pace of a client that takes an answer",
                ReplySender.MIN_BYTES_PER_SECOND
                        + " bytes a second on average, after "
                        + seconds(ReplySender.GRACE)
                        + " of waiting");
        expected.put("answers that are kept", megabytes(LedgerServer.CACHE_BYTES));
        assertEquals(Runtime.getRuntime().maxMemory() / 8, Settings.HISTORY_BYTES);
        expected.put(
                "memory for past states, by estimate (`--history-memory`)",
                "an eighth of the heap");
        expected.put(
                "past states that wait to be loaded",
                History.MAX_WAITING + ", half of them of one guest");
        expected.put("text of a search", SearchRequest.MAX_TEXT_LENGTH + " characters");
        expected.put(
                "results of a search, and how many may be passed over",
                number(SearchRequest.MAX_LIMIT) + ", " + number(SearchRequest.MAX_OFFSET));
        expected.put("time of a search", seconds(SearchIndex.TIME_LIMIT));
        expected.put("requests of a query to other endpoints", number(Federation.MAX_REQUESTS));
        expected.put(
                "time of an answer of another endpoint", seconds(ServiceEndpoint.DEFAULT_TIMEOUT));
        expected.put(
                "bytes of an answer of another endpoint",
                megabytes(ServiceEndpoint.DEFAULT_RESPONSE_LIMIT));

        assertEquals(expected, rowsBelow("## Limits"));
    }

    @Test
    void theOptionsThatItNamesAreThoseOfTheProgram() throws IOException {
        Path commands = Path.of("src/main/java/org/labledger/cli");
        String serve =
                Files.readString(commands.resolve("ServeCommand.java"))
                        + Files.readString(commands.resolve("CapacityOptions.java"));
        Matcher option = Pattern.compile("`(--[a-z-]+)").matcher(document());

        assertTrue(option.find(), "it names options");
        option.reset();
        while (option.find()) {
            assertTrue(serve.contains("\"" + option.group(1) + "\""), option.group(1));
        }
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("SECURITY.md"));
    }

    private static Map<String, String> rowsBelow(String heading) throws IOException {
        String section =
                Arrays.stream(document().split("(?m)^(?=## )", -1))
                        .filter(part -> part.startsWith(heading + "\n"))
                        .findFirst()
                        .orElseThrow();
        Map<String, String> rows = new LinkedHashMap<>();
        ROW.matcher(section).results().forEach(row -> rows.put(row.group(1), row.group(2)));
        rows.remove("Limit");
        return rows;
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private static String kilobytes(long bytes) {
        return bytes / 1024 + " KB";
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }
}
