package org.labledger.web;

import org.junit.jupiter.api.Timeout;
import org.labledger.HomeFolder;

/**
 * Tests that only read from {@link #library}: one server for all of them, which runs until the JVM
 * ends. Two classes ask it at a time, so a test that counts requests, fills the server or slows it
 * down starts a server of its own.
 */
@Timeout(60)
abstract class LibraryServerTestCase {

    static final ServedHome library = ServedHome.start(HomeFolder.LIBRARY);
}
