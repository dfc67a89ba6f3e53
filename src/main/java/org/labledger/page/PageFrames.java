package org.labledger.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.labledger.catalog.Localized;
import org.labledger.display.Address;
import org.labledger.display.Language;
import org.labledger.display.Link;
import org.labledger.display.Messages;
import org.labledger.display.PageRequest;
import org.labledger.display.Text;
import org.labledger.link.CitedLink;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;

/** Creates the frames of pages. Titles and descriptions of the home are read once. */
final class PageFrames {

    private final Snapshot snapshot;
    private final Localized title;
    private final Localized description;
    private final boolean hasHistory;

    /**
     * Creates it.
     *
     * @param hasHistory whether the home has a history, so that its changes can be shown
     */
    PageFrames(Snapshot snapshot, boolean hasHistory) {
        this.snapshot = snapshot;
        this.hasHistory = hasHistory;
        Map<String, String> titles = snapshot.description().titles();
        this.title =
                titles.isEmpty()
                        ? new Localized(Map.of("", snapshot.description().title("")))
                        : new Localized(titles);
        Map<String, String> texts = snapshot.description().descriptions();
        this.description = texts.isEmpty() ? Localized.EMPTY : new Localized(texts);
    }

    /** Returns the description of the ledger in a sentence; empty if the home has none. */
    Optional<Text> description(Language language) {
        return description.isEmpty()
                ? Optional.empty()
                : Optional.of(Text.of(description, language));
    }

    /** Returns the title of the ledger. */
    Text site(Language language) {
        return Text.of(title, language);
    }

    /** Returns a builder for the frame of a page. */
    Builder of(PageRequest request, Text pageTitle) {
        return new Builder(request, pageTitle);
    }

    /** Builder for a {@link PageFrame}. What most pages do not set has a default. */
    final class Builder {
        private final PageRequest request;
        private final Text pageTitle;
        private Optional<Text> summary = Optional.empty();
        private final List<Link> crumbs = new ArrayList<>();
        private final List<PageFrame.Format> formats = new ArrayList<>();
        private String canonical;
        private String structuredData = "";
        private String card = "";
        private String feed = "";
        private String cite = "";
        private String compare = "";
        private boolean isIndexed = true;

        private Builder(PageRequest request, Text pageTitle) {
            this.request = request;
            this.pageTitle = pageTitle;
            this.canonical = request.origin() + Address.of(request.path(), request.parameters());
        }

        Builder summary(Optional<Text> text) {
            summary = text.filter(t -> !t.value().isBlank());
            return this;
        }

        Builder crumb(Text name, String href) {
            crumbs.add(new Link(name, href));
            return this;
        }

        Builder crumb(String message, String href) {
            return crumb(new Text(request.say(message), request.language().tag()), href);
        }

        /** Adds links to some formats of the page's content, at the address for each suffix. */
        Builder formats(List<Format> some, UnaryOperator<String> address) {
            for (Format format : some) {
                format(format.label(), format.mediaType(), address.apply(format.suffix()));
            }
            return this;
        }

        Builder format(String name, String mediaType, String href) {
            formats.add(new PageFrame.Format(name, mediaType, href));
            return this;
        }

        Builder canonical(String address) {
            canonical = address;
            return this;
        }

        Builder structuredData(String jsonLd) {
            structuredData = jsonLd;
            return this;
        }

        Builder card(String address) {
            card = address;
            return this;
        }

        /** Adds a feed of changes about what the page shows, if the home has a history. */
        Builder feed(String address) {
            feed = hasHistory && request.past().isEmpty() ? address : "";
            return this;
        }

        /** Sets the address of the page that compares what the page shows. */
        Builder compare(String address) {
            compare = address;
            return this;
        }

        /**
         * Adds a link to how to cite what the page shows.
         *
         * @param address the path and query string of what is cited
         */
        Builder cite(String address) {
            Map<String, String> asked = new TreeMap<>();
            asked.put("of", address);
            // With a past state the links of the page keep that one.
            if (request.past().isEmpty()) {
                asked.put("at", snapshot.id().substring(0, CitedLink.SNAPSHOT_DIGITS));
            }
            cite = Address.of("/cite", asked);
            return this;
        }

        Builder notIndexed() {
            isIndexed = false;
            return this;
        }

        PageFrame build() {
            List<PageFrame.LanguageLink> languages = new ArrayList<>();
            for (Language other : PageRequest.languages()) {
                languages.add(
                        new PageFrame.LanguageLink(
                                other.tag(),
                                Objects.requireNonNull(Messages.all().say(other, "language.name")),
                                request.in(other)));
            }
            return new PageFrame(
                    request,
                    site(request.language()),
                    pageTitle,
                    summary,
                    canonical,
                    List.copyOf(crumbs),
                    languages,
                    List.copyOf(formats),
                    snapshot.id(),
                    snapshot.description().license().flatMap(Address::toTheWeb),
                    structuredData,
                    card,
                    hasHistory ? "/changes" : "",
                    feed,
                    cite,
                    compare,
                    isIndexed);
        }
    }
}
