package org.labledger.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The table of routes, {@code routes.yaml}: every address with its methods, its parameters and what
 * it answers. {@link LedgerServer} serves exactly these addresses, and {@link OpenApi} is made of
 * the same table.
 */
final class RouteTable {

    private static final RouteTable TABLE = new RouteTable();

    private final Map<?, ?> table;

    private RouteTable() {
        try (InputStream in =
                Objects.requireNonNull(RouteTable.class.getResourceAsStream("routes.yaml"))) {
            this.table =
                    map(
                            Objects.requireNonNull(
                                    new Load(LoadSettings.builder().build())
                                            .loadFromInputStream(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the addresses: paths with a name in braces where a part varies, as in OpenAPI, in the
     * order of the table.
     */
    static List<String> addresses() {
        return part("routes").keySet().stream().map(String::valueOf).toList();
    }

    /** Returns what the table says of an address. */
    static Map<?, ?> route(String address) {
        return map(get(part("routes"), address));
    }

    /** Returns one of the other parts of the table: {@code parameters}, {@code statuses} … */
    static Map<?, ?> part(String name) {
        return map(get(TABLE.table, name));
    }

    /** Returns the methods that an address answers; HEAD comes with GET. */
    static List<String> methods(String address) {
        return Stream.of("GET", "HEAD", "POST", "OPTIONS")
                .filter(method -> !method.equals("POST") || route(address).containsKey("post"))
                .toList();
    }

    /** Returns the names of the parameters that an address takes. */
    static List<String> parameters(String address) {
        return strings(get(route(address), "parameters"));
    }

    /** Returns what an address answers in a line. */
    static String summary(String address) {
        return get(route(address), "summary").toString();
    }

    /** Returns where a servlet has to be to get the requests to an address. */
    static String pattern(String address) {
        int brace = address.indexOf('{');
        String fixed = brace < 0 ? address : address.substring(0, brace);
        return fixed.endsWith("/") ? fixed + "*" : fixed;
    }

    /**
     * Makes sure that what is served is what the table lists.
     *
     * @throws IllegalStateException if an address is served and not listed, or listed and not
     *     served
     */
    static void requireAll(Set<String> served) {
        Set<String> different = new TreeSet<>(served);
        Set<String> missing = new TreeSet<>(addresses());
        missing.removeAll(served);
        addresses().forEach(different::remove);
        if (!different.isEmpty() || !missing.isEmpty()) {
            throw new IllegalStateException(
                    "routes.yaml does not list " + different + ", and nothing serves " + missing);
        }
    }

    /** Returns a member that has to be there. */
    static Object get(Map<?, ?> map, Object key) {
        return Objects.requireNonNull(map.get(key), () -> "routes.yaml lacks " + key);
    }

    static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    static Map<?, ?> map(Object object) {
        return (Map<?, ?>) object;
    }
}
