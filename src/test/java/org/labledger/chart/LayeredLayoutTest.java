package org.labledger.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.labledger.display.Text;

class LayeredLayoutTest {

    private static final String LONG =
            "The Honourable Society for the Study of Extraordinarily Long Names and Titles";

    private static Chart.Node node(String name) {
        return new Chart.Node(Text.plain(name), null, "");
    }

    private static Chart.Edge edge(int from, int to, String... labels) {
        return new Chart.Edge(
                from,
                to,
                List.of(labels).stream()
                        .map(label -> new Chart.Label(Text.plain(label), null))
                        .toList());
    }

    @Test
    void isTheSameForTheSameGraph() {
        List<Chart.Node> nodes =
                IntStream.range(0, 40).mapToObj(i -> node("Thing number " + i)).toList();
        List<Chart.Edge> edges =
                IntStream.range(0, 60)
                        .mapToObj(i -> edge(i * 7 % 40, i * 11 % 37, "says " + i))
                        .distinct()
                        .toList();

        assertEquals(LayeredLayout.WIDE.of(nodes, edges), LayeredLayout.WIDE.of(nodes, edges));
    }

    @Test
    void keepsBoxesApart() {
        List<Chart.Node> nodes =
                IntStream.range(0, 30)
                        .mapToObj(i -> node(i % 3 == 0 ? LONG + " " + i : "第" + i + "號"))
                        .toList();
        List<Chart.Edge> edges =
                IntStream.range(0, 29).mapToObj(i -> edge(i, (i * i + 1) % 30)).toList();
        for (LayeredLayout layout : List.of(LayeredLayout.WIDE, LayeredLayout.NARROW)) {
            List<Diagram.Box> boxes = layout.of(nodes, edges).boxes();

            assertEquals(30, boxes.size());
            for (int i = 0; i < boxes.size(); i++) {
                for (int j = 0; j < i; j++) {
                    Diagram.Box one = boxes.get(i);
                    Diagram.Box other = boxes.get(j);
                    assertTrue(
                            one.x() + one.width() <= other.x()
                                    || other.x() + other.width() <= one.x()
                                    || one.y() + one.height() <= other.y()
                                    || other.y() + other.height() <= one.y(),
                            () -> one + " and " + other);
                }
            }
        }
    }

    @Test
    void fitsAPhoneWhereManyLeadToOne() {
        List<Chart.Node> nodes =
                IntStream.range(0, 13).mapToObj(i -> node("Investor " + i)).toList();
        List<Chart.Edge> edges = IntStream.range(1, 13).mapToObj(i -> edge(i, 0, "2024")).toList();

        Diagram diagram = LayeredLayout.NARROW.of(nodes, edges);

        assertTrue(diagram.width() <= 345, diagram::toString);
    }

    @Test
    void breaksLongNamesAndWhatIsWrittenOnArrows() {
        Diagram diagram =
                LayeredLayout.NARROW.of(
                        List.of(node(LONG), node("B")), List.of(edge(0, 1, LONG), edge(1, 1, "x")));

        Diagram.Box box = diagram.boxes().getFirst();
        assertEquals(LONG, box.name());
        assertEquals(4, box.lines().size());
        assertTrue(box.lines().getLast().text().endsWith("…"), box::toString);
        for (Diagram.Line line : box.lines()) {
            assertTrue(
                    TextWidth.width(line.text()) * Diagram.FONT_SIZE <= box.width(),
                    line::toString);
        }
        for (Diagram.Arrow arrow : diagram.arrows()) {
            assertTrue(arrow.label() != null && arrow.label().width() > 0, arrow::toString);
            assertTrue(arrow.label().x() + arrow.label().width() <= diagram.width() + 1);
        }
        assertTrue(diagram.arrows().getFirst().title().endsWith(": " + LONG));
    }

    @Test
    void showsAFewThingsOnAnArrowAndSaysThatThereAreMore() {
        Diagram diagram =
                LayeredLayout.WIDE.of(
                        List.of(node("A"), node("B")),
                        List.of(edge(0, 1, "one", "two", "three", "four")));

        assertEquals(
                List.of("one", "two", "three", "…"),
                diagram.arrows().getFirst().lines().stream().map(Diagram.Line::text).toList());
        assertEquals("A → B: one; two; three; four", diagram.arrows().getFirst().title());
    }
}
