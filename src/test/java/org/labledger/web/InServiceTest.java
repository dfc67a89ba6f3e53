package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.labledger.HomeFolder;
import org.labledger.catalog.Catalog;
import org.labledger.store.Ledger;

class InServiceTest {

    private static Served library() {
        Ledger ledger = HomeFolder.LIBRARY.load();
        return new Served(ledger, Catalog.of(ledger.home(), ledger.prefixes()));
    }

    @Test
    void preparesEachSnapshotOnceItIsKeptWarm() throws InterruptedException {
        BlockingQueue<Served> prepared = new LinkedBlockingQueue<>();
        Served first = library();
        Served second = library();
        InService inService = new InService(first);
        inService.prepare(prepared::add);
        assertNull(prepared.poll());

        inService.keepWarm();
        assertEquals(first, prepared.poll(20, TimeUnit.SECONDS));

        inService.replace(second);
        assertEquals(second, prepared.poll(20, TimeUnit.SECONDS));
    }
}
