package org.labledger.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/**
 * Which representation a request asks for. All routes choose by it: the parameter {@value #FORMAT}
 * comes first, then the suffix of the path, then {@code Accept} (proactive negotiation, RFC 9110,
 * section 12.5.1).
 *
 * @param formats names of formats, from the parameter; clients give several that mean the same
 * @param suffix the name of a format, from the end of the path
 * @param accept the value of the {@code Accept} header, its lines joined by commas
 */
public record Negotiation(List<String> formats, Optional<String> suffix, Optional<String> accept) {

    /** The parameter that names a format. */
    public static final String FORMAT = "format";

    /**
     * Copies the names, without those that a form left empty. No name has a space: it is the plus
     * sign of a media type such as {@code application/ld+json} that was not percent-encoded.
     */
    public Negotiation {
        formats =
                formats.stream()
                        .filter(name -> !name.isEmpty())
                        .map(name -> name.replace(' ', '+'))
                        .distinct()
                        .toList();
    }

    /** Reads the parameter and the header of a request. */
    public static Negotiation of(Request request) {
        return of(request, request.parameters());
    }

    /** Reads the header of a request, and the parameter where it is not in the address alone. */
    public static Negotiation of(Request request, Parameters parameters) {
        return new Negotiation(parameters.all(FORMAT), Optional.empty(), request.header("Accept"));
    }

    /** Returns a negotiation by the header alone. */
    public static Negotiation by(Optional<String> accept) {
        return new Negotiation(List.of(), Optional.empty(), accept);
    }

    /** Returns this with the suffix of the path. */
    public Negotiation withSuffix(Optional<String> named) {
        return new Negotiation(formats, named, accept);
    }

    /**
     * Returns what the request asks for, or what it likes best.
     *
     * @param what what is offered, as the subject of a sentence
     * @param offers what can be sent, the server's favourite first
     * @throws ProblemException if nothing is offered that the request asks for: with status 400 if
     *     it named a format by the parameter, 404 by a suffix, 406 by {@code Accept}
     */
    public <T> T choose(String what, List<Offer<T>> offers) throws ProblemException {
        return find(offers).orElseThrow(() -> new ProblemException(nothing(what, offers)));
    }

    /** Returns what the request asks for, or what it likes best, or empty if it is not offered. */
    public <T> Optional<T> find(List<Offer<T>> offers) {
        List<String> names = formats.isEmpty() ? suffix.stream().toList() : formats;
        List<String> named = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return named.isEmpty()
                ? best(offers)
                : offers.stream()
                        .filter(offer -> offer.names().containsAll(named))
                        .map(Offer::value)
                        .findFirst();
    }

    private <T> Optional<T> best(List<Offer<T>> offers) {
        if (accept.isEmpty() || accept.get().isBlank()) {
            return Optional.of(offers.getFirst().value());
        }
        List<MediaRange> ranges = MediaRange.of(accept.get());
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

    /** The most specific range decides (RFC 9110, section 12.5.1). */
    private static double quality(List<MediaRange> ranges, Offer<?> offer) {
        int specificity = 0;
        double quality = 0;
        for (MediaRange range : ranges) {
            int own = 2 * range.specificity(offer.mediaType());
            if (own < 6 && offer.mediaTypes().contains(range.value())) {
                // Less than by its own name, more than by "application/*".
                own = 5;
            }
            if (own > specificity) {
                specificity = own;
                quality = range.quality();
            }
        }
        return quality;
    }

    private <T> Problem nothing(String what, List<Offer<T>> offers) {
        String offered =
                what
                        + " is available as "
                        + offers.stream()
                                .map(offer ->
                                        offer.mediaType() + " (" + offer.names().getFirst() + ")")
                                .collect(Collectors.joining(", "))
                        + ".";
        if (!formats.isEmpty()) {
            return Problem.badParameter(
                    FORMAT,
                    "Unknown value \""
                            + String.join("\", \"", formats)
                            + "\" of \"format\". "
                            + offered);
        }
        return suffix.isPresent()
                ? Problem.notFound("Unknown suffix \"." + suffix.get() + "\". " + offered)
                : Problem.notAcceptable(
                        offered
                                + " Accept one of these media types, or put the name in parentheses"
                                + " into format=.");
    }
}
