package org.labledger.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.labledger.HomeFolder;
import org.labledger.snapshot.Snapshot;

class CurrentSnapshotTest {

    private static Snapshot library() {
        Snapshot snapshot = HomeFolder.LIBRARY.load();
        return snapshot;
    }

    @Test
    void preparesEachSnapshotOnceItIsKeptWarm() throws InterruptedException {
        BlockingQueue<Snapshot> prepared = new LinkedBlockingQueue<>();
        Snapshot first = library();
        Snapshot second = library();
        CurrentSnapshot current = new CurrentSnapshot(first);
        current.prepare(prepared::add);
        assertNull(prepared.poll());

        current.keepWarm();
        assertEquals(first, prepared.poll(20, TimeUnit.SECONDS));

        current.replace(second);
        assertEquals(second, prepared.poll(20, TimeUnit.SECONDS));
    }
}
