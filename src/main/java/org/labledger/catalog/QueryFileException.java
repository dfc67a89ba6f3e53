package org.labledger.catalog;

import java.util.Objects;
import org.labledger.source.Location;

/** A query file cannot be used. It has the place of the error and says what is wrong. */
public final class QueryFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Location location;

    /** Creates it for a place in a file of the home. */
    public QueryFileException(Location location, String message) {
        super(message);
        this.location = location;
    }

    /** Creates it for a place in a file of the home; lines and columns count from 1. */
    public QueryFileException(String path, int line, int column, String message) {
        this(new Location(path, Math.max(1, line), Math.max(1, column)), message);
    }

    /** Returns where the error is. */
    public Location location() {
        return location;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
