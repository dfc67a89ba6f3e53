package org.labledger.chart;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.labledger.display.Dates;
import org.labledger.display.Language;
import org.labledger.display.Messages;
import org.labledger.display.ResultTable;
import org.labledger.display.Text;
import org.labledger.display.Value;

/** Lays out charts as standalone SVGs. */
public final class SvgLayout {

    /** Maximum number of lanes of a timeline; with more, there is no chart. */
    private static final int MAX_LANES = 80;

    private static final int FONT_SIZE = 13;

    /** Width of bold text, relative to regular text. */
    private static final double BOLD_FACTOR = 1.12;

    /** Maximum width of a lane label, in ems. */
    private static final double MAX_NAME_WIDTH = (LaneChart.LEFT - 26) / (double) FONT_SIZE;

    /** Maximum number of lines of a lane label. */
    private static final int MAX_LINES = 2;

    /** Length of the longest bar, which leaves room for its number. */
    private static final double MAX_BAR_WIDTH = LaneChart.RIGHT - LaneChart.LEFT - 60;

    /** Up to this many days, the axis shows days instead of months. */
    private static final int SHORT_DAYS = 60;

    /** Minimum width of a band; a narrower one could not be seen to be hatched. */
    private static final double MIN_WIDTH = 6;

    /** Maximum number of years of a time axis. */
    private static final int MAX_YEARS = 200;

    private static final int LEGEND_SIZE = 12;

    private SvgLayout() {}

    /**
     * Lays out a chart.
     *
     * @param title what it shows
     * @param source the line that says where it comes from
     * @param origin the origin of the site, such as {@code https://example.org}
     * @return the SVG, or empty for a single value, and for a timeline that would say nothing: of
     *     sentences, with one lane of events, too many lanes, or more than 200 years
     */
    public static Optional<SvgChart> of(
            Chart chart, String title, String source, String origin, Language language) {
        return switch (chart) {
            case Chart.Timeline timeline -> timeline(timeline, title, source, language);
            case Chart.Bars bars -> Optional.of(bars(bars, title, source, language));
            case Chart.Graph graph ->
                    Optional.of(
                            new DiagramChart(
                                    title,
                                    graph.wide(),
                                    graph.isTruncated()
                                            ? Messages.all()
                                                    .say(
                                                            language,
                                                            "graph.part",
                                                            graph.drawn(),
                                                            graph.total())
                                            : "",
                                    source,
                                    origin));
            case Chart.Months months -> Optional.of(StackChart.of(months, title, source, language));
            case Chart.SingleValue figure -> Optional.empty();
            case Chart.States states -> Optional.empty();
        };
    }

    private static Optional<SvgChart> timeline(
            Chart.Timeline timeline, String title, String source, Language language) {
        Map<Text, List<Chart.TimelineItem>> lanes = new LinkedHashMap<>();
        List<Dates.Span> all = new ArrayList<>();
        boolean hasPeriods = false;
        for (Chart.Year year : timeline.years()) {
            for (Chart.TimelineItem item : year.items()) {
                if (item.isSentence()) {
                    // A line for each sentence, with a dot on it, would say nothing.
                    return Optional.empty();
                }
                if (item.dates().isEmpty()) {
                    // An item without a date has no position on the axis; the table has it.
                    continue;
                }
                lanes.computeIfAbsent(name(item.main()), n -> new ArrayList<>()).add(item);
                for (Chart.LabelledDate dated : item.dates()) {
                    all.add(Dates.span(dated.day().iso()));
                    hasPeriods |= dated.extent() != ResultTable.Extent.NONE;
                }
            }
        }
        if (lanes.size() < (hasPeriods ? 1 : 2) || lanes.size() > MAX_LANES) {
            return Optional.empty();
        }
        LocalDate first = Collections.min(all.stream().map(Dates.Span::first).toList());
        LocalDate last = Collections.max(all.stream().map(Dates.Span::last).toList());
        if (last.getYear() - first.getYear() > MAX_YEARS) {
            return Optional.empty();
        }
        Scale scale = Scale.of(first, last, hasPeriods);
        LaneStack stack = new LaneStack();
        lanes.forEach((name, items) -> {
            List<LaneChart.Shape> shapes = new ArrayList<>();
            items.forEach(item -> new ItemShapes(item, scale).addTo(shapes));
            shapes.sort(Comparator.comparing(LaneChart.Shape::kind));
            stack.add(name, shapes, List.of());
        });
        return Optional.of(
                new LaneChart(
                        title,
                        List.of(),
                        legend(stack.lanes, language),
                        scale.ticks(language),
                        stack.lanes,
                        "",
                        source));
    }

    /** Returns what the shapes of a chart say, side by side. */
    private static List<LaneChart.Sign> legend(List<LaneChart.Lane> lanes, Language language) {
        Set<String> ids = new LinkedHashSet<>();
        List<LaneChart.Shape> shapes = lanes.stream().flatMap(l -> l.shapes().stream()).toList();
        for (LaneChart.Kind kind : List.of(LaneChart.Kind.DOT, LaneChart.Kind.BAND)) {
            shapes.stream()
                    .filter(shape -> shape.kind() == kind && !shape.isRejected())
                    .findFirst()
                    .ifPresent(shape -> ids.add(kind.id()));
        }
        if (shapes.stream().anyMatch(shape -> shape.kind().compareTo(LaneChart.Kind.BAR) <= 0)) {
            ids.add("bar");
        }
        if (shapes.stream().anyMatch(LaneChart.Shape::isRejected)) {
            ids.add("hollow");
        }
        List<LaneChart.Sign> legend = new ArrayList<>();
        double x = 12;
        for (String id : ids) {
            String text = Messages.all().say(language, "chart." + id);
            legend.add(new LaneChart.Sign(id, text, SvgChart.round(x)));
            x += 48 + TextWidth.width(text) * LEGEND_SIZE;
        }
        return legend;
    }

    /** Turns the dates of an item into shapes. */
    private record ItemShapes(Chart.TimelineItem item, Scale scale) {

        void addTo(List<LaneChart.Shape> shapes) {
            Optional<Dates.Span> begun = together(ResultTable.Extent.BEGINNING);
            Optional<Dates.Span> ended = together(ResultTable.Extent.ENDING);
            String period = title();
            if (begun.isPresent() && ended.isPresent()) {
                LocalDate from = begun.get().last();
                LocalDate to = ended.get().first();
                if (from.isBefore(to)) {
                    shapes.add(bar(LaneChart.Kind.BAR, scale.x(from), scale.x(to), period));
                }
            } else if (begun.isPresent()) {
                double from = scale.x(begun.get().last());
                shapes.add(bar(LaneChart.Kind.FADE_OUT, from, LaneChart.RIGHT, period));
            } else if (ended.isPresent()) {
                double to = scale.x(ended.get().first());
                shapes.add(bar(LaneChart.Kind.FADE_IN, LaneChart.LEFT, to, period));
            }
            begun.filter(span -> !isDay(span)).ifPresent(span -> shapes.add(band(span, period)));
            ended.filter(span -> !isDay(span)).ifPresent(span -> shapes.add(band(span, period)));
            for (Chart.LabelledDate dated : item.dates()) {
                if (dated.isRejected() || dated.extent() == ResultTable.Extent.NONE) {
                    shapes.add(shape(dated));
                }
            }
        }

        /** Returns the days from the first to the last that the dates of an extent leave open. */
        private Optional<Dates.Span> together(ResultTable.Extent extent) {
            List<Dates.Span> spans =
                    item.dates().stream()
                            .filter(dated -> dated.extent() == extent && !dated.isRejected())
                            .map(dated -> Dates.span(dated.day().iso()))
                            .toList();
            return spans.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Dates.Span(
                                    Collections.min(spans.stream().map(Dates.Span::first).toList()),
                                    Collections.max(
                                            spans.stream().map(Dates.Span::last).toList())));
        }

        private String title() {
            return item.dates().stream()
                    .filter(dated -> !dated.isRejected())
                    .map(dated -> dated.name().value() + ": " + dated.day().shown())
                    .collect(Collectors.joining("; "));
        }

        private static boolean isDay(Dates.Span span) {
            return span.first().equals(span.last());
        }

        private LaneChart.Shape shape(Chart.LabelledDate dated) {
            Dates.Span span = Dates.span(dated.day().iso());
            String title = dated.name().value() + ": " + dated.day().shown();
            if (!isDay(span)) {
                LaneChart.Shape band = band(span, title);
                return new LaneChart.Shape(
                        band.kind(), band.x(), band.width(), title, dated.isRejected());
            }
            double middle = (scale.x(span.first()) + scale.x(span.first().plusDays(1))) / 2;
            return new LaneChart.Shape(
                    LaneChart.Kind.DOT, SvgChart.round(middle), 0, title, dated.isRejected());
        }

        private LaneChart.Shape band(Dates.Span span, String title) {
            double from = scale.x(span.first());
            double to = Math.max(from + MIN_WIDTH, scale.x(span.last().plusDays(1)));
            return bar(LaneChart.Kind.BAND, from, to, title);
        }

        private static LaneChart.Shape bar(
                LaneChart.Kind kind, double from, double to, String title) {
            return new LaneChart.Shape(
                    kind, from, SvgChart.round(Math.max(2, to - from)), title, false);
        }
    }

    private static SvgChart bars(Chart.Bars bars, String title, String source, Language language) {
        LaneStack stack = new LaneStack();
        for (Chart.Bar bar : bars.bars()) {
            List<LaneChart.Mark> marks = new ArrayList<>();
            for (Chart.Segment segment : bar.segments()) {
                boolean isLast = marks.size() == bar.segments().size() - 1;
                marks.add(
                        new LaneChart.Mark(
                                SvgChart.round(LaneChart.LEFT + segment.from() * MAX_BAR_WIDTH),
                                SvgChart.round(segment.share() * MAX_BAR_WIDTH),
                                isLast ? bar.shown() : "",
                                marks.size()));
            }
            stack.add(bar.name().text(), List.of(), marks);
        }
        String note =
                bars.isTruncated()
                        ? Messages.all()
                                .say(language, "bars.part", bars.bars().size(), bars.total())
                        : "";
        return new LaneChart(
                title, keys(bars.measures()), List.of(), List.of(), stack.lanes, note, source);
    }

    /** Returns the legend of the bar segments, side by side above the bars. */
    private static List<LaneChart.Key> keys(List<Text> measures) {
        List<LaneChart.Key> keys = new ArrayList<>();
        double x = LaneChart.LEFT;
        for (Text measure : measures) {
            keys.add(new LaneChart.Key(SvgChart.round(x), measure.capitalized(), keys.size()));
            x += 50 + TextWidth.width(measure.capitalized()) * FONT_SIZE * BOLD_FACTOR;
        }
        return keys;
    }

    /** Stacks lanes from top to bottom. */
    private static final class LaneStack {

        private final List<LaneChart.Lane> lanes = new ArrayList<>();
        private double y = LaneChart.TOP;

        void add(Text name, List<LaneChart.Shape> shapes, List<LaneChart.Mark> marks) {
            List<String> lines = TextWidth.wrap(name.value(), MAX_NAME_WIDTH, MAX_LINES);
            double height = LaneChart.height(lines.size());
            lanes.add(new LaneChart.Lane(name, lines, y + height / 2, shapes, marks));
            y += height;
        }
    }

    private static Text name(List<Value> values) {
        return values.isEmpty() ? Text.plain("") : values.getFirst().text();
    }

    /**
     * The time axis.
     *
     * @param first the first day
     * @param days the number of days
     */
    private record Scale(LocalDate first, long days) {

        /**
         * Returns the axis for some days.
         *
         * @param hasPeriods whether it needs room at the right for what goes on
         */
        static Scale of(LocalDate first, LocalDate last, boolean hasPeriods) {
            boolean isShort = ChronoUnit.DAYS.between(first, last) < SHORT_DAYS;
            LocalDate start = isShort ? first.minusDays(1) : first.withDayOfMonth(1);
            long days = ChronoUnit.DAYS.between(start, last) + 2;
            return new Scale(start, hasPeriods ? days + days / 10 : days);
        }

        double x(LocalDate day) {
            double share = (double) ChronoUnit.DAYS.between(first, day) / days;
            return SvgChart.round(LaneChart.LEFT + share * (LaneChart.RIGHT - LaneChart.LEFT));
        }

        /** Returns ticks for years; for months below two years; for days below about two months. */
        List<LaneChart.Tick> ticks(Language language) {
            boolean isEnglish = language.equals(Language.ENGLISH);
            if (days < SHORT_DAYS + 3) {
                return ticks(
                        first,
                        Period.ofDays((int) Math.ceil(days / 10.0)),
                        isEnglish ? "d MMM" : "M月d日",
                        language);
            } else if (days < 700) {
                return ticks(
                        first,
                        Period.ofMonths(days < 200 ? 1 : 3),
                        isEnglish ? "MMM uuuu" : "uuuu年M月",
                        language);
            }
            return ticks(
                    first.withDayOfYear(1),
                    Period.ofYears((int) Math.ceil(days / 365.0 / 12)),
                    "uuuu",
                    language);
        }

        private List<LaneChart.Tick> ticks(
                LocalDate from, Period step, String pattern, Language language) {
            DateTimeFormatter form = DateTimeFormatter.ofPattern(pattern, language.locale());
            List<LaneChart.Tick> ticks = new ArrayList<>();
            for (LocalDate at = from; at.isBefore(first.plusDays(days)); at = at.plus(step)) {
                if (!at.isBefore(first)) {
                    boolean hasRoom = x(at) < LaneChart.RIGHT - 30;
                    ticks.add(new LaneChart.Tick(x(at), hasRoom ? form.format(at) : ""));
                }
            }
            return ticks;
        }
    }
}
