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

/** Draws charts. */
public final class Drawings {

    private static final int MOST_LANES = 80;

    private static final int LETTERS = 13;

    /** So much wider are bold letters. */
    private static final double BOLD = 1.12;

    /** How wide the name of a lane may be, where the size of its letters is 1. */
    private static final double NAME_ROOM = (Lanes.LEFT - 26) / (double) LETTERS;

    /** In so many lines the name of a lane is set. */
    private static final int MOST_LINES = 2;

    /** How long the longest bar is; its number stands behind it. */
    private static final double BAR_ROOM = Lanes.RIGHT - Lanes.LEFT - 60;

    /** So many days are told apart on the axis. */
    private static final int A_SHORT_TIME = 60;

    /** A day would be too thin to see. */
    private static final double THINNEST = 5;

    private Drawings() {}

    /**
     * Draws a chart.
     *
     * @param title what it shows
     * @param source the line that says where it comes from
     * @param origin the site that it comes from
     * @return the drawing, or empty if there is nothing to draw, or too much
     */
    public static Optional<Drawing> of(
            Chart chart, String title, String source, String origin, Language language) {
        return switch (chart) {
            case Chart.Timeline timeline -> timeline(timeline, title, source, language);
            case Chart.Bars bars -> Optional.of(bars(bars, title, source, language));
            case Chart.Graph graph ->
                    Optional.of(
                            new Drawing.Graph(
                                    title,
                                    graph.wide(),
                                    graph.isPart()
                                            ? Messages.all()
                                                    .say(
                                                            language,
                                                            "graph.part",
                                                            graph.drawn(),
                                                            graph.all())
                                            : "",
                                    source,
                                    origin));
            case Chart.Figure figure -> Optional.empty();
        };
    }

    private static Optional<Drawing> timeline(
            Chart.Timeline timeline, String title, String source, Language language) {
        Map<Text, List<Chart.Moment>> lanes = new LinkedHashMap<>();
        LocalDate first = LocalDate.MAX;
        LocalDate last = LocalDate.MIN;
        for (Chart.Year year : timeline.years()) {
            for (Chart.Moment moment : year.moments()) {
                if (moment.dates().isEmpty()) {
                    // The list below has it; on an axis of time there is no place for it.
                    continue;
                }
                lanes.computeIfAbsent(name(moment.main()), n -> new ArrayList<>()).add(moment);
                for (Chart.Dated dated : moment.dates()) {
                    Dates.Span span = Dates.span(dated.day().iso());
                    first = span.first().isBefore(first) ? span.first() : first;
                    last = span.last().isAfter(last) ? span.last() : last;
                }
            }
        }
        if (lanes.size() < 2
                || lanes.size() > MOST_LANES
                || last.getYear() - first.getYear() > 200) {
            return Optional.empty();
        }
        Scale scale = Scale.of(first, last);
        Rows drawn = new Rows();
        lanes.forEach((name, moments) -> {
            List<Lanes.Mark> spans = new ArrayList<>();
            List<Lanes.Mark> marks = new ArrayList<>();
            for (Chart.Moment moment : moments) {
                double from = Double.MAX_VALUE;
                double to = 0;
                for (Chart.Dated dated : moment.dates()) {
                    Dates.Span span = Dates.span(dated.day().iso());
                    double x = scale.x(span.first());
                    double width = Math.max(THINNEST, scale.x(span.last().plusDays(1)) - x);
                    from = Math.min(from, x);
                    to = Math.max(to, x + width);
                    marks.add(
                            new Lanes.Mark(
                                    x,
                                    width,
                                    "",
                                    dated.name().value() + ": " + dated.day().shown(),
                                    0));
                }
                if (moment.dates().size() > 1) {
                    spans.add(new Lanes.Mark(from, to - from, "", "", 0));
                }
            }
            drawn.add(name, spans, marks);
        });
        return Optional.of(
                new Lanes(title, List.of(), scale.ticks(language), drawn.lanes, "", source));
    }

    private static Drawing bars(Chart.Bars bars, String title, String source, Language language) {
        Rows rows = new Rows();
        for (Chart.Bar bar : bars.bars()) {
            List<Lanes.Mark> marks = new ArrayList<>();
            for (Chart.Piece piece : bar.pieces()) {
                boolean isLast = marks.size() == bar.pieces().size() - 1;
                marks.add(
                        new Lanes.Mark(
                                Drawing.round(Lanes.LEFT + piece.from() * BAR_ROOM),
                                Drawing.round(piece.share() * BAR_ROOM),
                                isLast ? bar.shown() : "",
                                "",
                                marks.size()));
            }
            rows.add(bar.name().text(), List.of(), marks);
        }
        String note =
                bars.isPart()
                        ? Messages.all().say(language, "bars.part", bars.bars().size(), bars.all())
                        : "";
        return new Lanes(title, keys(bars.measures()), List.of(), rows.lanes, note, source);
    }

    /** What is measured, side by side above the bars. */
    private static List<Lanes.Key> keys(List<Text> measures) {
        List<Lanes.Key> keys = new ArrayList<>();
        double x = Lanes.LEFT;
        for (Text measure : measures) {
            keys.add(new Lanes.Key(Drawing.round(x), measure.capitalized(), keys.size()));
            x += 50 + Letters.width(measure.capitalized()) * LETTERS * BOLD;
        }
        return keys;
    }

    /** Lanes one below the other. */
    private static final class Rows {

        private final List<Lanes.Lane> lanes = new ArrayList<>();
        private double y = Lanes.TOP;

        void add(Text name, List<Lanes.Mark> spans, List<Lanes.Mark> marks) {
            List<String> lines = Letters.lines(name.value(), NAME_ROOM, MOST_LINES);
            double height = Lanes.height(lines.size());
            lanes.add(new Lanes.Lane(name, lines, y + height / 2, spans, marks));
            y += height;
        }
    }

    private static Text name(List<Value> values) {
        return values.isEmpty() ? Text.plain("") : values.getFirst().text();
    }

    /**
     * The axis of time.
     *
     * @param first the first day
     * @param days how many days it has
     */
    private record Scale(LocalDate first, long days) {

        public static Scale of(LocalDate first, LocalDate last) {
            boolean isShort = ChronoUnit.DAYS.between(first, last) < A_SHORT_TIME;
            LocalDate start = isShort ? first.minusDays(1) : first.withDayOfMonth(1);
            return new Scale(start, ChronoUnit.DAYS.between(start, last) + 2);
        }

        double x(LocalDate day) {
            double share = (double) ChronoUnit.DAYS.between(first, day) / days;
            return Drawing.round(Lanes.LEFT + share * (Lanes.RIGHT - Lanes.LEFT));
        }

        /** Years, months where there are less than two years, or days where there are few. */
        List<Lanes.Tick> ticks(Language language) {
            boolean isEnglish = language.equals(Language.ENGLISH);
            if (days < A_SHORT_TIME + 3) {
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

        private List<Lanes.Tick> ticks(
                LocalDate from, Period step, String pattern, Language language) {
            DateTimeFormatter form = DateTimeFormatter.ofPattern(pattern, language.locale());
            List<Lanes.Tick> ticks = new ArrayList<>();
            for (LocalDate at = from; at.isBefore(first.plusDays(days)); at = at.plus(step)) {
                if (!at.isBefore(first)) {
                    boolean hasRoom = x(at) < Lanes.RIGHT - 30;
                    ticks.add(new Lanes.Tick(x(at), hasRoom ? form.format(at) : ""));
                }
            }
            return ticks;
        }
    }
}
