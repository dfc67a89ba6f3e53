package org.labledger.chart;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.labledger.display.Dates;
import org.labledger.display.Language;
import org.labledger.display.Messages;
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

    /** Minimum width of a mark; a day would be too thin to see. */
    private static final double MIN_WIDTH = 5;

    private SvgLayout() {}

    /**
     * Lays out a chart.
     *
     * @param title what it shows
     * @param source the line that says where it comes from
     * @param origin the origin of the site, such as {@code https://example.org}
     * @return the SVG, or empty for a single value, and for a timeline with fewer than two lanes,
     *     too many lanes, or more than 200 years
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
            case Chart.SingleValue figure -> Optional.empty();
        };
    }

    private static Optional<SvgChart> timeline(
            Chart.Timeline timeline, String title, String source, Language language) {
        Map<Text, List<Chart.TimelineItem>> lanes = new LinkedHashMap<>();
        LocalDate first = LocalDate.MAX;
        LocalDate last = LocalDate.MIN;
        for (Chart.Year year : timeline.years()) {
            for (Chart.TimelineItem item : year.items()) {
                if (item.dates().isEmpty()) {
                    // An item without a date has no position on the axis; the list on the page
                    // shows it.
                    continue;
                }
                lanes.computeIfAbsent(name(item.main()), n -> new ArrayList<>()).add(item);
                for (Chart.LabelledDate dated : item.dates()) {
                    Dates.Span span = Dates.span(dated.day().iso());
                    first = span.first().isBefore(first) ? span.first() : first;
                    last = span.last().isAfter(last) ? span.last() : last;
                }
            }
        }
        if (lanes.size() < 2
                || lanes.size() > MAX_LANES
                || last.getYear() - first.getYear() > 200) {
            return Optional.empty();
        }
        Scale scale = Scale.of(first, last);
        LaneStack stack = new LaneStack();
        lanes.forEach((name, items) -> {
            List<LaneChart.Mark> spans = new ArrayList<>();
            List<LaneChart.Mark> marks = new ArrayList<>();
            for (Chart.TimelineItem item : items) {
                double from = Double.MAX_VALUE;
                double to = 0;
                for (Chart.LabelledDate dated : item.dates()) {
                    Dates.Span span = Dates.span(dated.day().iso());
                    double x = scale.x(span.first());
                    double width = Math.max(MIN_WIDTH, scale.x(span.last().plusDays(1)) - x);
                    from = Math.min(from, x);
                    to = Math.max(to, x + width);
                    marks.add(
                            new LaneChart.Mark(
                                    x,
                                    width,
                                    "",
                                    dated.name().value() + ": " + dated.day().shown(),
                                    0));
                }
                if (item.dates().size() > 1) {
                    spans.add(new LaneChart.Mark(from, to - from, "", "", 0));
                }
            }
            stack.add(name, spans, marks);
        });
        return Optional.of(
                new LaneChart(title, List.of(), scale.ticks(language), stack.lanes, "", source));
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
                                "",
                                marks.size()));
            }
            stack.add(bar.name().text(), List.of(), marks);
        }
        String note =
                bars.isTruncated()
                        ? Messages.all()
                                .say(language, "bars.part", bars.bars().size(), bars.total())
                        : "";
        return new LaneChart(title, keys(bars.measures()), List.of(), stack.lanes, note, source);
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

        void add(Text name, List<LaneChart.Mark> spans, List<LaneChart.Mark> marks) {
            List<String> lines = TextWidth.wrap(name.value(), MAX_NAME_WIDTH, MAX_LINES);
            double height = LaneChart.height(lines.size());
            lanes.add(new LaneChart.Lane(name, lines, y + height / 2, spans, marks));
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

        static Scale of(LocalDate first, LocalDate last) {
            boolean isShort = ChronoUnit.DAYS.between(first, last) < SHORT_DAYS;
            LocalDate start = isShort ? first.minusDays(1) : first.withDayOfMonth(1);
            return new Scale(start, ChronoUnit.DAYS.between(start, last) + 2);
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
