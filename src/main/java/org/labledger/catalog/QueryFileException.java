package org.labledger.catalog;

import java.util.Objects;
import org.labledger.source.Place;

/** A query file cannot be used. It has the place of the error and says what is wrong. */
public final class QueryFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Place place;

    /** Creates it for a place in a file of the home. */
    public QueryFileException(Place place, String message) {
        super(message);
        this.place = place;
    }

    /** Creates it for a place in a file of the home; lines and columns count from 1. */
    public QueryFileException(String path, int line, int column, String message) {
        this(new Place(path, Math.max(1, line), Math.max(1, column)), message);
    }

    /** Returns where the error is. */
    public Place place() {
        return place;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
