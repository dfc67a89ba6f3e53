package org.labledger.http;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.labledger.result.AnswerFormat;

/** Proactive content negotiation by {@code Accept} (RFC 9110, section 12.5.1). */
public final class Negotiation {

    /**
     * Something that can be given.
     *
     * @param mediaType its media type
     * @param alias a more general media type under which many ask for it, or empty
     * @param value what it is
     * @param <T> the kind of things that are offered
     */
    public record Offer<T>(String mediaType, String alias, T value) {

        /** An offer that goes by one name only. */
        public static <T> Offer<T> of(String mediaType, T value) {
            return new Offer<>(mediaType, "", value);
        }

        /**
         * The formats of answers as offers, each by its name and the general one, if it has one.
         */
        public static List<Offer<AnswerFormat>> of(List<AnswerFormat> formats) {
            return formats.stream()
                    .map(format -> new Offer<>(format.mediaType(), alias(format), format))
                    .toList();
        }

        private static String alias(AnswerFormat format) {
            return switch (format) {
                case JSON -> "application/json";
                case XML -> "application/xml";
                default -> "";
            };
        }
    }

    private Negotiation() {}

    /**
     * Returns what a client likes best.
     *
     * @param accept the value of the {@code Accept} header, or {@code null} if there is none
     * @param offers what can be given, the server's favourite first
     * @return the value of the best offer, or empty if the client wants none of them
     */
    public static <T> Optional<T> best(@Nullable String accept, List<Offer<T>> offers) {
        if (accept == null || accept.isBlank()) {
            return Optional.of(offers.getFirst().value());
        }
        List<MediaRange> ranges = MediaRange.of(accept);
        Optional<T> best = Optional.empty();
        double bestQuality = 0;
        for (Offer<T> offer : offers) {
            double quality = quality(ranges, offer);
            if (quality > bestQuality) {
                best = Optional.of(offer.value());
                bestQuality = quality;
            }
        }
        return best;
    }

    /** Returns the answer format that a client likes best. */
    public static Optional<AnswerFormat> choose(
            @Nullable String accept, List<AnswerFormat> offered) {
        return best(accept, Offer.of(offered));
    }

    private static <T> double quality(List<MediaRange> ranges, Offer<T> offer) {
        int specificity = 0;
        double quality = 0;
        for (MediaRange range : ranges) {
            int own = 2 * range.specificity(offer.mediaType());
            if (!offer.alias().isEmpty() && range.value().equals(offer.alias())) {
                // Less than by its own name, more than by "application/*".
                own = Math.max(own, 5);
            }
            if (own > specificity) {
                specificity = own;
                quality = range.quality();
            }
        }
        return quality;
    }
}
