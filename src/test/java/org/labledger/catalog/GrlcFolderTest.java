package org.labledger.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.syntax.QueryText;

/** A folder of queries written for grlc, by its README and its parameter mapping, unchanged. */
class GrlcFolderTest {

    @TempDir Path folder;
    private Catalog catalog;

    @BeforeEach
    void writeAFolderOfQueries() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with(
                                "queries/everything.rq",
                                """
                                #+ summary: Every decorator there is
                                #+ description: Shown below the summary.
                                #+ endpoint: http://dbpedia.org/sparql
                                #+ endpoint_in_url: False
                                #+ pagination: 100
                                #+ method: GET
                                #+ mime: text/turtle
                                #+ tags:
                                #+   - group1
                                #+   - group2
                                #+ defaults:
                                #+   - genre: http://dbpedia.org/resource/Rock_music
                                #+ enumerate:
                                #+   - genre:
                                #+     - http://dbpedia.org/resource/Rock_music
                                #+     - http://dbpedia.org/resource/Jazz
                                #+ transform: {
                                #+     "key": "?p",
                                #+     "value": "?o",
                                #+     "$anchor": "key"
                                #+   }

                                PREFIX dbo: <http://dbpedia.org/ontology/>
                                SELECT ?p ?o WHERE { ?p dbo:genre ?_genre_iri ; dbo:x ?o }
                                """)
                        .with(
                                "queries/enumerated-by-the-endpoint.rq",
                                """
                                #+ summary: Values that grlc would ask the endpoint for
                                #+ enumerate:
                                #+   - type
                                SELECT ?s WHERE { ?s a ?_type_iri }
                                """)
                        .with(
                                "queries/all-parameters.rq",
                                """
                                #+tags: [plain]
                                PREFIX foaf: <http://xmlns.com/foaf/0.1/>
                                PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
                                SELECT * WHERE {
                                  ?s ?p ?_plain, ?__maybe, ?_thing_iri, ?_count_integer, ?_n_number,
                                     ?_text_literal, ?_name_en, ?_born_date, ?_year_gYear,
                                     ?_month_xsd_gYearMonth, ?_flag_boolean, ?_word_string .
                                }
                                """)
                        .with("queries/undecorated.rq", "SELECT * WHERE { ?s ?p ?o }")
                        .with(
                                "queries/built.rq",
                                "#+ method: POST\nCONSTRUCT { ?s ?p ?_o } WHERE { ?s ?p ?_o }");
        catalog = Catalog.of(home.read(), PrefixMapFactory.create(), QueryText.NO_BASE);
    }

    @Test
    void isReadWithoutAComplaint() {
        assertEquals(List.of(), catalog.problems().stream().map(Exception::getMessage).toList());
        assertEquals(5, catalog.queries().size());
    }

    @Test
    void keepsWhatTheDecoratorsSay() {
        SavedQuery query = catalog.find("everything").orElseThrow();

        assertEquals("Every decorator there is", query.summary().in(List.of("en")));
        assertEquals(List.of("group1", "group2"), query.tags());
        assertEquals(100, query.pagination().orElseThrow());
        Parameter genre = query.parameters().getFirst();
        assertEquals(2, genre.choices().size());
        assertEquals(Optional.of("http://dbpedia.org/resource/Rock_music"), genre.example());
    }

    @Test
    void takesAnyValueWhereTheEndpointWouldBeAskedForThem() {
        assertEquals(List.of(), parameter("enumerated-by-the-endpoint", "type").choices());
    }

    @Test
    void mapsEveryKindOfParameter() {
        String xsd = "http://www.w3.org/2001/XMLSchema#";

        assertTrue(parameter("all-parameters", "plain").required());
        assertFalse(parameter("all-parameters", "maybe").required());
        assertType("thing", Parameter.Kind.IRI, "");
        assertType("count", Parameter.Kind.INTEGER, "");
        assertType("n", Parameter.Kind.NUMBER, "");
        assertType("text", Parameter.Kind.LITERAL, "");
        assertType("name", Parameter.Kind.LANGUAGE, "en");
        assertType("born", Parameter.Kind.DATATYPE, xsd + "date");
        assertType("year", Parameter.Kind.DATATYPE, xsd + "gYear");
        assertType("month", Parameter.Kind.DATATYPE, xsd + "gYearMonth");
        assertType("flag", Parameter.Kind.DATATYPE, xsd + "boolean");
        assertType("word", Parameter.Kind.LITERAL, "");
    }

    private void assertType(String name, Parameter.Kind kind, String detail) {
        assertEquals(
                new Parameter.Type(kind, detail), parameter("all-parameters", name).type(), name);
    }

    private Parameter parameter(String query, String name) {
        return catalog.find(query).orElseThrow().parameters().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
