package org.labledger.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.AttributedString;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;

/**
 * The picture that other sites show of a page that is linked to (<a href="https://ogp.me/">Open
 * Graph</a>). It needs fonts on the server; where there are none, or none that has the letters of
 * the name, such as Chinese ones, no page promises a picture.
 */
public final class PreviewImage {

    /** The size that previews are shown at. */
    private static final int WIDTH = 1200;

    private static final int HEIGHT = 630;
    private static final int MARGIN = 80;
    private static final int MAX_TEXT_LENGTH = 200;

    private static final Color PAPER = new Color(0xFDFCF9);
    private static final Color INK = new Color(0x1B1B1A);
    private static final Color SOFT = new Color(0x5A5750);
    private static final Color MARK = new Color(0xA3241D);

    private static final Map<Integer, Optional<Font>> FALLBACKS = new ConcurrentHashMap<>();

    private PreviewImage() {}

    /** Returns whether this machine has the letters to draw a card of something so called. */
    public static boolean canBeDrawn(String name) {
        return font(Font.SERIF, name).isPresent();
    }

    /** Asked once, when it first matters: starting the font system takes a moment. */
    private static final class Fonts {
        static final boolean ARE_THERE = areThere();

        private static boolean areThere() {
            try {
                return GraphicsEnvironment.getLocalGraphicsEnvironment()
                                .getAvailableFontFamilyNames()
                                .length
                        > 0;
            } catch (RuntimeException | LinkageError | InternalError e) {
                // A machine without fontconfig or its libraries fails in one of these ways.
                return false;
            }
        }
    }

    /**
     * Draws a card. What this machine has no letters for is left out; without the name, there is no
     * card.
     *
     * @param kind what sort of thing it is, or empty
     * @param name what it is called
     * @param line a sentence about it, or empty
     * @param foot who publishes it
     * @return the picture as PNG, or empty if this machine has no letters for the name
     */
    public static Optional<byte[]> png(String kind, String name, String line, String foot) {
        Optional<Font> serif = font(Font.SERIF, name);
        if (serif.isEmpty()) {
            return Optional.empty();
        }
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(PAPER);
            graphics.fillRect(0, 0, WIDTH, HEIGHT);
            graphics.setColor(MARK);
            graphics.fillRect(MARGIN, 74, 96, 8);
            float y = 110;
            y = write(graphics, kind, font(Font.SANS_SERIF, kind), 34, MARK, y, 1);
            y = write(graphics, name, serif.map(f -> f.deriveFont(Font.BOLD)), 68, INK, y + 6, 3);
            write(graphics, line, font(Font.SANS_SERIF, line), 32, SOFT, y + 14, 3);
            graphics.setColor(INK);
            graphics.fillRect(MARGIN, 536, WIDTH - 2 * MARGIN, 2);
            write(graphics, foot, font(Font.SERIF, foot), 30, SOFT, 542, 1);
        } finally {
            graphics.dispose();
        }
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return Optional.of(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory cannot fail", e);
        }
    }

    /** Writes a text in so many lines at most; returns where the next text begins. */
    private static float write(
            Graphics2D graphics,
            String text,
            Optional<Font> face,
            float size,
            Color color,
            float top,
            int most) {
        if (text.isBlank() || face.isEmpty()) {
            return top;
        }
        Font font = face.get().deriveFont(size);
        String cut =
                text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH) + "…";
        AttributedString attributed = new AttributedString(cut);
        attributed.addAttribute(TextAttribute.FONT, font);
        FontRenderContext context = graphics.getFontRenderContext();
        LineBreakMeasurer measurer = new LineBreakMeasurer(attributed.getIterator(), context);
        graphics.setColor(color);
        float y = top;
        for (int line = 0; line < most && measurer.getPosition() < cut.length(); line++) {
            TextLayout layout = measurer.nextLayout(WIDTH - 2f * MARGIN);
            y += layout.getAscent();
            layout.draw(graphics, MARGIN, y);
            y += layout.getDescent() + layout.getLeading() + font.getSize2D() * 0.12f;
        }
        return y;
    }

    /**
     * Returns a font that has every letter of a text: the one asked for, or any that this machine
     * has.
     */
    private static Optional<Font> font(String family, String text) {
        if (!Fonts.ARE_THERE) {
            return Optional.empty();
        }
        Font wanted = new Font(family, Font.PLAIN, 32);
        int missing = wanted.canDisplayUpTo(text);
        if (missing < 0) {
            return Optional.of(wanted);
        }
        return FALLBACKS
                .computeIfAbsent(
                        text.codePointAt(missing),
                        letter ->
                                Arrays.stream(
                                                GraphicsEnvironment.getLocalGraphicsEnvironment()
                                                        .getAllFonts())
                                        .filter(font -> font.canDisplay(letter))
                                        .map(font -> font.deriveFont(32f))
                                        .findFirst())
                .filter(font -> font.canDisplayUpTo(text) < 0);
    }
}
