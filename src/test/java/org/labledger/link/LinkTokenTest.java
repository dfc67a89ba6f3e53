package org.labledger.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTokenTest {

    private static final String SNAPSHOT = "0123456789abcdef";

    private static final String[] WORDS = {
        "SELECT",
        "?s",
        "WHERE {",
        "}",
        "\n",
        "é",
        "月",
        "𝒳",
        "\u0000",
        "\"",
        "id:ada-quill",
        "&",
        "=",
        "https://library.example/vocab#",
        "FILTER NOT EXISTS {",
        " ",
        "%2F",
        "100",
        ""
    };

    private static String text(Random random, int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    private static CitedLink link(Random random) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            parameters.add(Map.entry("p" + random.nextInt(9), text(random, random.nextInt(6))));
        }
        Cited.Kind[] kinds = Cited.Kind.values();
        return new CitedLink(
                new Cited(
                        kinds[random.nextInt(kinds.length)],
                        text(random, 1 + random.nextInt(200)),
                        parameters),
                String.format("%016x", random.nextLong()),
                new CitedLink.Outcome(
                        random.nextInt(1 << random.nextInt(31)),
                        random.nextInt(1 << random.nextInt(20)),
                        random.nextLong()));
    }

    @Test
    void keepsFiveHundredLinksOfAllKinds() throws BadLinkException {
        Random random = new Random(14);
        for (int i = 0; i < 500; i++) {
            CitedLink link = link(random);
            String token = LinkToken.encode(link);
            assertTrue(token.matches("[A-Za-z0-9_-]+"), token);
            assertEquals(link, LinkToken.decode(token));
        }
    }

    /** As printed on 2026-12-01; tokens of this version are read for ever. */
    @Test
    void readsTokensOfTheFirstVersion() throws BadLinkException {
        CitedLink link =
                new CitedLink(
                        new Cited(
                                Cited.Kind.SAVED_QUERY,
                                "books-by-author",
                                List.of(Map.entry("author", "id:ada-quill"))),
                        SNAPSHOT,
                        new CitedLink.Outcome(2, 1, 0x1122334455667788L));

        assertEquals(link, LinkToken.decode(FIRST));
        assertTrue(LinkToken.encode(link).length() < 90);
    }

    private static final String FIRST =
            "EAEjRWeJq83vESIzRFVmd4gCAeNPys_PLtZNqtRNLC3JyC9iZIPQPEC5xJRE3cLSzJwcANQrkw";

    @Test
    void noticesEveryTypingError() throws BadLinkException {
        Random random = new Random(15);
        for (int i = 0; i < 500; i++) {
            String token = LinkToken.encode(link(random));
            int at = random.nextInt(token.length() - 1);
            String typed =
                    switch (random.nextInt(3)) {
                        case 0 -> token.substring(0, at) + token.substring(at + 1);
                        case 1 -> token.substring(0, at) + "x" + token.substring(at);
                        default ->
                                token.substring(0, at)
                                        + (token.charAt(at) == 'A' ? 'B' : 'A')
                                        + token.substring(at + 1);
                    };
            assertThrows(BadLinkException.class, () -> LinkToken.decode(typed), typed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "A", "EAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "../../etc", "é", "====", " "})
    void refusesWhatIsNoToken(String text) {
        assertThrows(BadLinkException.class, () -> LinkToken.decode(text));
        assertThrows(BadLinkException.class, () -> LinkToken.decode(text.repeat(40_000) + "A"));
    }

    /** With check digits that match. */
    private static String checked(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        byte[] all = Arrays.copyOf(bytes, bytes.length + 3);
        for (int i = 0; i < 3; i++) {
            all[bytes.length + i] = (byte) (sum.getValue() >>> (16 - 8 * i));
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    @Test
    void refusesForgedTokensOfAnySort() {
        Random random = new Random(16);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[17 + random.nextInt(60)];
            random.nextBytes(bytes);
            bytes[0] = (byte) (0x10 | random.nextInt(5));
            String token = checked(bytes);
            try {
                LinkToken.decode(token);
            } catch (BadLinkException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("damaged"), token);
            }
        }
        BadLinkException newer =
                assertThrows(BadLinkException.class, () -> LinkToken.decode(checked(new byte[40])));
        assertTrue(String.valueOf(newer.getMessage()).contains("newer version"));
    }

    @Test
    void refusesWhatUnpacksToTooMuch() throws BadLinkException {
        String zeros = "0".repeat(600 * 1024);
        Cited huge = new Cited(Cited.Kind.SPARQL, zeros, List.of());
        BadLinkException refused =
                assertThrows(
                        BadLinkException.class,
                        () ->
                                LinkToken.encode(
                                        new CitedLink(
                                                huge, SNAPSHOT, new CitedLink.Outcome(0, 0, 0))));
        assertTrue(String.valueOf(refused.getMessage()).contains("too long"));
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(zeros.getBytes(StandardCharsets.US_ASCII));
        deflater.finish();
        byte[] bomb = new byte[20_000];
        bomb[0] = 0x11;
        int length = 19 + deflater.deflate(bomb, 19, bomb.length - 19);
        deflater.end();
        assertThrows(
                BadLinkException.class,
                () -> LinkToken.decode(checked(Arrays.copyOf(bomb, length))));
    }
}
