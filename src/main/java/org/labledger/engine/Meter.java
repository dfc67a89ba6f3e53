package org.labledger.engine;

/** The limits of the query that is executed. Methods throw whatever ends the query. */
public interface Meter {

    /** Ends the query if its time is over. */
    void check();

    /** Charges bytes that are kept from now on; ends the query if it keeps too many. */
    void charge(long bytes);

    /** Releases bytes that are no longer kept. */
    void release(long bytes);

    /** Called when an operator of the query cannot be planned, so that ARQ executes it. */
    default void leftToArq() {}

    /** A meter without limits. */
    Meter NONE =
            new Meter() {
                @Override
                public void check() {}

                @Override
                public void charge(long bytes) {}

                @Override
                public void release(long bytes) {}
            };
}
