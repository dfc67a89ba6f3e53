package org.labledger.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.Location;

/**
 * Names files that somebody probably meant to be read: those of RDF and SPARQL under a name or in a
 * folder where nothing reads them, and symbolic links that lead out of the home.
 */
final class UnreadFiles implements Check {

    private static final String NAME = "unread-file";

    /** Parts of names that tell RDF and SPARQL, whatever stands before and behind them. */
    private static final Set<String> FORMATS =
            Set.of(
                    "ttl", "turtle", "trig", "nt", "nq", "n3", "rdf", "owl", "rdfs", "skos", "xml",
                    "jsonld", "json", "ttls", "trigs", "rj", "trix", "hdt", "shacl", "shex", "rq",
                    "sparql", "ru", "csvw");

    private static final String IN_DATA =
            "Data files end in .ttl, .trig, .nt, .nq, .rdf, .owl or .jsonld, in lower case and not"
                    + " compressed.";

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        List<Finding> findings = new ArrayList<>();
        snapshot.home()
                .unread()
                .forEach(unread ->
                        findings.add(
                                Finding.warning(
                                        new Location(unread.path(), 1, 1), NAME, unread.reason())));
        snapshot.home()
                .files(HomeFile.Part.OTHER)
                .filter(UnreadFiles::isMeantToBeRead)
                .forEach(file ->
                        findings.add(
                                Finding.warning(
                                        file.start(),
                                        NAME,
                                        "This file is not read. " + advice(file.path()))));
        return findings;
    }

    private static boolean isMeantToBeRead(HomeFile file) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        boolean isAnswer =
                file.path().startsWith("queries/expected/")
                        && name.toLowerCase(Locale.ROOT).endsWith(".csv");
        return isAnswer
                || Stream.of(name.toLowerCase(Locale.ROOT).split("\\.", -1))
                        .skip(1)
                        .anyMatch(FORMATS::contains);
    }

    private static String advice(String path) {
        if (path.startsWith("data/")) {
            return IN_DATA;
        }
        if (path.startsWith("ontology/rules/")) {
            return "Rules are CONSTRUCT queries in files that end in .rq.";
        }
        if (path.startsWith("ontology/")) {
            return "Files of ontology/ are Turtle and end in .ttl.";
        }
        return path.startsWith("queries/expected/")
                ? "Expected answers end in .csv."
                : "Queries are files that end in .rq.";
    }
}
