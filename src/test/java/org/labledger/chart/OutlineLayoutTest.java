package org.labledger.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.labledger.display.Text;

class OutlineLayoutTest {

    private static final List<Chart.Node> NODES =
            IntStream.range(0, 12)
                    .mapToObj(i ->
                            new Chart.Node(
                                    Text.plain("The Honourable Society for Long Names, no. " + i),
                                    null,
                                    "/doc/" + i))
                    .toList();

    /** Everything leads to everything. */
    private static final List<Chart.Edge> EDGES =
            IntStream.range(0, 144)
                    .mapToObj(i ->
                            new Chart.Edge(
                                    i / 12,
                                    i % 12,
                                    List.of(
                                            new Chart.Label(
                                                    Text.plain("what is said of it ".repeat(9)),
                                                    "en"))))
                    .toList();

    private final Diagram outline = OutlineLayout.of(NODES, EDGES);

    @Test
    void fitsAPhoneHoweverMuchThereIs() {
        assertTrue(
                LayeredLayout.NARROW.of(NODES, EDGES).width() > LayeredLayout.PHONE_WIDTH,
                "else nothing needs it");
        assertEquals(LayeredLayout.PHONE_WIDTH, outline.width());
        for (Diagram.Box box : outline.boxes()) {
            assertTrue(box.x() >= 0 && box.x() + box.width() <= outline.width(), box::toString);
        }
        for (Diagram.Arrow arrow : outline.arrows()) {
            for (Diagram.Line line : arrow.lines()) {
                double end = line.x() + TextWidth.width(line.text()) * Diagram.SMALL_FONT_SIZE;
                assertTrue(end <= outline.width() + 1, line::toString);
            }
        }
    }

    @Test
    void saysEveryArrow() {
        assertEquals(144, outline.arrows().size());
        assertEquals(
                NODES.getFirst().name().value()
                        + " → "
                        + NODES.get(1).name().value()
                        + ": "
                        + "what is said of it ".repeat(9),
                outline.arrows().get(1).title());
        assertEquals(12 + 144, outline.boxes().size());
        assertNull(outline.boxes().getFirst().lines().getFirst().language());
    }

    @Test
    void setsOneBoxBelowTheOther() {
        for (int i = 1; i < outline.boxes().size(); i++) {
            Diagram.Box above = outline.boxes().get(i - 1);
            assertTrue(outline.boxes().get(i).y() >= above.y() + above.height(), above::toString);
        }
        Diagram.Box last = outline.boxes().getLast();
        assertTrue(outline.height() >= last.y() + last.height());
    }
}
