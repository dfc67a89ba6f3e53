package org.labledger.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.labledger.chart.Chart;
import org.labledger.display.Link;
import org.labledger.display.Note;
import org.labledger.display.NoteMark;
import org.labledger.display.ResultTable;
import org.labledger.display.Text;
import org.labledger.display.Value;

/**
 * The page of a thing: a person, a book, a source, a class – the same for all. What it shows and in
 * which order is said by the home's shapes and saved queries.
 *
 * @param frame what stands around it
 * @param head what it is called and what it is
 * @param facts what is said of it, by groups
 * @param disagreements where sources disagree on it
 * @param nearby where sources disagree on records that name it
 * @param sections the answers of saved queries about it
 * @param context what it has to do with
 * @param notes the sources
 */
public record ThingPage(
        Frame frame,
        Head head,
        List<FactGroup> facts,
        List<DisagreementCard> disagreements,
        Nearby nearby,
        List<Section> sections,
        Context context,
        List<Note> notes) {

    /**
     * What a thing is called and what it is.
     *
     * @param iri its IRI
     * @param name what it is called
     * @param otherNames what it is called in the home's other languages
     * @param kinds its classes
     * @param comment what it is, in a line
     */
    public record Head(
            String iri,
            Text name,
            List<Text> otherNames,
            List<Value> kinds,
            Optional<Text> comment) {}

    /**
     * What a thing has to do with.
     *
     * @param timeline the dates of it and of the records that name it
     * @param neighbours the things that are named together with it
     * @param said for a source without a query about it: the records that it speaks of
     * @param mentions where else it occurs, by property
     * @param isMentionsOpen whether these are unfolded
     */
    public record Context(
            Optional<Chart.Timeline> timeline,
            Optional<Neighbours> neighbours,
            List<Value> said,
            List<Mention> mentions,
            boolean isMentionsOpen) {

        /** Returns how many dates the timeline has. */
        public int timelineSize() {
            return timeline.stream()
                    .flatMap(t -> t.years().stream())
                    .mapToInt(year -> year.items().size())
                    .sum();
        }
    }

    /** So many sections can be taken in without a list of them. */
    private static final int FEW = 3;

    /** Returns links to the sections of the page, in their order; none if they are few. */
    public List<Link> contents() {
        List<Link> links = new ArrayList<>();
        for (Section section : sections) {
            if (section.isInAWord()) {
                links.add(section.link());
            }
        }
        add(links, !facts.isEmpty(), "facts", "thing.facts");
        add(links, !disagreements.isEmpty(), "disputes", "thing.disputes");
        for (Section section : sections) {
            if (!section.isInAWord()) {
                links.add(section.link());
            }
        }
        add(links, nearby.isPresent(), "nearby", "thing.nearby.short");
        add(links, !context.said().isEmpty(), "said", "thing.said");
        add(links, context.timeline().isPresent(), "timeline", "thing.timeline");
        add(links, context.neighbours().isPresent(), "neighbours", "thing.neighbours");
        add(links, !context.mentions().isEmpty(), "mentions", "thing.mentions");
        if (links.size() <= FEW) {
            return List.of();
        }
        add(links, !notes.isEmpty(), "notes", "notes.title");
        return links;
    }

    private void add(List<Link> links, boolean isThere, String id, String message) {
        if (isThere) {
            links.add(new Link(new Text(frame.say(message), frame.language().tag()), "#" + id));
        }
    }

    /**
     * Disagreements about records that name the thing.
     *
     * @param cards all of them, if they are few
     * @param links links to all of them, if they are many
     * @param href where those about other things are listed too, or empty
     */
    public record Nearby(List<DisagreementCard> cards, List<Value> links, String href) {

        /** Returns whether there are any. */
        public boolean isPresent() {
            return size() > 0;
        }

        /** Returns how many there are. */
        public int size() {
            return cards.size() + links.size();
        }
    }

    /**
     * Facts that belong together.
     *
     * @param name what they are about, or empty
     * @param facts the facts
     */
    public record FactGroup(Optional<Text> name, List<Fact> facts) {}

    /** Returns whether the facts stand under headings. */
    public boolean hasHeadings() {
        return facts.stream().anyMatch(group -> group.name().isPresent());
    }

    /**
     * A property with all its values.
     *
     * @param property what it is called
     * @param href where it is explained, or empty
     * @param values the values
     * @param isDisputed whether sources disagree on it
     */
    public record Fact(Text property, String href, List<FactValue> values, boolean isDisputed) {}

    /**
     * A value with who says so.
     *
     * @param value the value
     * @param noteMarks the sources
     * @param isDerived whether it stands in no source but follows from what does
     */
    public record FactValue(Value value, List<NoteMark> noteMarks, boolean isDerived) {}

    /**
     * The answer of a saved query about the thing.
     *
     * @param id its name in addresses
     * @param title what it is called
     * @param href where the same is asked
     * @param table the answer
     * @param chart the answer as a picture, if the query names a view
     */
    public record Section(
            String id, Text title, String href, ResultTable table, Optional<Chart> chart) {

        Link link() {
            return new Link(title, "#" + id);
        }

        /** Returns whether it answers in a word, so that it comes first. */
        public boolean isInAWord() {
            return chart.filter(Chart.SingleValue.class::isInstance).isPresent();
        }

        /** Returns whether the table says what no picture says as well. */
        public boolean hasTable() {
            return chart.isEmpty()
                    || chart.get() instanceof Chart.Graph
                    || (chart.get() instanceof Chart.SingleValue figure && figure.hasReasons());
        }
    }

    /**
     * Where the thing occurs.
     *
     * @param property as the value of which property
     * @param things in which records
     * @param count how many there are in all
     */
    public record Mention(Text property, List<Value> things, long count) {}
}
