package org.labledger.page;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.labledger.changes.ChangeReport;
import org.labledger.changes.Listings;
import org.labledger.changes.StillComparingException;
import org.labledger.display.Address;
import org.labledger.display.Dates;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.Link;
import org.labledger.display.PageRequest;
import org.labledger.display.Text;
import org.labledger.display.Value;
import org.labledger.history.State;
import org.labledger.history.UnreadableStateException;
import org.labledger.problem.ProblemException;

/** Pages of what changed. Safe for concurrent use. */
final class ChangesPages {

    private static final String PATH = "/changes";

    /** Maximum number of digits of a page number. */
    private static final int MAX_DIGITS = 6;

    private final Listings listings;
    private final DisplayNames names;
    private final PageFrames frames;

    ChangesPages(Listings listings, DisplayNames names, PageFrames frames) {
        this.listings = listings;
        this.names = names;
        this.frames = frames;
    }

    /** Returns the page of all changes. */
    ChangesPage all(PageRequest request) {
        PageFrame frame =
                frames.of(request, new Text(request.say("changes.title"), request.language().tag()))
                        .feed(feed(PATH, Map.of()))
                        .format("JSON", "application/json", PATH + ".json")
                        .build();
        if (listings.absence().isPresent()) {
            return absent(frame, Optional.empty());
        }
        int number = Pager.requested(request, MAX_DIGITS);
        return page(frame, Optional.empty(), listings.states(number, request.language()), request);
    }

    /**
     * Returns the page of the changes about a thing.
     *
     * @param href the page of the thing
     */
    ChangesPage about(Node thing, String href, PageRequest request) throws StillComparingException {
        Text name = names.of(thing, request.language());
        PageFrame frame =
                frames.of(
                                request,
                                new Text(
                                        request.say("changes.of", name.value()),
                                        request.language().tag()))
                        .crumb(name, href)
                        .feed(feedOf(thing, request))
                        .build();
        Optional<Link> link = Optional.of(new Link(name, href));
        if (listings.absence().isPresent()) {
            return absent(frame, link);
        }
        int number = Pager.requested(request, MAX_DIGITS);
        return page(frame, link, listings.about(thing, number, request.language()), request);
    }

    /** Returns the page of what one state changed. */
    ChangesPage state(String state, PageRequest request) throws ProblemException {
        Listings.Item item = listings.state(state, request.language());
        String title = item.state().map(State::summary).orElse(state);
        PageFrame frame =
                frames.of(request, Text.plain(title))
                        .crumb("changes.title", PATH)
                        .format("JSON", "application/json", request.path() + ".json")
                        .build();
        return new ChangesPage(
                frame,
                Optional.empty(),
                "",
                days(List.of(item), request.language()),
                Optional.empty());
    }

    /** Returns the last change of the ledger in a line, if it has a history. */
    Optional<Link> last(PageRequest request) {
        if (listings.absence().isPresent()) {
            return Optional.empty();
        }
        try {
            return listings.latest(
                            request.past().map(PageRequest.PastState::id), request.language())
                    .map(item ->
                            new Link(
                                    new Text(last(item, request), request.language().tag()),
                                    PATH));
        } catch (UnreadableStateException e) {
            // The list of changes says why; the front page is whole without it.
            return Optional.empty();
        }
    }

    private static String last(Listings.Item item, PageRequest request) {
        String day =
                item.state().map(state -> date(state, request.language()).shown()).orElseThrow();
        ChangeReport report = item.report();
        String what =
                report.groups()
                        .findFirst()
                        .map(group -> group.title().text())
                        .orElseGet(() -> report.summary().text());
        long more = item.changes() - 1;
        return more > 0
                ? request.say("changes.last.more", day, what, more)
                : request.say("changes.last", day, what);
    }

    private ChangesPage absent(PageFrame frame, Optional<Link> thing) {
        return new ChangesPage(
                frame, thing, listings.absence().orElse(""), List.of(), Optional.empty());
    }

    private static ChangesPage page(
            PageFrame frame, Optional<Link> thing, Listings.Page listing, PageRequest request) {
        return new ChangesPage(
                frame,
                thing,
                "",
                days(listing.items(), request.language()),
                Pager.of(request, listing.page(), listing.pages()));
    }

    private static List<ChangesPage.Day> days(List<Listings.Item> items, Language language) {
        List<ChangesPage.Day> days = new ArrayList<>();
        for (Listings.Item item : items) {
            Optional<Value.Date> date = item.state().map(state -> date(state, language));
            if (days.isEmpty() || !days.getLast().date().equals(date)) {
                days.add(new ChangesPage.Day(date, new ArrayList<>()));
            }
            add(item, days.getLast().entries());
        }
        return List.copyOf(days);
    }

    /** Adds a state, to the one before if both changed only layout. */
    private static void add(Listings.Item item, List<ChangesPage.Entry> entries) {
        List<ChangesPage.Commit> commits = item.state().map(ChangesPages::commit).stream().toList();
        boolean isFolded = item.isLayoutOnly() && item.state().isPresent();
        if (isFolded && !entries.isEmpty() && entries.getLast().report().isEmpty()) {
            List<ChangesPage.Commit> together = new ArrayList<>(entries.getLast().commits());
            together.addAll(commits);
            entries.set(
                    entries.size() - 1,
                    new ChangesPage.Entry(List.copyOf(together), Optional.empty()));
        } else {
            entries.add(
                    new ChangesPage.Entry(
                            commits, isFolded ? Optional.empty() : Optional.of(item.report())));
        }
    }

    private static ChangesPage.Commit commit(State state) {
        return new ChangesPage.Commit(
                state.summary(),
                state.commit().substring(0, Math.min(12, state.commit().length())),
                PATH + "/" + state.commit(),
                state.tags());
    }

    private static Value.Date date(State state, Language language) {
        String day = LocalDate.ofInstant(state.time(), ZoneOffset.UTC).toString();
        return new Value.Date(
                day,
                Dates.format(NodeFactory.createLiteralDT(day, XSDDatatype.XSDdate), language)
                        .orElse(day));
    }

    private static String feed(String path, Map<String, String> parameters) {
        return Address.of(path + ".atom", parameters);
    }

    /** Returns the feed of the changes about a thing, whose page or list has this address. */
    static String feedOf(Node thing, PageRequest request) {
        String path = request.path();
        return path.startsWith("/doc/") && request.parameter("iri").isEmpty()
                ? feed(path.endsWith(PATH) ? path : path + PATH, Map.of())
                : feed(PATH, Map.of("iri", thing.getURI()));
    }
}
