package org.labledger.web;

import org.labledger.http.Reply;
import org.labledger.result.Format;

/** Names of files that browsers save. */
final class Downloads {

    private Downloads() {}

    /** Returns a reply as a file to save if spreadsheets open its format, else as it is. */
    static Reply named(String name, Format format, Reply reply) {
        return switch (format) {
            case SPREADSHEET, XLSX ->
                    reply.with(
                            "Content-Disposition",
                            "attachment; filename*=UTF-8''"
                                    + SavedQueryRoute.encode(name)
                                    + (format == Format.XLSX ? ".xlsx" : ".csv"));
            default -> reply;
        };
    }
}
