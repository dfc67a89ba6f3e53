package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.graph.NodeTransformLib;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.HomeFolder;

/** A curator renames an IRI, merges two things and retracts a claim, each with one command. */
class IriChangesTest {

    private static final String PREFIXES =
            """
            @prefix dct: <http://purl.org/dc/terms/> .
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix id: <https://library.example/id/> .
            @prefix lib: <https://library.example/vocab#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            """;

    @TempDir Path folder;
    private HomeFolder home = HomeFolder.LIBRARY;

    @BeforeEach
    void theLibrary() {
        home = HomeFolder.in(folder).withAllOf(HomeFolder.LIBRARY);
    }

    @Test
    void renamesInDataOntologyQueriesAndAnswersAndNothingElse() throws IOException {
        home.with(
                        "data/more.ttl",
                        PREFIXES
                                + """
                                # See id:ada-quill, who is not id:ada-quill-the-younger.
                                id:a-book a lib:Book ; lib:author <https://library.example/id/ada-quill> ,
                                        id:ada-quill-the-younger ; # and id:ada-quill
                                    rdfs:label "By id:ada-quill"@en, "某"@zh-Hant .
                                id:ada-quill-the-younger a lib:Author ; rdfs:label "Y"@en, "幼"@zh-Hant .
                                """)
                .with(
                        "data/lines.nq",
                        "<https://library.example/id/a-book> <https://library.example/vocab#author>"
                                + " <https://library.example/id/ada-quill> <https://library.example/more2> .\n")
                .with(
                        "ontology/words.ttl",
                        PREFIXES
                                + "lib:favourite a <http://www.w3.org/1999/02/22-rdf-syntax-ns#Property> ;"
                                + " rdfs:seeAlso id:ada-quill .\n")
                .with(
                        "queries/books/by-ada.rq",
                        """
                        #+ title: By Ada
                        PREFIX id: <https://library.example/id/>
                        PREFIX lib: <https://library.example/vocab#>
                        SELECT ?book { ?book lib:author id:ada-quill } ORDER BY ?book
                        """);
        CommandRun valid = run("check", "--write-expected");
        assertEquals(0, valid.status(), valid::toString);
        Map<String, String> before = files();

        CommandRun run = run("rename", "Ada Quill", "quill-ada", "reason.en=Family name first.");

        assertEquals(0, run.status(), run::toString);
        Map<String, String> after = files();
        String redirects = String.valueOf(after.remove("data/redirects.ttl"));
        assertEquals(before.keySet(), after.keySet());
        before.forEach((path, text) -> {
            // The comments, the text and the namesake stay.
            String expected =
                    text.replaceAll("(id[:/])ada-quill(?!-the-younger)", "$1quill-ada")
                            .replace("See id:quill-ada,", "See id:ada-quill,")
                            .replace("and id:quill-ada", "and id:ada-quill")
                            .replace("By id:quill-ada", "By id:ada-quill");
            assertEquals(expected, after.get(path), path);
            assertEquals(!text.equals(expected), run.out().contains(path + ": "), path);
        });
        assertTrue(redirects.contains("dct:isReplacedBy id:quill-ada"), redirects);
        assertTrue(redirects.contains("ev:reason \"Family name first.\"@en"), redirects);
        for (String mention : List.of("data/more.ttl:7", "data/more.ttl:9", "data/more.ttl:10")) {
            assertTrue(run.out().contains("  " + mention + "\n"), run.out());
        }
        assertTrue(
                run.out().contains("git commit -m \"Rename id:ada-quill to quill-ada\""),
                run.out());
        assertEquals(0, run("check").status(), () -> run("check").out());
        assertEquals(
                run("query", "books-by-author", "author=quill-ada").out(),
                run("query", "books-by-author", "author=Ada Quill").out());
    }

    @Test
    void aSecondRenameMakesNoChain() throws IOException {
        assertEquals(0, run("rename", "id:ada-quill", "id:quill").status());
        CommandRun again = run("rename", "quill", "ada-m-quill");

        assertEquals(0, again.status(), again::toString);
        String redirects = files().getOrDefault("data/redirects.ttl", "");
        assertEquals(
                2, redirects.split("dct:isReplacedBy id:ada-m-quill", -1).length - 1, redirects);
        CommandRun back = run("rename", "ada-m-quill", "ada-quill");
        assertEquals(1, back.status());
        assertTrue(back.err().contains("id:ada-quill is retired"), back.err());
        assertTrue(run("rename", "ada-quill", "x").err().contains("it leads to id:ada-m-quill"));
        assertEquals(0, run("check").status());
    }

    @Test
    void theFileOfASourceMovesWithIt() throws IOException {
        String before = files().getOrDefault("data/sources/2019/card-index-1974.ttl", "");
        CommandRun run = run("rename", "src:card-index-1974", "src:typed-cards-1974");

        assertEquals(0, run.status(), run::toString);
        Map<String, String> after = files();
        assertFalse(after.containsKey("data/sources/2019/card-index-1974.ttl"));
        assertEquals(
                before.replace("src:card-index-1974", "src:typed-cards-1974"),
                after.get("data/sources/2019/typed-cards-1974.ttl"));
        assertEquals(0, run("check").status(), () -> run("check").out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id:nobody | x | not a thing or source of the data",
                "Nobody | x | Nothing is called \"Nobody\"",
                "lib:Book | x | not a thing or source of the data",
                "id:ada-quill | lin-yue | `./lab-ledger merge id:ada-quill id:lin-yue`",
                "id:ada-quill | ada-quill | already exists",
                "id:ada-quill | Ada_Quill | cannot be an IRI of this home",
                "id:ada-quill | 奎爾 | cannot be an IRI of this home",
                "id:ada-quill | https://other.example/ada | cannot be an IRI of this home",
                "id:ada-quill | src:ada | in more than its last segment",
                "src:card-index-1974 | card-index-1998 | already exists",
            })
    void refusesWhatWouldCollideOrSayNothing(String old, String fresh, String message)
            throws IOException {
        Map<String, String> before = files();
        CommandRun run = run("rename", old, fresh);

        assertEquals(1, run.status(), run::toString);
        assertTrue(run.err().contains(message), run::err);
        assertEquals(before, files());
    }

    @Test
    void writesAllFilesOrNone() throws IOException {
        // No temporary file can be written beside the last file.
        Files.createDirectories(home.path().resolve("queries/expected/.who-borrowed-what.csv.new"));
        home.with(
                "queries/expected/who-borrowed-what.csv",
                Files.readString(home.path().resolve("queries/expected/who-borrowed-what.csv")));
        Map<String, String> before = files();
        CommandRun run = run("rename", "id:mending-clocks", "clocks-mended");

        assertEquals(1, run.status(), run::toString);
        assertEquals(before, files());
        home.with("data/books2.ttl", "this is no Turtle");
        assertTrue(run("rename", "id:ada-quill", "x").err().contains("syntax errors"));
    }

    @Test
    void aFileInTheOneLayoutStaysInIt() throws IOException {
        String book = "id:a-book-of-which-the-name-is-rather-long-but-not-too-long-yet";
        home.with(
                "data/long.ttl",
                """
                @prefix id: <https://library.example/id/> .
                @prefix lib: <https://library.example/vocab#> .
                @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

                %s
                    a lib:Book ;
                    lib:author id:ada-quill, id:tobias-fenn, id:lin-yue ;
                    rdfs:label "Long"@en, "長"@zh-Hant .
                """
                        .formatted(book));
        run("fmt", home.path().resolve("data/long.ttl").toString());
        String name = "ada-quill-whose-name-has-become-so-long-that-no-line-can-hold-all-authors";
        assertEquals(0, run("rename", "id:ada-quill", name).status());

        CommandRun check = run("fmt", "--check", home.path().resolve("data/long.ttl").toString());
        assertEquals(0, check.status(), check::toString);
        String text = files().getOrDefault("data/long.ttl", "");
        assertTrue(text.contains("id:" + name + " ,\n"), text);
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        Map<String, String> before = files();
        CommandRun run = run("rename", "id:ada-quill", "quill", "--dry-run");

        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().contains("data/authors.ttl: 1 changed"), run::out);
        assertEquals(before, files());
    }

    /** 400 seeded statements, in which the IRI is written and hidden in every way of Turtle. */
    @Test
    void findsTheIriHoweverItIsWritten() throws IOException {
        Random random = new Random(26);
        String[] terms = {
            "id:ada-quill",
            "<https://library.example/id/ada-quill>",
            "<../id/ada-quill>",
            "<ada-quill>",
            "<https://library.example/id/ada\\u002Dquill>",
            "lx:id\\/ada-quill",
            "<ada-quill#me>",
            "id:ada-quill-2",
            "id:ada",
            "<https://library.example/id/ada-quill/x>",
            "<https://library.example/id/ada-quill?x>",
            "id:ada-quill.x",
            "id:%61da-quill",
            "\"id:ada-quill\"",
            "'''<https://library.example/id/ada-quill> \" '' '''",
            "\"# no comment\"@en",
            "\"x\"^^id:ada-quill",
            "( id:ada-quill 1.5 [ lib:author id:ada-quill ; lib:year 2 ] )",
            "[ lib:author <ada-quill> ]",
            "true",
            "-1.5e3",
        };
        StringBuilder text =
                new StringBuilder(PREFIXES)
                        .append("@base <https://library.example/id/x> .\n")
                        .append("PREFIX lx: <https://library.example/>\n");
        for (int i = 0; i < 400; i++) {
            String term = terms[random.nextInt(terms.length)];
            String subject = term.matches("[<il(\\[].*") ? term : "id:s" + i;
            text.append(subject)
                    .append(random.nextBoolean() ? " lib:year " : " id:ada-quill ")
                    .append(terms[random.nextInt(terms.length)])
                    .append(random.nextBoolean() ? " , " : " ; # id:ada-quill .\n lib:author ")
                    .append(terms[random.nextInt(terms.length)])
                    .append(random.nextBoolean() ? ".\n" : " . # <ada-quill>\n");
        }
        HomeFolder plain =
                HomeFolder.in(folder.resolve("plain"))
                        .with(
                                "ontology/dataset.ttl",
                                """
                                @prefix void: <http://rdfs.org/ns/void#> .
                                <https://library.example/> a void:Dataset ; void:uriSpace "https://library.example/" .
                                """)
                        .with("data/all.ttl", text.toString())
                        .with("data/ada.ttl", PREFIXES + "id:ada-quill rdfs:label \"Ada\" .");
        CommandRun run =
                CommandRun.on(
                        plain.path(), "rename", "<https://library.example/id/ada-quill>", "quill");
        assertFalse(run.err().contains("by hand"), run::toString);

        Graph before = graph(text.toString());
        Graph expected = GraphFactory.createDefaultGraph();
        before.find()
                .mapWith(triple -> NodeTransformLib.transform(IriChangesTest::renamed, triple))
                .forEach(expected::add);
        Graph after = graph(Files.readString(plain.path().resolve("data/all.ttl")));
        assertTrue(expected.isIsomorphicWith(after), () -> run + "\n" + after);
        assertFalse(before.isIsomorphicWith(after));
    }

    private static Node renamed(Node node) {
        String old = "https://library.example/id/ada-quill";
        if (node.isLiteral() && node.getLiteralDatatypeURI().equals(old)) {
            return NodeFactory.createLiteralDT(
                    node.getLiteralLexicalForm(),
                    TypeMapper.getInstance().getSafeTypeByName(old.replace("ada-quill", "quill")));
        }
        return node.isURI() && (node.getURI().equals(old) || node.getURI().startsWith(old + "#"))
                ? NodeFactory.createURI(node.getURI().replace("ada-quill", "quill"))
                : node;
    }

    private static Graph graph(String text) {
        return RDFParser.create()
                .source(new StringReader(text))
                .lang(Lang.TURTLE)
                .base("https://library.example/all")
                .toGraph();
    }

    @Test
    void whatIsNoTurtleIsChangedByHandFirst() throws IOException {
        home.with(
                "data/card.jsonld",
                """
                {"@id": "https://library.example/id/tobias-fenn",
                 "https://library.example/vocab#wrote": {"@id": "https://library.example/id/mending-clocks"}}
                """);
        Map<String, String> before = files();
        CommandRun run = run("rename", "id:mending-clocks", "clocks-mended");
        assertEquals(1, run.status());
        assertTrue(run.err().contains("data/card.jsonld uses id:mending-clocks"), run::err);
        assertTrue(
                run("retract", "id:mending-clocks", "reason.en=x")
                        .err()
                        .contains("is not a Turtle file (.ttl). Edit it by hand."));
        assertEquals(before, files());
        assertEquals(0, run("rename", "id:lin-yue", "yue-lin").status());
    }

    // Merging

    @Test
    void mergesInGraphsOfTriGWithAnnotations() throws IOException {
        home.with(
                        "ontology/labels.ttl",
                        "<http://www.w3.org/2004/02/skos/core#altLabel> a"
                                + " <http://www.w3.org/1999/02/22-rdf-syntax-ns#Property> .\n")
                .with(
                        "data/more.trig",
                        PREFIXES
                                + """
                                @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
                                <https://library.example/list> {
                                  id:tin-orchard a lib:Book ; rdfs:label "Tin Orchard"@en {| rdfs:label "a"@en |} , "錫園"@zh-Hant ;
                                    lib:author id:ada-quill
                                  . id:x a lib:Book ; rdfs:label "X"@en, "某"@zh-Hant ; lib:author id:ada-quill }
                                GRAPH <https://library.example/list2> { id:tin-orchard rdfs:label "T"@en }
                                """);
        CommandRun run = run("merge", "id:tin-orchard", "id:the-tin-orchard");
        String text = files().getOrDefault("data/more.trig", "");

        assertTrue(
                text.contains(
                        "id:the-tin-orchard a lib:Book ; skos:altLabel \"Tin Orchard\"@en {| rdfs:label"),
                () -> run + text);
        assertTrue(text.contains("id:x a lib:Book ; rdfs:label"), text);
        assertTrue(text.contains("{ id:the-tin-orchard skos:altLabel \"T\"@en }"), text);
    }

    @Test
    void mergesTwoThingsAndKeepsNamesAndContradictions() throws IOException {
        home.with(
                        "ontology/labels.ttl",
                        "<http://www.w3.org/2004/02/skos/core#altLabel> a"
                                + " <http://www.w3.org/1999/02/22-rdf-syntax-ns#Property> .\n")
                .with(
                        "data/sources/2019/list.ttl",
                        PREFIXES
                                + """
                                @prefix src: <https://library.example/source/> .
                                src:list a ev:Source ; dct:title "A list"@en .
                                id:tin-orchard # the same book
                                    a lib:Book ;
                                    rdfs:label "Tin Orchard"@en, "錫園"@zh-Hant ;
                                    lib:author id:ada-quill ; lib:year "1999"^^xsd:gYear .
                                id:remark lib:book [ rdfs:label "Not the book" ] ; lib:author id:tin-orchard .
                                """);
        CommandRun run = run("merge", "id:tin-orchard", "id:the-tin-orchard");

        String list = files().getOrDefault("data/sources/2019/list.ttl", "");
        assertTrue(
                list.contains(
                        """
                        id:the-tin-orchard # the same book
                            a lib:Book ;
                            <http://www.w3.org/2004/02/skos/core#altLabel> "Tin Orchard"@en, "錫園"@zh-Hant ;
                            lib:author id:ada-quill ; lib:year "1999"^^xsd:gYear .
                        id:remark lib:book [ rdfs:label "Not the book" ] ; lib:author id:the-tin-orchard .
                        """),
                list);
        assertTrue(
                files().getOrDefault("data/redirects.ttl", "")
                        .contains("id:tin-orchard\n    dct:isReplacedBy id:the-tin-orchard ."),
                run::toString);
        // The third year is one more side of a disagreement that is acknowledged.
        assertTrue(run("query", "find-book", "title=Orchard").out().contains("id:the-tin-orchard"));
        assertFalse(
                run("check").out().contains("tin-orchard is retired"), () -> run("check").out());
    }

    @Test
    void aContradictionThatAppearsIsToldAndTheFilesAreWritten() throws IOException {
        CommandRun run = run("merge", "id:lanterns-over-mill-lane", "id:the-ferry-by-moonlight");

        assertEquals(1, run.status(), run::toString);
        assertTrue(run.out().contains("The files were written. Correct these errors"), run::out);
        assertTrue(run.out().contains("\"1968\""), run::out);
        assertTrue(files().containsKey("data/redirects.ttl"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "src:card-index-1974 | src:card-index-1998 | Sources cannot be merged",
                "id:ada-quill | id:ada-quill | one thing already",
                "id:ada-quill | id:nobody | not a thing or source",
            })
    void refusesToMergeWhatIsNotTwoThings(String old, String kept, String message)
            throws IOException {
        Map<String, String> before = files();
        CommandRun run = run("merge", old, kept);

        assertEquals(1, run.status(), run::toString);
        assertTrue(run.err().contains(message), run::err);
        assertEquals(before, files());
    }

    // Retracting

    @Test
    void retractsTheClaimOfOneSourceAndNothingElse() throws IOException {
        String path = "data/sources/2019/card-index-1998.ttl";
        String before = files().getOrDefault(path, "");
        CommandRun run =
                run(
                        "retract",
                        "id:the-tin-orchard",
                        "--in",
                        "src:card-index-1998",
                        "reason.en=Misread.");

        assertEquals(
                before.replace("id:the-tin-orchard lib:year \"1962\"^^xsd:gYear .\n", ""),
                files().get(path),
                run::toString);
        assertFalse(files().containsKey("data/redirects.ttl"));
        assertTrue(run("query", "find-book", "title=Orchard").out().contains("id:the-tin-orchard"));
    }

    @Test
    void aRecordThatNobodyDescribesAnyMoreIsWithdrawnWithTheReason() throws IOException {
        home.with(
                "data/sources/2019/list.ttl",
                PREFIXES
                        + """
                        @prefix src: <https://library.example/source/> .
                        src:list a ev:Source ; dct:title "A list"@en .

                        id:phantom a lib:Book ; lib:author id:ada-quill ; # not "the end".
                            rdfs:label "Phantom; a book."@en, "幻影"@zh-Hant .

                        id:other a lib:Book ; lib:author id:ada-quill ;
                            rdfs:label "Other"@en, "他"@zh-Hant .
                        """);
        run("check", "--write-expected");
        CommandRun run =
                run(
                        "retract",
                        "Phantom; a book.",
                        "reason.en=Never printed.",
                        "reason.zh-Hant=從未付印。");

        assertEquals(0, run.status(), run::toString);
        String list = files().getOrDefault("data/sources/2019/list.ttl", "");
        assertTrue(list.contains("\"A list\"@en .\n\nid:other a lib:Book"), list);
        String redirects = files().getOrDefault("data/redirects.ttl", "");
        assertTrue(redirects.contains("owl#deprecated> true"), redirects);
        assertTrue(redirects.contains("\"Never printed.\"@en, \"從未付印。\"@zh-Hant"), redirects);
        assertTrue(run.out().contains("Answers have lost rows: books-by-author"), run::out);
        assertEquals(0, run("check", "--write-expected").status());
    }

    @Test
    void refusesToRetractWhatOthersNeedOrWithoutAReason() throws IOException {
        Map<String, String> before = files();
        CommandRun needed = run("retract", "id:ada-quill", "reason.en=x");
        assertEquals(1, needed.status());
        assertTrue(needed.err().contains("is still used at data/books.ttl:8"), needed::err);
        assertTrue(run("retract", "id:ada-quill").err().contains("Say why"));
        assertTrue(
                run("retract", "id:ada-quill", "reason=x").err().contains("reason.LANGUAGE=TEXT"));
        assertTrue(
                run("retract", "id:ada-quill", "--in", "src:card-index-1974", "reason.en=x")
                        .err()
                        .contains("says nothing of id:ada-quill"));
        assertTrue(
                run("retract", "src:card-index-1974", "reason.en=x").err().contains("is a source"));
        assertEquals(before, files());
    }

    private CommandRun run(String... arguments) {
        return CommandRun.on(home.path(), arguments);
    }

    /** All files by path, except the empty folders. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home.path())) {
            all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(home.path().resolve("plain")))
                    .forEach(file -> {
                        try {
                            files.put(
                                    home.path().relativize(file).toString(),
                                    Files.readString(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
        return files;
    }
}
