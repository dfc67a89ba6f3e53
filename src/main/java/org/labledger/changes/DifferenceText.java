package org.labledger.changes;

import java.util.ArrayList;
import java.util.List;

/** A report as text for a terminal. */
public final class DifferenceText {

    private DifferenceText() {}

    /** Returns the lines of a report. Control characters, which move a terminal, are replaced. */
    public static List<String> lines(ChangeReport report) {
        List<String> lines = new ArrayList<>();
        for (ChangeReport.Section section : report.sections()) {
            lines.add(plain(section.heading()));
            for (ChangeReport.Group group : section.groups()) {
                lines.add("  " + plain(group.title()));
                group.lines().forEach(line -> lines.add("    " + plain(line)));
            }
            lines.add("");
        }
        report.notes().forEach(note -> lines.add(plain(note)));
        lines.add(plain(report.summary()));
        return List.copyOf(lines);
    }

    private static String plain(Phrase phrase) {
        return ReportXml.clean(phrase.text()).replaceAll("[\\r\\n\\t]+", " ");
    }
}
