package org.labledger.web;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.labledger.HomeFolder;

/** Serves the library during the tests of one class; they ask {@link #library}. */
@Timeout(60)
abstract class LibraryServerTestCase {

    static ServedHome library;

    @BeforeAll
    static void startServer() {
        library = ServedHome.start(HomeFolder.LIBRARY);
    }

    @AfterAll
    static void stopServer() {
        library.close();
    }
}
