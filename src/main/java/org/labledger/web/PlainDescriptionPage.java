package org.labledger.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.jena.graph.Node;
import org.labledger.catalog.Localized;
import org.labledger.describe.Description;
import org.labledger.describe.Dispute;
import org.labledger.describe.SourcedTriple;
import org.labledger.query.AnswerFormat;
import org.labledger.source.UriSpace;

/** A page without a design: everything that a description holds, as tables with links. */
final class PlainDescriptionPage implements DescriptionPage {

    /** What a graph says is shown up to this length; all of it is at {@code /data}. */
    private static final int MOST_CONTENT = 500;

    @Override
    public String html(Content content) {
        return new Writer(content).page();
    }

    private static final class Writer {
        private final Content content;
        private final Description description;
        private final StringBuilder html = new StringBuilder();

        Writer(Content content) {
            this.content = content;
            this.description = content.description();
        }

        String page() {
            String title = Html.escape(name(description.subject()));
            html.append("<!doctype html>\n<html lang=\"")
                    .append(Html.escape(content.languages().stream().findFirst().orElse("en")))
                    .append("\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\"")
                    .append(" content=\"width=device-width, initial-scale=1\">\n<title>")
                    .append(title)
                    .append("</title>\n<link rel=\"canonical\" href=\"")
                    .append(Html.escape(description.subject().toString()))
                    .append("\">\n");
            for (AnswerFormat format : RdfReply.FORMATS) {
                html.append("<link rel=\"alternate\" type=\"")
                        .append(format.mediaType())
                        .append("\" href=\"")
                        .append(Html.escape(content.address() + "." + format.suffix()))
                        .append("\">\n");
            }
            html.append("<script type=\"application/ld+json\">")
                    .append(content.jsonLd())
                    .append("</script>\n<h1>")
                    .append(title)
                    .append("</h1>\n<p>")
                    .append(Html.escape(description.subject().toString()))
                    .append("</p>\n");
            names();
            table("What is said of it", description.outgoing(), s -> s.triple().getObject());
            disputes();
            table("What is said with it", description.incoming(), s -> s.triple().getSubject());
            rest();
            contents();
            html.append("<p>");
            for (AnswerFormat format : RdfReply.FORMATS) {
                html.append("<a href=\"")
                        .append(Html.escape(content.address() + "." + format.suffix()))
                        .append("\">")
                        .append(format.suffix())
                        .append("</a> ");
            }
            return html.append("</p>\n</html>\n").toString();
        }

        private void names() {
            Map<String, String> names = description.namesOf(description.subject());
            html.append("<ul>\n");
            names.forEach((language, name) ->
                    html.append("<li lang=\"")
                            .append(Html.escape(language))
                            .append("\">")
                            .append(Html.escape(name))
                            .append("</li>\n"));
            html.append("</ul>\n");
        }

        private void table(
                String heading, List<SourcedTriple> triples, Function<SourcedTriple, Node> other) {
            if (triples.isEmpty()) {
                return;
            }
            html.append("<h2>").append(heading).append("</h2>\n<table>\n");
            for (SourcedTriple sourced : triples) {
                html.append("<tr><th>");
                node(sourced.triple().getPredicate());
                html.append("</th><td>");
                node(other.apply(sourced));
                html.append("</td><td>");
                sources(sourced);
                html.append("</td></tr>\n");
            }
            html.append("</table>\n");
        }

        private void sources(SourcedTriple sourced) {
            for (SourcedTriple.Origin origin : sourced.origins()) {
                node(origin.graph());
                if (!origin.locators().isEmpty()) {
                    html.append(' ').append(Html.escape(String.join(", ", origin.locators())));
                }
                html.append(origin.isDerived() ? " (derived) " : " ");
            }
        }

        private void disputes() {
            if (description.disputes().isEmpty()) {
                return;
            }
            html.append("<h2>Sources disagree</h2>\n<ul>\n");
            for (Dispute dispute : description.disputes()) {
                html.append("<li>");
                dispute.note().ifPresent(this::node);
                dispute.property().ifPresent(this::node);
                dispute.sides()
                        .forEach((value, graphs) -> {
                            html.append(" – ");
                            node(value);
                            html.append(": ");
                            graphs.forEach(this::node);
                        });
                dispute.between().forEach(this::node);
                dispute.verdicts().forEach(this::node);
                html.append("</li>\n");
            }
            html.append("</ul>\n");
        }

        private void rest() {
            for (Node property : description.cutProperties()) {
                html.append("<p><a href=\"/fragments?predicate=")
                        .append(encode(property.getURI()))
                        .append("&amp;object=")
                        .append(encode(description.subject().getURI()))
                        .append("\">All ")
                        .append(description.incomingCounts().get(property))
                        .append(" with ")
                        .append(Html.escape(name(property)))
                        .append("</a></p>\n");
            }
        }

        private void contents() {
            List<SourcedTriple> all = description.content();
            if (all.isEmpty()) {
                return;
            }
            html.append("<h2>What it says</h2>\n<table>\n");
            for (SourcedTriple sourced : all.subList(0, Math.min(MOST_CONTENT, all.size()))) {
                html.append("<tr><td>");
                node(sourced.triple().getSubject());
                html.append("</td><th>");
                node(sourced.triple().getPredicate());
                html.append("</th><td>");
                node(sourced.triple().getObject());
                html.append("</td></tr>\n");
            }
            html.append("</table>\n<p><a href=\"/data?graph=")
                    .append(encode(description.subject().getURI()))
                    .append("\">All of it</a></p>\n");
        }

        private void node(Node node) {
            if (node.isLiteral()) {
                html.append("<span lang=\"")
                        .append(Html.escape(node.getLiteralLanguage()))
                        .append("\">")
                        .append(Html.escape(node.getLiteralLexicalForm()))
                        .append("</span>");
            } else if (node.isURI()) {
                html.append("<a href=\"")
                        .append(Html.escape(link(node)))
                        .append("\">")
                        .append(Html.escape(name(node)))
                        .append("</a> ");
            } else {
                html.append(Html.escape(node.toString()));
            }
        }

        /** Leads to this server's document where there is one; only to the web otherwise. */
        private String link(Node node) {
            UriSpace space = content.served().ledger().description().uriSpace();
            if (space.contains(node)) {
                return "/" + node.getURI().substring(space.base().length());
            }
            return node.getURI().matches("(?i)https?://.*")
                    ? node.getURI()
                    : "/doc/?iri=" + encode(node.getURI());
        }

        private String name(Node node) {
            String label = new Localized(description.namesOf(node)).in(content.languages());
            if (!label.isEmpty() || !node.isURI()) {
                return label.isEmpty() ? node.toString() : label;
            }
            return Objects.requireNonNullElse(
                    content.served().ledger().prefixes().abbreviate(node.getURI()), node.getURI());
        }

        private static String encode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
