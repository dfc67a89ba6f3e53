package org.labledger.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.labledger.query.AnswerFormat;

/** Proactive content negotiation by {@code Accept} (RFC 9110, section 12.5.1). */
final class Negotiation {

    private record Range(String type, String subtype, double quality) {

        /** How specific a matching range is; the most specific one decides. */
        int specificity(String mediaType) {
            int slash = mediaType.indexOf('/');
            if (type.equals("*")) {
                return 1;
            }
            if (!type.equals(mediaType.substring(0, slash))) {
                return 0;
            }
            if (subtype.equals("*")) {
                return 2;
            }
            return subtype.equals(mediaType.substring(slash + 1)) ? 3 : 0;
        }
    }

    private Negotiation() {}

    /**
     * Returns the format a client likes best.
     *
     * @param accept the value of the {@code Accept} header, or {@code null} if there is none
     * @param offered the formats that can be given, the server's favourite first
     * @return the format, or empty if the client wants none of them
     */
    static Optional<AnswerFormat> choose(@Nullable String accept, List<AnswerFormat> offered) {
        if (accept == null || accept.isBlank()) {
            return Optional.of(offered.getFirst());
        }
        List<Range> ranges =
                List.of(accept.split(",", -1)).stream()
                        .map(Negotiation::range)
                        .flatMap(Optional::stream)
                        .toList();
        AnswerFormat best = null;
        double bestQuality = 0;
        for (AnswerFormat format : offered) {
            double quality = quality(ranges, format);
            if (quality > bestQuality) {
                best = format;
                bestQuality = quality;
            }
        }
        return Optional.ofNullable(best);
    }

    private static double quality(List<Range> ranges, AnswerFormat format) {
        int specificity = 0;
        double quality = 0;
        for (Range range : ranges) {
            int own = 2 * range.specificity(format.mediaType());
            // Many who want results in JSON say so by its general name.
            if (format == AnswerFormat.JSON) {
                own = Math.max(own, 2 * range.specificity("application/json") - 1);
            }
            if (own > specificity) {
                specificity = own;
                quality = range.quality();
            }
        }
        return quality;
    }

    private static Optional<Range> range(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split(";", -1);
        int slash = parts[0].indexOf('/');
        if (slash <= 0) {
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
        return Optional.of(
                new Range(
                        parts[0].substring(0, slash).strip(),
                        parts[0].substring(slash + 1).strip(),
                        quality));
    }
}
