package org.labledger.web;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.labledger.catalog.Catalog;
import org.labledger.catalog.SavedQuery;
import org.labledger.http.Memento;

/** Keeps links in a past state: each address of this site that takes {@code at=} gets it. */
final class PastLinks {

    /** A start tag that may hold an address; values may have any character but their quote. */
    private static final Pattern TAG =
            Pattern.compile("<(a|form|link)\\s(?:[^\"'<>]|\"[^\"]*\"|'[^']*')*>");

    private static final Pattern ADDRESS = Pattern.compile("\\s(?:href|action)=\"(/[^\"]*)\"");

    private static final String LIST_OF_QUERIES = "/query/";

    private PastLinks() {}

    /**
     * Returns an address with a past state in it.
     *
     * @param address a URL, or a reference that begins with a slash
     */
    static String with(String address, String id) {
        return with(address, "&", id);
    }

    private static String with(String address, String ampersand, String id) {
        int hash = address.indexOf('#');
        String before = hash < 0 ? address : address.substring(0, hash);
        return before
                + (before.contains("?") ? ampersand : "?")
                + Memento.PARAMETER
                + "="
                + SavedQueryRoute.encode(id)
                + (hash < 0 ? "" : address.substring(hash));
    }

    /** Returns whether an address of this site takes {@code at=} as the state to answer from. */
    private static boolean takesState(String address, Set<String> withOwn) {
        String path = address.split("[?#]", 2)[0];
        if (path.startsWith(LIST_OF_QUERIES)) {
            String name = path.substring(LIST_OF_QUERIES.length());
            int dot = name.lastIndexOf('.');
            return !withOwn.contains(name)
                    && !withOwn.contains(dot < 0 ? name : name.substring(0, dot));
        }
        if (RouteTable.addresses().contains(path)) {
            return RouteTable.parameters(path).contains(Memento.PARAMETER);
        }
        return RouteTable.addresses().stream()
                .filter(known -> known.endsWith("}"))
                .filter(known -> path.startsWith(known.substring(0, known.indexOf('{'))))
                .filter(known -> known.indexOf('{') > 1)
                .findFirst()
                .map(known -> RouteTable.parameters(known).contains(Memento.PARAMETER))
                // A vocabulary, or another IRI of the home.
                .orElse(true);
    }

    /** Returns a page whose links and forms lead to the same state. */
    static String keep(String html, String id, Catalog catalog) {
        Set<String> withOwn =
                catalog.queries().stream()
                        .filter(PastLinks::hasOwn)
                        .map(SavedQuery::name)
                        .collect(Collectors.toSet());
        return TAG.matcher(html)
                .replaceAll(tag -> Matcher.quoteReplacement(keepInTag(tag, id, withOwn)));
    }

    /** Returns whether a saved query has a parameter of its own that is called {@code at}. */
    static boolean hasOwn(SavedQuery query) {
        return query.parameters().stream().anyMatch(p -> p.name().equals(Memento.PARAMETER));
    }

    private static String keepInTag(MatchResult tag, String id, Set<String> withOwn) {
        Matcher address = ADDRESS.matcher(tag.group());
        if (!address.find() || tag.group().contains("data-present")) {
            return tag.group();
        }
        String target = address.group(1);
        if (!takesState(target, withOwn)) {
            return tag.group();
        }
        if (tag.group(1).equals("form")) {
            // A form of GET replaces the parameters of its address.
            return tag.group()
                    + "<input type=\"hidden\" name=\""
                    + Memento.PARAMETER
                    + "\" value=\""
                    + id
                    + "\">";
        }
        return tag.group().substring(0, address.start(1))
                + with(target, "&amp;", id)
                + tag.group().substring(address.end(1));
    }
}
