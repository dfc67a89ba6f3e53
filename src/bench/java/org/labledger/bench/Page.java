package org.labledger.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.labledger.generator.LedgerGenerator;

/**
 * An address of Lab Ledger with placeholders, as questions have them; an IRI in it is encoded, or
 * its own path below the IRI space where the placeholder stands in a path.
 *
 * @param address the path and query
 */
record Page(String address) {

    /** Pages and saved queries of each kind. */
    static final List<Page> ALL =
            List.of(
                    new Page("/doc/$person.html"),
                    new Page("/doc/$organization.html"),
                    new Page("/doc/$pledge.html"),
                    new Page("/doc/$departure.html"),
                    new Page("/doc/$source.html"),
                    new Page("/doc/$person.ttl"),
                    new Page("/search?q=$name"),
                    new Page("/query/career-of-a-person.json?person=$person"),
                    new Page("/query/departures-of-a-person.json?person=$person"),
                    new Page("/query/departures-from-an-organization.json?organization=$from"),
                    new Page("/query/departures-between-two-days.json?from=$date&until=2025-05-01"),
                    new Page("/query/delivery-of-a-pledge.json?pledge=$pledge"),
                    new Page("/query/claims-of-a-source.json?source=$source"),
                    new Page("/query/career-of-a-person.html?person=$person"));

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$([a-z]+)");

    /** Returns the request with this number. */
    byte[] request(LedgerGenerator ledger, int number) {
        Map<String, String> values = ledger.values(number);
        String target =
                PLACEHOLDER
                        .matcher(address)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(value(values, found.group(1))));
        return Connection.get(target, "Accept-Language: en");
    }

    private String value(Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "");
        String iri = value.startsWith("<") ? value.substring(1, value.length() - 1) : value;
        return address.startsWith("/doc/")
                ? iri.substring(LedgerGenerator.BASE.length())
                : URLEncoder.encode(iri, StandardCharsets.UTF_8);
    }
}
