package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.header;

import java.io.UncheckedIOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.labledger.HomeFolder;

class LedgerServerTest extends LibraryServerTestCase {

    @Test
    void takesAFreePortWhereTheSettingsSayZero() {
        try (ServedHome one = ServedHome.start(HomeFolder.LIBRARY);
                ServedHome two = ServedHome.start(HomeFolder.LIBRARY)) {
            assertTrue(one.uri("").getPort() > 0);
            assertNotEquals(one.uri(""), two.uri(""));
            assertEquals(200, one.get("healthz").statusCode());
            assertEquals(200, two.get("healthz").statusCode());
        }
    }

    @Test
    void knowsItsAddress() {
        URI address = library.uri("");

        assertEquals("http://127.0.0.1:" + address.getPort() + "/", address.toString());
    }

    @Test
    void answersNoLongerWhenClosed() {
        ServedHome closed = ServedHome.start(HomeFolder.LIBRARY);
        assertEquals(200, closed.get("healthz").statusCode());

        closed.close();

        assertThrows(UncheckedIOException.class, () -> closed.get("healthz"));
    }

    @Test
    void doesNotTellWhatItIsMadeOf() {
        assertEquals("(no Server)", header(library.get("healthz"), "Server"));
        assertEquals("(no Server)", header(library.get("sparql?query=ASK%7B%7D"), "Server"));
    }
}
