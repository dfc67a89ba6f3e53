package org.labledger.web;

import java.util.concurrent.atomic.AtomicBoolean;
import org.labledger.http.Lanes;
import org.labledger.http.RefusedException;
import org.labledger.query.Pace;
import org.labledger.query.StoppedException;

/**
 * The pace of queries that have a place in the {@link Lanes}.
 *
 * @param place the place of the request that they belong to
 */
record LanePace(Lanes.Place place) implements Pace {

    @Override
    public void step(long held) {
        try {
            place.step(held);
        } catch (RefusedException e) {
            throw new StoppedException(e.problem(), e);
        }
    }

    @Override
    public void begin(AtomicBoolean stop) {
        place.begin(stop);
    }

    @Override
    public void end(AtomicBoolean stop) {
        place.end(stop);
    }
}
