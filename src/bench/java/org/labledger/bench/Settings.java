package org.labledger.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is measured, from system properties.
 *
 * @param sizes {@code bench.sizes}: about how many quads the ledgers have
 * @param systems {@code bench.systems}: {@code ledger}, {@code fuseki} (in memory), {@code tdb2},
 *     {@code rdf4j} (memory store)
 * @param parts {@code bench.parts}: {@code load} (starts, memory, reload, first requests), {@code
 *     new} (requests that nobody has asked before, one client), {@code clients} (several at once),
 *     {@code cached}, {@code pages}, {@code process} (without HTTP), {@code cite} (with citations),
 *     {@code jmh}
 * @param rounds {@code bench.rounds}: how often the systems take turns
 * @param clients {@code bench.clients}: numbers of clients that ask at once
 * @param layouts {@code bench.layouts}: {@code many} (a file for each source), {@code one} (one
 *     N-Quads file); all but the loading is measured on the first
 * @param heap {@code bench.heap}: the heap of every server, as {@code -Xmx} takes it
 * @param seed {@code bench.seed}: of the ledgers
 * @param baseline {@code bench.baseline}: the class path of another build of Lab Ledger to compare
 *     with, or empty
 * @param report {@code bench.report}: a Markdown file that takes the tables between the comments
 *     {@code bench:begin} and {@code bench:end}, or empty
 * @param folder {@code bench.folder}: where ledgers, databases and tables are written
 * @param versions {@code bench.versions}: of the libraries, for the table
 */
record Settings(
        List<Integer> sizes,
        List<String> systems,
        Set<String> parts,
        int rounds,
        List<Integer> clients,
        List<String> layouts,
        String heap,
        long seed,
        String baseline,
        String report,
        Path folder,
        String versions) {

    /** Reads the settings; the defaults are those of {@code pom.xml}. */
    static Settings read() {
        return new Settings(
                numbers("bench.sizes", "10000"),
                texts("bench.systems", "ledger,fuseki,tdb2,rdf4j"),
                Set.copyOf(texts("bench.parts", "load,new,process,cached,clients,pages")),
                Integer.parseInt(text("bench.rounds", "5")),
                numbers("bench.clients", "1,4,16"),
                texts("bench.layouts", "many,one"),
                text("bench.heap", "4g"),
                Long.parseLong(text("bench.seed", "1")),
                text("bench.baseline", ""),
                text("bench.report", ""),
                Path.of(text("bench.folder", "target/bench")),
                text("bench.versions", ""));
    }

    private static String text(String name, String otherwise) {
        String value = System.getProperty(name, "");
        return value.isBlank() ? otherwise : value.strip();
    }

    private static List<String> texts(String name, String otherwise) {
        return Stream.of(text(name, otherwise).split(",", -1)).map(String::strip).toList();
    }

    private static List<Integer> numbers(String name, String otherwise) {
        return texts(name, otherwise).stream().map(Integer::parseInt).toList();
    }
}
