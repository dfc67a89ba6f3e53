package org.labledger.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.jena.riot.system.PrefixMap;
import org.labledger.source.Home;
import org.labledger.source.HomeFile;

/**
 * The saved queries of a home, by name.
 *
 * @param byName the queries, in the order of their names
 * @param problems the files that could not be used
 */
public record Catalog(Map<String, SavedQuery> byName, List<QueryFileException> problems) {

    /**
     * Reads all query files of a home; those that cannot be read become problems.
     *
     * @param base the base IRI of the queries
     */
    public static Catalog of(Home home, PrefixMap prefixes, String base) {
        return of(home, prefixes, base, new Catalog(Map.of(), List.of()));
    }

    /**
     * Reads all query files of a home that was edited; queries of unchanged files are taken over.
     * The result is that of {@link #of(Home, PrefixMap, String)}.
     *
     * @param before the queries before the edit, read with the same prefixes and base
     */
    public static Catalog of(Home home, PrefixMap prefixes, String base, Catalog before) {
        Map<String, SavedQuery> byName = new TreeMap<>();
        List<QueryFileException> problems = new ArrayList<>();
        home.files(HomeFile.Part.QUERY)
                .forEach(file -> {
                    try {
                        SavedQuery known = before.byName.get(file.stem());
                        SavedQuery query =
                                known != null
                                                && known.path().equals(file.path())
                                                && Arrays.equals(
                                                        known.text().getBytes(UTF_8),
                                                        file.content())
                                        ? known
                                        : SavedQuery.parse(file, prefixes, base);
                        SavedQuery other = byName.putIfAbsent(query.name(), query);
                        if (other != null) {
                            throw new QueryFileException(
                                    file.path(),
                                    1,
                                    1,
                                    "The name \""
                                            + query.name()
                                            + "\" is taken by "
                                            + other.path()
                                            + ". Names must be unique across folders.");
                        }
                    } catch (QueryFileException e) {
                        problems.add(e);
                    }
                });
        return new Catalog(byName, List.copyOf(problems));
    }

    /** Returns the query of the given name, if there is one. */
    public Optional<SavedQuery> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns all queries, in the order of their names. */
    public Collection<SavedQuery> queries() {
        return byName.values();
    }
}
