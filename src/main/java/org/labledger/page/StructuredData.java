package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.labledger.display.Link;
import org.labledger.display.Text;

/**
 * JSON-LD about pages for search engines, in the terms of <a
 * href="https://schema.org/">schema.org</a>, ready to stand in a script element.
 */
final class StructuredData {

    private StructuredData() {}

    /** Returns what the front page is: a site that can be searched, and its dataset. */
    static String site(
            String origin,
            Text name,
            Optional<Text> description,
            String snapshot,
            Optional<String> license) {
        JsonObject action = of("SearchAction");
        JsonObject entry = of("EntryPoint");
        entry.put("urlTemplate", origin + "/search?q={search_term_string}");
        action.put("target", entry);
        action.put("query-input", "required name=search_term_string");
        JsonObject site = of("WebSite");
        site.put("name", name.value());
        site.put("url", origin + "/");
        site.put("potentialAction", action);
        JsonObject dataset = of("Dataset");
        dataset.put("name", name.value());
        dataset.put("description", description.orElse(name).value());
        dataset.put("url", origin + "/about");
        dataset.put("version", snapshot);
        license.ifPresent(iri -> dataset.put("license", iri));
        JsonArray files = new JsonArray();
        for (String[] file :
                new String[][] {
                    {"/dump.trig", "application/trig"}, {"/dump.nq", "application/n-quads"}
                }) {
            JsonObject download = of("DataDownload");
            download.put("contentUrl", origin + file[0]);
            download.put("encodingFormat", file[1]);
            files.add(download);
        }
        dataset.put("distribution", files);
        JsonArray graph = new JsonArray();
        graph.add(site);
        graph.add(dataset);
        JsonObject all = new JsonObject();
        all.put("@context", "https://schema.org");
        all.put("@graph", graph);
        return script(all);
    }

    /** Returns what the page of a vocabulary is: a set of terms that it defines. */
    static String vocabulary(
            String iri, Text name, Optional<Text> comment, List<VocabularyPage.Group> groups) {
        JsonObject set = of("DefinedTermSet");
        set.put("@context", "https://schema.org");
        set.put("@id", iri);
        set.put("name", name.value());
        comment.ifPresent(text -> set.put("description", text.value()));
        JsonArray terms = new JsonArray();
        groups.stream()
                .flatMap(group -> group.terms().stream())
                .forEach(term -> {
                    JsonObject one = of("DefinedTerm");
                    one.put("@id", iri + "#" + term.fragment());
                    one.put("name", term.name().value());
                    terms.add(one);
                });
        set.put("hasDefinedTerm", terms);
        return script(set);
    }

    /** Returns the way from the front page to a page. */
    static String breadcrumbs(String origin, String home, List<Link> crumbs) {
        JsonArray items = new JsonArray();
        item(items, home, origin + "/");
        for (Link crumb : crumbs) {
            String href = crumb.href();
            item(items, crumb.name().value(), href.startsWith("/") ? origin + href : href);
        }
        JsonObject list = of("BreadcrumbList");
        list.put("@context", "https://schema.org");
        list.put("itemListElement", items);
        return script(list);
    }

    private static void item(JsonArray items, String name, String href) {
        JsonObject item = of("ListItem");
        item.put("position", items.size() + 1);
        item.put("name", name);
        item.put("item", href);
        items.add(item);
    }

    private static JsonObject of(String type) {
        JsonObject object = new JsonObject();
        object.put("@type", type);
        return object;
    }

    /** No end tag may stand inside a script element. */
    private static String script(JsonObject json) {
        return json.toString().replace("<", "\\u003c");
    }
}
