package org.labledger.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.labledger.snapshot.Snapshot;

/** The languages in which a reader would like to be answered. */
public final class Languages {

    private Languages() {}

    /**
     * Returns the languages of {@code Accept-Language} (RFC 9110, section 12.5.4), best first, then
     * those of the home; in lower case, each once.
     */
    public static List<String> of(Request request, Snapshot snapshot) {
        List<String> languages = new ArrayList<>();
        MediaRange.of(request.header("Accept-Language").orElse("")).stream()
                .filter(range -> range.quality() > 0 && !range.value().equals("*"))
                .sorted(Comparator.comparingDouble(MediaRange::quality).reversed())
                .map(MediaRange::value)
                .forEach(languages::add);
        languages.addAll(snapshot.description().languages());
        return languages.stream().map(l -> l.toLowerCase(Locale.ROOT)).distinct().toList();
    }
}
