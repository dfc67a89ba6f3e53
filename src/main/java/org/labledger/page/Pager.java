package org.labledger.page;

import java.util.Optional;
import org.labledger.display.PageRequest;

/**
 * Links between the pages of a list. The page number is the parameter {@code page}.
 *
 * @param page number of the page shown, from 1
 * @param last number of the last page
 * @param previous address of the previous page, or empty
 * @param next address of the next page, or empty
 */
public record Pager(int page, int last, String previous, String next) {

    private static final String PARAMETER = "page";

    /**
     * Returns the links of a page; empty if there is only one page.
     *
     * @param page number of the page requested, which may be past the last one
     */
    static Optional<Pager> of(PageRequest request, int page, int last) {
        return last == 1
                ? Optional.empty()
                : Optional.of(
                        new Pager(
                                Math.min(page, last),
                                last,
                                page > 1 ? href(request, page - 1) : "",
                                page < last ? href(request, page + 1) : ""));
    }

    /** Returns the number of pages of a list, at least 1. */
    static int count(int total, int pageSize) {
        return Math.max(1, (total + pageSize - 1) / pageSize);
    }

    /**
     * Returns the requested page number.
     *
     * @return the number, or 1 if the parameter is missing, malformed or has more digits
     */
    static int requested(PageRequest request, int maxDigits) {
        String value = request.parameter(PARAMETER);
        return value.matches("[1-9]\\d{0," + (maxDigits - 1) + "}") ? Integer.parseInt(value) : 1;
    }

    private static String href(PageRequest request, int page) {
        return request.with(PARAMETER, page == 1 ? "" : Integer.toString(page));
    }
}
