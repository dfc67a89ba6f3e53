package org.labledger.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.syntax.QueryText;

class CatalogTest {

    @TempDir Path folder;

    @Test
    void holdsTheQueriesOfTheLibraryByName() {
        Catalog catalog = catalogOf(HomeFolder.LIBRARY);

        assertEquals(
                List.of(
                        "books-by-author",
                        "catalogue",
                        "find-book",
                        "has-loans",
                        "loans-between",
                        "who-borrowed-what",
                        "who-had-a-book"),
                catalog.queries().stream().map(SavedQuery::name).toList());
        assertEquals("loans", catalog.find("loans-between").orElseThrow().topic());
        assertEquals(Optional.empty(), catalog.find("returned-before-lent"));
        assertEquals(List.of(), catalog.problems());
    }

    @Test
    void keepsTheGoodQueriesBesideABadOne() {
        Catalog catalog =
                catalogOf(
                        HomeFolder.in(folder)
                                .with("queries/bad.rq", "SELECT")
                                .with("queries/a/good.rq", "ASK {}")
                                .with("queries/notes.md", "Not a query."));

        assertEquals(List.of("good"), catalog.queries().stream().map(SavedQuery::name).toList());
        assertEquals(1, catalog.problems().size());
        assertEquals("queries/bad.rq", catalog.problems().getFirst().location().file());
    }

    @Test
    void refusesASecondQueryOfTheSameName() {
        Catalog catalog =
                catalogOf(
                        HomeFolder.in(folder)
                                .with("queries/a/same.rq", "ASK {}")
                                .with("queries/b/same.rq", "ASK { ?s ?p ?o }"));

        assertEquals("queries/a/same.rq", catalog.find("same").orElseThrow().path());
        assertEquals("queries/b/same.rq", catalog.problems().getFirst().location().file());
        assertTrue(
                catalog.problems().getFirst().getMessage().contains("queries/a/same.rq"),
                catalog.problems().getFirst().getMessage());
    }

    private static Catalog catalogOf(HomeFolder home) {
        return Catalog.of(home.read(), PrefixMapFactory.create(), QueryText.NO_BASE);
    }
}
