package org.labledger.browser;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.jena.atlas.json.JsonObject;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.labledger.web.ServedHome;

/**
 * A page is light, all of it is ours, and what does not change is kept by the browser: measured on
 * the wire, with nothing in the browser's cache.
 */
@Timeout(60)
@ExtendWith(WithChromium.class)
class WeightTest {

    private static final int MOST_BYTES = 100_000;

    /** The SPARQL editor, which one page needs and the budget leaves out. */
    private static final String EDITOR = "yasgui";

    private static final Pattern HASHED = Pattern.compile("/assets/.*[0-9a-f]{8,}.*");

    /** One response as the browser saw it. */
    private static final class Fetched {
        final URI url;
        final String cacheControl;
        final String encoding;
        long bytes;
        boolean isWhole;

        Fetched(JsonObject response) {
            JsonObject headers = response.getObj("headers");
            url = URI.create(response.getString("url"));
            cacheControl = header(headers, "Cache-Control");
            encoding = header(headers, "Content-Encoding");
        }

        private static String header(JsonObject headers, String name) {
            return headers.keys().stream()
                    .filter(name::equalsIgnoreCase)
                    .map(headers::getString)
                    .findFirst()
                    .orElse("");
        }

        boolean isWhole() {
            return isWhole;
        }

        boolean isAsset() {
            return url.getPath().startsWith("/assets/");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindOfPageIsLightAndOurs(Kind kind, Chromium chromium, Servers servers) {
        assertLightAndOurs(kind, servers.of(kind), chromium);
    }

    /** Asserts it of a kind of page in English. */
    static void assertLightAndOurs(Kind kind, ServedHome server, Chromium chromium) {
        chromium.driver().executeCdpCommand("Network.clearBrowserCache", Map.of());
        chromium.events();
        URI page = URI.create(kind.url(server, "en"));
        chromium.visit(page.toString());

        Map<String, Fetched> fetched = new LinkedHashMap<>();
        // The browser tells of a load after it has told that the page is there.
        chromium.await(
                "a page, its style and its script have come",
                () -> {
                    add(fetched, chromium.events());
                    return fetched.size() >= 3
                            && fetched.values().stream().allMatch(Fetched::isWhole);
                });
        long weight =
                fetched.values().stream()
                        .filter(one -> !one.url.getPath().contains(EDITOR))
                        .mapToLong(one -> one.bytes)
                        .sum();
        assertTrue(weight > 1_000 && weight < MOST_BYTES, () -> kind + " weighs " + weight);
        assertAll(
                fetched.values().stream()
                        .filter(one -> !"data".equals(one.url.getScheme()))
                        .map(one ->
                                () -> assertEquals(page.getAuthority(), one.url.getAuthority())));
        assertAll(
                fetched.values().stream()
                        .filter(Fetched::isAsset)
                        .map(one ->
                                () -> {
                                    String path = one.url.getPath();
                                    assertTrue(HASHED.matcher(path).matches(), path);
                                    assertTrue(one.cacheControl.contains("immutable"), path);
                                }));
    }

    private static void add(Map<String, Fetched> fetched, List<JsonObject> events) {
        for (JsonObject event : events) {
            String method = event.getString("method");
            JsonObject about = event.getObj("params");
            if (method.equals("Network.responseReceived")) {
                Fetched one = new Fetched(about.getObj("response"));
                if (one.url.getScheme().startsWith("http")) {
                    fetched.put(about.getString("requestId"), one);
                }
            } else if (method.equals("Network.loadingFinished")) {
                Fetched one = fetched.get(about.getString("requestId"));
                if (one != null) {
                    one.bytes = about.getNumber("encodedDataLength").longValue();
                    one.isWhole = true;
                }
            }
        }
    }
}
