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
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The image that other sites show for a link to a page (<a href="https://ogp.me/">Open Graph</a>,
 * {@code og:image}). Drawing needs fonts on the server: if none is installed that has every
 * character of the name, pages announce no image. Safe for use by several threads; the first call
 * loads the font system, which may take a second.
 */
public final class PreviewImage {

    /** The size that Open Graph consumers expect, in pixels. */
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

    /** Returns whether a font is installed that has every character of a name. */
    public static boolean canBeDrawn(String name) {
        return font(Font.SERIF, name).isPresent();
    }

    /** Loads the font system at first use, because that takes a moment. */
    private static final class Fonts {
        static final boolean ARE_INSTALLED = areInstalled();

        private static boolean areInstalled() {
            try {
                return GraphicsEnvironment.getLocalGraphicsEnvironment()
                                .getAvailableFontFamilyNames()
                                .length
                        > 0;
            } catch (RuntimeException | LinkageError | InternalError e) {
                // Java fails in one of these ways if fontconfig or its libraries are missing.
                return false;
            }
        }
    }

    /**
     * Draws the image. Texts that no installed font can show are left out.
     *
     * @param kind the class of the thing, or empty
     * @param name its name
     * @param line a sentence about it, or empty
     * @param foot the publisher
     * @return the image as PNG, or empty if no installed font can show the name
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
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // For a plain stream, ImageIO would write a file in the folder for temporary files.
        try (ImageOutputStream inMemory = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", inMemory);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory cannot fail", e);
        }
        return Optional.of(out.toByteArray());
    }

    /** Draws a text on at most so many lines; returns the y coordinate below it. */
    private static float write(
            Graphics2D graphics,
            String text,
            Optional<Font> face,
            float size,
            Color color,
            float top,
            int maxLines) {
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
        for (int line = 0; line < maxLines && measurer.getPosition() < cut.length(); line++) {
            TextLayout layout = measurer.nextLayout(WIDTH - 2f * MARGIN);
            y += layout.getAscent();
            layout.draw(graphics, MARGIN, y);
            y += layout.getDescent() + layout.getLeading() + font.getSize2D() * 0.12f;
        }
        return y;
    }

    /** Returns a font that has every character of a text: the requested family, or any other. */
    private static Optional<Font> font(String family, String text) {
        if (!Fonts.ARE_INSTALLED) {
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
