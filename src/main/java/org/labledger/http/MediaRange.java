package org.labledger.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One of the values of an {@code Accept}, {@code Accept-Encoding} or {@code Accept-Language} header
 * with its weight (RFC 9110, sections 12.4 and 12.5).
 *
 * @param value the media range, coding or language range, in lower case and without parameters
 * @param quality the weight from 0 (not wanted) to 1
 */
public record MediaRange(String value, double quality) {

    /** Maximum number of values read from a header; no client needs as many. */
    private static final int MAX_VALUES = 64;

    /**
     * Reads the values of a header. Malformed ones are ignored, as RFC 9110, section 12.4 allows:
     * they are a preference only.
     *
     * @param header the header's lines, joined by commas
     */
    public static List<MediaRange> of(String header) {
        List<MediaRange> ranges = new ArrayList<>();
        for (String part : header.split(",", MAX_VALUES + 1)) {
            if (ranges.size() == MAX_VALUES) {
                break;
            }
            range(part).ifPresent(ranges::add);
        }
        return ranges;
    }

    /**
     * Returns how specifically this range matches a media type (RFC 9110, section 12.5.1): 3 for
     * {@code type/subtype}, 2 for {@code type/*}, 1 for {@code *}{@code /*}, 0 for no match.
     */
    public int specificity(String mediaType) {
        if (value.equals(mediaType)) {
            return 3;
        }
        if (value.equals("*/*")) {
            return 1;
        }
        return value.endsWith("/*") && mediaType.startsWith(value.substring(0, value.length() - 1))
                ? 2
                : 0;
    }

    private static Optional<MediaRange> range(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split(";", -1);
        String value = parts[0].strip();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        double quality = 1;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                try {
                    quality = Math.clamp(Double.parseDouble(parameter.substring(2)), 0.0, 1.0);
                } catch (NumberFormatException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new MediaRange(value, Double.isNaN(quality) ? 0 : quality));
    }
}
