package org.labledger.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.catalog.Catalog;
import org.labledger.catalog.SavedQuery;
import org.labledger.describe.Description;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.store.Ledger;

/**
 * The pages of one snapshot. Any number of threads may ask; what was looked up once is remembered
 * as long as the snapshot is.
 *
 * <pre>{@code
 * Pages pages = Pages.of(ledger, catalog, limits);
 * String html = pages.question(query, Visit.of(path, parameters, cookie, accept, origin)).body();
 * }</pre>
 */
public final class Pages {

    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(ContentType.Html);

    private final Catalog catalog;
    private final Frames frames;
    private final Words words;
    private final Questions questions;
    private final Names names;
    private final Things things;
    private final Ledger ledger;

    private Pages(Ledger ledger, Catalog catalog, Limits limits) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.frames = new Frames(ledger);
        this.names = new Names(ledger);
        Values values = new Values(ledger, names);
        this.words = new Words(ledger, names);
        Sources sources = new Sources(ledger, names, values);
        Candidates candidates = new Candidates(ledger);
        Fields fields = new Fields(ledger, names, words, candidates);
        ResultReader reader = new ResultReader(ledger, names, values, words);
        this.questions =
                new Questions(
                        ledger, frames, fields, names, sources, reader, candidates, limits);
        this.things =
                new Things(
                        ledger,
                        names,
                        values,
                        sources,
                        new Sections(ledger, catalog, questions, reader, limits));
    }

    /** Makes the pages of a snapshot; they are written when they are asked for. */
    public static Pages of(Ledger ledger, Catalog catalog, Limits limits) {
        return new Pages(ledger, catalog, limits);
    }

    /** Writes the list of saved queries. */
    public Html questions(Visit visit) {
        List<QuestionsPage.Topic> topics = Topics.of(catalog, words, visit);
        QuestionsPage page =
                new QuestionsPage(
                        frames.of(visit, new Text(visit.say("questions.title"), visit.language().tag()))
                                .format("JSON", "application/json", "/query/?format=json")
                                .build(),
                        catalog.queries().size(),
                        topics);
        return new Html(200, render("questions.jte", page));
    }

    /**
     * Writes the page of a saved query, with its answer.
     *
     * @throws LimitException if the query goes over a limit
     */
    public Html question(SavedQuery query, Visit visit) throws LimitException {
        QuestionPage page = questions.page(query, visit);
        return new Html(page.problem().isPresent() ? 400 : 200, render("question.jte", page));
    }

    /**
     * Writes the page of a thing.
     *
     * @param description everything that is said of it
     * @param visit the request; its path is that of the page, such as {@code /doc/id/x}
     * @throws LimitException if a saved query about the thing goes over a limit
     */
    public Html thing(Description description, Visit visit) throws LimitException {
        Node thing = description.subject();
        Text name = names.of(thing, visit.language());
        Frames.Builder frame =
                frames.of(visit, name)
                        .summary(names.text(thing, RDFS.comment.asNode(), visit.language()))
                        .canonical(thing.getURI());
        frame.crumb("nav.things", "/browse");
        List<Value> kinds = things.kinds(description.types(), visit.language());
        for (int i = 0; i < kinds.size() && i < 1; i++) {
            Node type = description.types().get(i);
            if (kinds.get(i) instanceof Value.Thing(Text kind, String href, boolean external)) {
                frame.crumb(kind, Address.of("/browse", Map.of("class", names.shortForm(type))));
            }
        }
        frame.format("Turtle", "text/turtle", visit.path() + ".ttl")
                .format("JSON-LD", "application/ld+json", visit.path() + ".jsonld")
                .format("N-Triples", "application/n-triples", visit.path() + ".nt")
                .format("RDF/XML", "application/rdf+xml", visit.path() + ".rdf")
                .format("TriG", "application/trig", visit.path() + ".trig");
        return new Html(200, render("thing.jte", things.page(description, visit, frame.build())));
    }

    private static String render(String template, Object page) {
        StringOutput out = new StringOutput(32 * 1024);
        TEMPLATES.render(template, page, out);
        return out.toString();
    }
}
