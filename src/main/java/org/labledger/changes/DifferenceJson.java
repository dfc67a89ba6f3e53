package org.labledger.changes;

import java.util.List;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.out.NodeFmtLib;
import org.labledger.history.State;

/** Differences and reports as JSON. */
public final class DifferenceJson {

    private DifferenceJson() {}

    /**
     * Returns a report with the changes in it: {@code summary}, {@code notes}, and {@code changes},
     * each with its words ({@code text}, {@code lines}) and, of a thing, its terms.
     */
    public static JsonObject of(ChangeReport report) {
        JsonObject json = new JsonObject();
        json.put("summary", report.summary().text());
        json.put("notes", texts(report.notes()));
        JsonArray changes = new JsonArray();
        report.groups().map(DifferenceJson::group).forEach(changes::add);
        json.put("changes", changes);
        return json;
    }

    /** Returns a page of states, the newest first. */
    public static JsonObject of(Listings.Page page) {
        JsonObject json = new JsonObject();
        json.put("page", page.page());
        json.put("pages", page.pages());
        json.put("total", page.total());
        JsonArray states = new JsonArray();
        page.items().stream().map(DifferenceJson::of).forEach(states::add);
        json.put("states", states);
        return json;
    }

    /**
     * Returns a state with what it changed; {@code commit}, {@code time}, {@code message} and
     * {@code tags} are missing for edits that are not committed.
     */
    public static JsonObject of(Listings.Item item) {
        JsonObject json = new JsonObject();
        item.state().ifPresent(state -> put(state, json));
        json.put("layoutOnly", item.isLayoutOnly());
        of(item.report()).forEach(json::put);
        return json;
    }

    private static void put(State state, JsonObject json) {
        json.put("commit", state.commit());
        json.put("time", state.time().toString());
        json.put("message", state.summary());
        JsonArray tags = new JsonArray();
        state.tags().forEach(tags::add);
        json.put("tags", tags);
    }

    private static JsonArray texts(List<Phrase> phrases) {
        JsonArray texts = new JsonArray();
        phrases.forEach(phrase -> texts.add(phrase.text()));
        return texts;
    }

    private static JsonObject group(ChangeReport.Group group) {
        JsonObject json = new JsonObject();
        json.put("text", group.title().text());
        json.put("lines", texts(group.lines()));
        group.change()
                .ifPresent(change -> {
                    json.put("thing", change.thing().getURI());
                    json.put("kind", change.kind().id());
                    JsonArray values = new JsonArray();
                    change.values().forEach(value -> values.add(value(value)));
                    json.put("values", values);
                });
        return json;
    }

    private static JsonObject value(ValueChange change) {
        JsonObject json = new JsonObject();
        json.put("kind", change.kind().id());
        json.put("property", change.property().getURI());
        json.put("before", terms(change.before()));
        json.put("after", terms(change.after()));
        json.put("graph", change.graph().toString());
        change.movedTo().ifPresent(graph -> json.put("movedTo", graph.toString()));
        return json;
    }

    /** Terms as in N-Triples. */
    private static JsonArray terms(List<Node> nodes) {
        JsonArray terms = new JsonArray();
        nodes.forEach(node -> terms.add(NodeFmtLib.strNT(node)));
        return terms;
    }
}
