package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home about books: what can be entered, and where, is said by its shapes alone. */
class NewBookTest {

    private static final String ALICE =
            "@prefix b: <https://books.example/terms#> .\r\n"
                    + "@prefix id: <https://books.example/id/> . # ours\r\n"
                    + "# Kept  as it is.\r\n"
                    + "id:alice a b:Book ;   b:pages 96 ; <http://www.w3.org/2000/01/rdf-schema#label> \"Alice in Wonderland\" .";

    @TempDir Path home;

    @BeforeEach
    void aHomeOfBooks() throws IOException {
        write(
                "ontology/dataset.ttl",
                """
                @prefix void: <http://rdfs.org/ns/void#> .
                @prefix dct: <http://purl.org/dc/terms/> .
                <https://books.example/> a void:Dataset ;
                    dct:title "Books" ; dct:language "en" ; void:uriSpace "https://books.example/" .
                """);
        write(
                "ontology/terms.ttl",
                """
                @prefix b: <https://books.example/terms#> .
                @prefix id: <https://books.example/id/> .
                @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
                @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
                b:Work a rdfs:Class .
                b:Book a rdfs:Class ; rdfs:subClassOf b:Work ; rdfs:comment "Paper between covers." .
                b:pages a rdf:Property ; rdfs:comment "How many pages it has." .
                b:cover a rdf:Property . b:sequelTo a rdf:Property . rdfs:label a rdf:Property .
                rdf:type a rdf:Property .
                b:lent a rdf:Property . b:shelf a rdf:Property .
                """);
        write(
                "ontology/shapes/books.ttl",
                """
                @prefix b: <https://books.example/terms#> .
                @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
                @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                @prefix sh: <http://www.w3.org/ns/shacl#> .
                @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
                b:WorkShape a sh:NodeShape ; sh:targetClass b:Work ;
                    sh:property [ sh:path rdfs:label ; sh:order 1 ; sh:minCount 1 ; sh:datatype xsd:string ] .
                b:BookShape a sh:NodeShape ; sh:targetClass b:Book ;
                    ev:newAs "book" ; ev:newIn "data/books.ttl" ; ev:newKey b:pages ;
                    sh:property
                        [ sh:path b:pages ; sh:order 2 ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ] ,
                        [ sh:path b:cover ; sh:order 3 ; sh:in ( "hard" "soft" ) ] ,
                        [ sh:path b:sequelTo ; sh:order 4 ; sh:class b:Book ] ,
                        [ sh:path b:lent ; sh:order 5 ; sh:datatype xsd:boolean ] .
                b:TaleShape a sh:NodeShape ; sh:targetClass b:Work ;
                    ev:newAs "tale" ; ev:newIn "data/tales/{slug}.ttl" .
                """);
        write("data/books.ttl", ALICE);
    }

    @Test
    void listsTheBooksAndTheirFields() {
        assertTrue(
                run("new").out().startsWith("book  Paper between covers.\ntale  \n"),
                () -> run("new").out());
        String fields = run("new", "book", "--fields").out();
        assertTrue(fields.contains("pages (required)\n    How many pages it has."), fields);
    }

    @Test
    void appendsABookAndKeepsEveryByteOfTheOthers() throws IOException {
        CommandRun run =
                run(
                        "new",
                        "book",
                        "label=Through the Looking-Glass",
                        "pages=224",
                        "cover=soft",
                        "sequelTo=Alice in Wonderland",
                        "lent=true");
        assertEquals(0, run.status(), run::toString);
        String[] lines = ALICE.split("\r\n", -1);
        assertEquals(
                lines[0]
                        + "\r\n"
                        + lines[1]
                        + "\r\n"
                        + "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\r\n"
                        + lines[2]
                        + "\r\n"
                        + lines[3]
                        + "\r\n\r\n"
                        + """
                        id:through-the-looking-glass
                            a b:Book ;
                            rdfs:label "Through the Looking-Glass" ;
                            b:cover "soft" ;
                            b:lent true ;
                            b:pages 224 ;
                            b:sequelTo id:alice .
                        """
                                .replace("\n", "\r\n"),
                Files.readString(home.resolve("data/books.ttl")));
        assertTrue(run.out().startsWith("data/books.ttl:7: "), run::out);
        assertTrue(run.out().contains("Passed: 0 errors"), run::out);
    }

    @Test
    void makesAFileOfItsOwnWhereTheShapeSaysSo() throws IOException {
        CommandRun run = run("new", "tale", "label=The “Snark” \\ and back");
        assertEquals(0, run.status(), run::toString);
        assertEquals(
                """
                @prefix b: <https://books.example/terms#> .
                @prefix id: <https://books.example/id/> .
                @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

                id:the-snark-and-back
                    a b:Work ;
                    rdfs:label "The “Snark” \\\\ and back" .
                """,
                Files.readString(home.resolve("data/tales/the-snark-and-back.ttl")));
    }

    @Test
    void findsTheSameBookByItsKeyAndByItsName() {
        assertTrue(
                run("new", "book", "label=Something", "pages=96").err().contains("the same pages"));
        assertTrue(
                run("new", "book", "label=alice: in wonder-land", "pages=97")
                        .err()
                        .contains("id:alice (Alice in Wonderland)"));
    }

    @Test
    void explainsWhatABookNeeds() {
        String wrong = run("new", "book", "label=x", "pages=many").err();
        assertTrue(wrong.contains("pages: \"many\" is not valid."), wrong);
        assertTrue(wrong.contains("such as `pages=96`"), wrong);
        String cover = run("new", "book", "label=x", "pages=1", "cover=none").err();
        assertTrue(cover.contains("Expected one of hard, soft"), cover);
        assertTrue(run("new", "departure").err().contains("The kinds are: book, tale."));
    }

    @Test
    void asksAboutABook() throws IOException {
        CommandRun run =
                CommandRun.answering(
                        "Sylvie and Bruno\n\nmany\n400\nhard\n\n.\nsylvie\n\n",
                        home,
                        "new",
                        "book");
        assertEquals(0, run.status(), run::toString);
        assertTrue(
                Files.readString(home.resolve("data/books.ttl"))
                        .contains("id:sylvie\r\n    a b:Book"),
                run::out);
    }

    @Test
    void aHomeWhoseShapesSayNothingIsToldSo() throws IOException {
        Files.delete(home.resolve("ontology/shapes/books.ttl"));
        CommandRun run = run("new");
        assertEquals(1, run.status());
        assertTrue(run.err().contains("defines no kinds"), run::err);
    }

    private CommandRun run(String... arguments) {
        return CommandRun.on(home, arguments);
    }

    private void write(String path, String text) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
