package org.labledger.result;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.HyperLink;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes workbooks (ECMA-376, XLSX). The first row of each sheet is its heading, which stays in
 * sight. Equal sheets are equal bytes.
 */
public final class WorkbookWriter {

    /** Maximum length of a text in a cell, in UTF-16 units. */
    private static final int MAX_TEXT = 32_767;

    /** Maximum number of links on a sheet. */
    private static final int MAX_LINKS = 65_530;

    /** Widths of columns, in characters. */
    private static final int MIN_WIDTH = 8;

    private static final int MAX_WIDTH = 60;

    /** How many rows decide the width of a column. */
    private static final int ROWS_FOR_WIDTH = 200;

    /** What XML cannot hold, and what Excel would take for the sign of it ({@code ST_Xstring}). */
    private static final Pattern ESCAPED =
            Pattern.compile(
                    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\uFFFE\\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)");

    /** The time in every file, so that equal sheets are equal bytes. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private WorkbookWriter() {}

    /**
     * Writes a workbook.
     *
     * @param sheets the sheets, at least one
     * @param out where to; it stays open
     * @throws UnwritableException if a sheet has more rows, or a cell more text, than Excel takes
     */
    public static void write(List<Sheet> sheets, OutputStream out) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(file, "Lab Ledger", "1.0")) {
            for (Sheet sheet : sheets) {
                write(sheet, workbook.newWorksheet(sheet.name()));
            }
            workbook.finish();
            copyWithoutTimes(file.toByteArray(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Sheet sheet, Worksheet into) throws IOException {
        if (sheet.rows().size() >= Worksheet.MAX_ROWS) {
            throw new UnwritableException(
                    Format.XLSX, "a sheet has at most " + (Worksheet.MAX_ROWS - 1) + " rows");
        }
        for (int column = 0; column < sheet.columns().size(); column++) {
            into.value(0, column, text(sheet.columns().get(column)));
            into.style(0, column).bold().wrapText(true).verticalAlignment("top").set();
            into.width(column, width(sheet, column));
        }
        into.freezePane(0, 1);
        int links = 0;
        for (int i = 0; i < sheet.rows().size(); i++) {
            List<Sheet.Cell> cells = sheet.rows().get(i);
            for (int column = 0; column < cells.size(); column++) {
                switch (cells.get(column)) {
                    case Sheet.Words(String words, String href) -> {
                        if (!href.isEmpty() && links < MAX_LINKS) {
                            links++;
                            into.hyperlink(i + 1, column, new HyperLink(href, text(words)));
                        } else if (!words.isEmpty()) {
                            into.value(i + 1, column, text(words));
                        }
                        if (words.length() > MAX_WIDTH) {
                            into.style(i + 1, column).wrapText(true).verticalAlignment("top").set();
                        }
                    }
                    case Sheet.Amount(var number) -> into.value(i + 1, column, number);
                    case Sheet.Day(var day) -> {
                        into.value(i + 1, column, day);
                        into.style(i + 1, column).format("yyyy-mm-dd").set();
                    }
                }
            }
        }
    }

    private static String text(String text) {
        String escaped =
                ESCAPED.matcher(text)
                        .replaceAll(found -> "_x%04X_".formatted((int) found.group().charAt(0)));
        if (escaped.length() > MAX_TEXT) {
            throw new UnwritableException(
                    Format.XLSX, "a cell has at most " + MAX_TEXT + " characters");
        }
        return escaped;
    }

    private static int width(Sheet sheet, int column) {
        int widest = sheet.columns().get(column).length();
        for (List<Sheet.Cell> row :
                sheet.rows().subList(0, Math.min(ROWS_FOR_WIDTH, sheet.rows().size()))) {
            widest =
                    Math.max(
                            widest,
                            switch (row.get(column)) {
                                case Sheet.Words(String words, var href) -> width(words);
                                case Sheet.Amount(var number) -> number.toPlainString().length();
                                case Sheet.Day day -> "2024-05-17".length();
                            });
        }
        return Math.clamp(widest + 2, MIN_WIDTH, MAX_WIDTH);
    }

    /** Chinese characters are twice as wide as Latin letters. */
    private static int width(String words) {
        return (int) words.codePoints().map(c -> c >= 0x2E80 ? 2 : 1).sum();
    }

    private static void copyWithoutTimes(byte[] file, OutputStream out) throws IOException {
        ZipOutputStream copy = new ZipOutputStream(out);
        // The JDK cannot read ZIP64 entries from a stream.
        try (ZipFile in =
                ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                        .get()) {
            for (ZipArchiveEntry entry : Collections.list(in.getEntries())) {
                copy(entry.getName(), in.getInputStream(entry).readAllBytes(), copy);
            }
        }
        copy.finish();
    }

    private static void copy(String name, byte[] content, ZipOutputStream copy) throws IOException {
        byte[] timeless =
                name.equals("docProps/core.xml")
                        ? new String(content, StandardCharsets.UTF_8)
                                .replaceFirst("(<dcterms:created[^>]*>)[^<]*", "$1" + TIME + ":00Z")
                                .getBytes(StandardCharsets.UTF_8)
                        : content;
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        copy.putNextEntry(entry);
        copy.write(timeless);
        copy.closeEntry();
    }
}
