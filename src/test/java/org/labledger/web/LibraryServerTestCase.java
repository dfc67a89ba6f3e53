package org.labledger.web;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.labledger.HomeFolder;

/**
 * Serves the library during the tests of one class; they ask {@link #library}. The classes share
 * the field, so that only one of them can run at a time.
 */
@Timeout(60)
@ResourceLock("LibraryServerTestCase.library")
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
