package org.labledger.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.labledger.chart.Chart;
import org.labledger.chart.SvgChart;
import org.labledger.display.Link;
import org.labledger.display.NoteMark;
import org.labledger.display.Notes;
import org.labledger.display.ResultTable;
import org.labledger.display.Text;
import org.labledger.display.Value;

/**
 * The page of a thing: a person, a book, a source, a class. Shapes and saved queries of the home
 * decide what it shows and in which order.
 *
 * @param frame what surrounds the content
 * @param head name and classes
 * @param facts its properties, by group
 * @param disagreements disagreements about it
 * @param nearby disagreements about records that name it
 * @param sections answers of saved queries about it
 * @param context timeline, neighbours and mentions
 * @param notes the sources cited
 * @param day the day it is limited to; empty if the ontology does not say when records hold
 */
public record ThingPage(
        PageFrame frame,
        Head head,
        List<FactGroup> facts,
        List<DisagreementCard> disagreements,
        Nearby nearby,
        List<Section> sections,
        Context context,
        Notes notes,
        Optional<Day> day) {

    /**
     * The day that a page is limited to, or may be limited to.
     *
     * @param iso the day, such as {@code 2023-11-20}, or empty on a page of all days
     * @param shown the day, formatted for the reader's language
     * @param isOver whether the thing itself does not hold on the day
     * @param isOpen whether dates leave open if it does
     * @param leftOut number of records left out because they do not hold on the day
     * @param path the path of the page
     * @param others the other parameters of the page, which a form has to send along
     * @param whole the address of the page of all days
     */
    public record Day(
            String iso,
            String shown,
            boolean isOver,
            boolean isOpen,
            int leftOut,
            String path,
            Map<String, String> others,
            String whole) {

        /** Returns whether the page is limited to a day. */
        public boolean isChosen() {
            return !iso.isEmpty();
        }
    }

    /**
     * Name and classes of a thing.
     *
     * @param iri its IRI
     * @param name its name in the language of the page
     * @param otherNames its names in other languages
     * @param kinds its most specific classes
     * @param comment its description, in a line
     */
    public record Head(
            String iri,
            Text name,
            List<Text> otherNames,
            List<Value> kinds,
            Optional<Text> comment) {}

    /**
     * Connections of a thing to others.
     *
     * @param timeline its dates and those of the records that name it
     * @param neighbours the things named in the same records
     * @param said for a source without a section: the records it states
     * @param mentions the triples with it as object, by property
     * @param isMentionsOpen whether the mentions are expanded
     */
    public record Context(
            Optional<Chart.Timeline> timeline,
            Optional<NeighbourDiagram> neighbours,
            List<Value> said,
            List<Mention> mentions,
            boolean isMentionsOpen) {

        /** Returns the number of dates of the timeline. */
        public int timelineSize() {
            return timeline.stream()
                    .flatMap(t -> t.years().stream())
                    .mapToInt(year -> year.items().size())
                    .sum();
        }
    }

    /** Maximum number of sections on a page without a table of contents. */
    private static final int MAX_SECTIONS_WITHOUT_CONTENTS = 3;

    /** Returns the table of contents, in page order; empty if there are few sections. */
    public List<Link> contents() {
        List<Link> links = new ArrayList<>();
        for (Section section : sections) {
            if (section.isFirst()) {
                links.add(section.link());
            }
        }
        add(links, !facts.isEmpty(), "facts", "thing.facts");
        add(links, !disagreements.isEmpty(), "disputes", "thing.disputes");
        for (Section section : sections) {
            if (!section.isFirst()) {
                links.add(section.link());
            }
        }
        add(links, nearby.isPresent(), "nearby", "thing.nearby.short");
        add(links, !context.said().isEmpty(), "said", "thing.said");
        add(links, context.timeline().isPresent(), "timeline", "thing.timeline");
        add(links, context.neighbours().isPresent(), "neighbours", "thing.neighbours");
        add(links, !context.mentions().isEmpty(), "mentions", "thing.mentions");
        if (links.size() <= MAX_SECTIONS_WITHOUT_CONTENTS) {
            return List.of();
        }
        add(links, !notes.isEmpty(), "notes", "notes.title");
        return links;
    }

    private void add(List<Link> links, boolean isPresent, String id, String message) {
        if (isPresent) {
            links.add(new Link(new Text(frame.say(message), frame.language().tag()), "#" + id));
        }
    }

    /**
     * Disagreements about records that name the thing.
     *
     * @param cards all of them, if they are few; otherwise empty
     * @param links links to all of them, if they are many; otherwise empty
     * @param href the list of all disagreements, or empty
     */
    public record Nearby(List<DisagreementCard> cards, List<Value> links, String href) {

        /** Returns whether there are any. */
        public boolean isPresent() {
            return size() > 0;
        }

        /** Returns the number of disagreements. */
        public int size() {
            return cards.size() + links.size();
        }
    }

    /**
     * Properties under one heading.
     *
     * @param name the heading, if there is one
     * @param facts the properties
     */
    public record FactGroup(Optional<Text> name, List<Fact> facts) {}

    /** Returns whether any group of facts has a heading. */
    public boolean hasHeadings() {
        return facts.stream().anyMatch(group -> group.name().isPresent());
    }

    /**
     * A property with its values.
     *
     * @param property its name
     * @param href its page, or empty
     * @param values its values, the accepted ones first
     * @param others further values, which are folded: less precise or rejected ones, or simply many
     * @param isDisputed whether sources disagree on it
     */
    public record Fact(
            Text property,
            String href,
            List<FactValue> values,
            List<FactValue> others,
            boolean isDisputed) {

        /** Returns how many of the folded values are rejected. */
        public int differing() {
            return (int) others.stream().filter(value -> value.rejection().isPresent()).count();
        }
    }

    /**
     * A value with its sources.
     *
     * @param value the value
     * @param noteMarks the sources
     * @param isDerived whether it is derived instead of stated by a source
     * @param rejection why the accepted view does not have it, if a verdict or a correction rejects
     *     it
     * @param isPossible whether it is a record that only possibly holds on the day of the page
     */
    public record FactValue(
            Value value,
            List<NoteMark> noteMarks,
            boolean isDerived,
            Optional<Rejection> rejection,
            boolean isPossible) {

        FactValue(Value value, List<NoteMark> noteMarks, boolean isDerived) {
            this(value, noteMarks, isDerived, Optional.empty(), false);
        }
    }

    /**
     * Why a value is rejected.
     *
     * @param reason the editor's reason
     * @param href where it stands
     */
    public record Rejection(Optional<Text> reason, String href) {}

    /**
     * The answer of a saved query about the thing.
     *
     * @param id fragment identifier
     * @param title the heading
     * @param href the page of the query with the same values
     * @param table the answer
     * @param chart the answer as a chart, if the query has a view
     * @param drawing the chart drawn, if it has periods or months; the table then has its rows
     * @param isOfAllDays whether the page is limited to a day, but the query does not take one
     * @param isLeading whether it is the first section of the page
     */
    public record Section(
            String id,
            Text title,
            String href,
            ResultTable table,
            Optional<Chart> chart,
            Optional<SvgChart> drawing,
            boolean isOfAllDays,
            boolean isLeading) {

        Link link() {
            return new Link(title, "#" + id);
        }

        /** Returns the section with another fragment identifier and heading. */
        Section called(String other, Text heading) {
            return new Section(other, heading, href, table, chart, drawing, isOfAllDays, false);
        }

        /** Returns whether it shows dates in their order. */
        boolean isDated() {
            return chart.filter(Chart.Timeline.class::isInstance).isPresent();
        }

        /** Returns whether it is shown before the facts: a single value, or periods. */
        public boolean isFirst() {
            return (drawing.isPresent() && isLeading)
                    || chart.filter(Chart.SingleValue.class::isInstance).isPresent();
        }

        /** Returns whether the table shows more than the chart. */
        public boolean hasTable() {
            return chart.isEmpty()
                    || drawing.isPresent()
                    || chart.get() instanceof Chart.Graph
                    || (chart.get() instanceof Chart.SingleValue figure && figure.hasReasons());
        }
    }

    /**
     * Records in which the thing is the value of a property.
     *
     * @param property the name of the property
     * @param things the records, up to the limit of a description
     * @param count number of all such records; on the page of a day, without those left out
     */
    public record Mention(Text property, List<Mentioned> things, long count) {}

    /**
     * A record in which the thing is the value of a property.
     *
     * @param record the record
     * @param isPossible whether it only possibly holds on the day of the page
     */
    public record Mentioned(Value record, boolean isPossible) {}
}
