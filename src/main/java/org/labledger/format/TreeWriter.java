package org.labledger.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.labledger.format.SyntaxTree.Annotation;
import org.labledger.format.SyntaxTree.Comments;
import org.labledger.format.SyntaxTree.Directive;
import org.labledger.format.SyntaxTree.GraphBlock;
import org.labledger.format.SyntaxTree.Item;
import org.labledger.format.SyntaxTree.ObjectEntry;
import org.labledger.format.SyntaxTree.Predicate;
import org.labledger.format.SyntaxTree.Statement;
import org.labledger.format.SyntaxTree.Term;

/** Writes a syntax tree. */
final class TreeWriter {

    private static final int MAX_COLUMNS = TurtleFormatter.MAX_COLUMNS;

    private final SyntaxTree tree;
    private final Comparator<String> order;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, String> namespaces = new HashMap<>();

    TreeWriter(SyntaxTree tree, Comparator<String> order) {
        this.tree = tree;
        this.order = order;
    }

    String write() {
        List<Item> items = tree.items();
        int first = 0;
        while (first < items.size() && items.get(first) instanceof Directive) {
            first++;
        }
        List<Directive> top = new ArrayList<>();
        items.subList(0, first).forEach(item -> top.add((Directive) item));
        // A comment before the first prefix is about the file: it stays at the top.
        Comments about = top.isEmpty() ? Comments.NONE : top.getFirst().lead();
        if (maySort()) {
            top.sort(Comparator.comparing(directive -> String.valueOf(directive.prefix())));
        }
        comments(about, "");
        for (Directive directive : top) {
            if (directive.lead() != about) {
                comments(directive.lead(), "");
            }
            write(directive);
        }
        boolean isAfterDirective = false;
        for (Item item : items.subList(first, items.size())) {
            if (!(item instanceof Directive && isAfterDirective)) {
                emptyLine();
            }
            isAfterDirective = item instanceof Directive;
            comments(item.lead(), "");
            write(item, 0);
        }
        if (!tree.end().isEmpty()) {
            emptyLine();
            comments(tree.end(), "");
            while (out.length() > 1 && out.substring(out.length() - 2).equals("\n\n")) {
                out.setLength(out.length() - 1);
            }
        }
        return out.toString();
    }

    /** Returns whether the order of the directives does not matter. */
    private boolean maySort() {
        Set<String> prefixes = new HashSet<>();
        return tree.items().stream()
                .filter(Directive.class::isInstance)
                .map(Directive.class::cast)
                .allMatch(d -> d.prefix() != null && prefixes.add(d.prefix()));
    }

    private void emptyLine() {
        if (!out.isEmpty() && !out.substring(Math.max(0, out.length() - 2)).equals("\n\n")) {
            out.append('\n');
        }
    }

    private void comments(Comments comments, String indent) {
        for (String comment : comments.lines()) {
            if (!comment.isEmpty()) {
                out.append(indent).append(comment);
            }
            out.append('\n');
        }
    }

    private void write(Item item, int indent) {
        switch (item) {
            case Directive directive -> write(directive);
            case Statement statement -> write(statement, indent);
            case GraphBlock graph -> write(graph);
        }
    }

    private void write(Directive directive) {
        out.append(directive.text());
        if (directive.trailing() != null) {
            out.append(' ').append(directive.trailing());
        }
        out.append('\n');
        if (directive.prefix() != null && directive.namespace() != null) {
            namespaces.put(directive.prefix(), directive.namespace());
        }
    }

    private void write(GraphBlock graph) {
        out.append(graph.name()).append(graph.name().isEmpty() ? "{\n" : " {\n");
        boolean isFirst = true;
        for (Item statement : graph.statements()) {
            if (!isFirst) {
                emptyLine();
            }
            isFirst = false;
            comments(statement.lead(), "    ");
            write(statement, 4);
        }
        if (!graph.end().isEmpty() && !isFirst) {
            emptyLine();
        }
        comments(graph.end(), "    ");
        while (out.substring(Math.max(0, out.length() - 2)).equals("\n\n")) {
            out.setLength(out.length() - 1);
        }
        out.append('}');
        if (graph.trailing() != null) {
            out.append(' ').append(graph.trailing());
        }
        out.append('\n');
    }

    private void write(Statement statement, int indent) {
        String margin = " ".repeat(indent);
        out.append(margin).append(multiline(statement.subject(), indent));
        if (statement.predicates().isEmpty() && statement.end().isEmpty()) {
            out.append(" .");
            statement.trailing().forEach(comment -> out.append(' ').append(comment));
            out.append('\n');
            return;
        }
        out.append('\n')
                .append(
                        predicates(
                                statement.predicates(),
                                statement.end(),
                                indent + 4,
                                " .",
                                statement.trailing()));
    }

    /**
     * Writes predicates one per line, each with its objects and the separator that ends it. A line
     * holds one trailing comment; of two, the first moves to a line before it. Comments before the
     * end leave it on a line of its own.
     */
    private String predicates(
            List<Predicate> predicates,
            Comments last,
            int indent,
            String end,
            List<String> endTrailing) {
        List<Predicate> sorted = sorted(predicates);
        StringBuilder text = new StringBuilder();
        String margin = " ".repeat(indent);
        for (int i = 0; i < sorted.size(); i++) {
            Predicate predicate = sorted.get(i);
            boolean isEnd = i == sorted.size() - 1 && last.isEmpty();
            if (predicate.lead().hasBlankBefore() && i > 0) {
                text.append('\n');
            }
            for (String comment : predicate.lead().lines()) {
                text.append(comment.isEmpty() ? "" : margin + comment).append('\n');
            }
            List<String> trailing = new ArrayList<>(predicate.objects().getLast().trailing());
            trailing.addAll(predicate.trailing());
            if (isEnd) {
                trailing.addAll(endTrailing);
            }
            trailing.removeIf(String::isEmpty);
            for (int j = 0; j < trailing.size() - 1; j++) {
                text.append(margin).append(trailing.get(j)).append('\n');
            }
            text.append(margin).append(objects(predicate, indent));
            text.append(isEnd ? end : " ;");
            if (!trailing.isEmpty()) {
                text.append(' ').append(trailing.getLast());
            }
            text.append('\n');
        }
        if (!last.isEmpty()) {
            List<String> lines = new ArrayList<>(last.lines());
            while (lines.getLast().isEmpty()) {
                lines.removeLast();
            }
            for (String comment : lines) {
                text.append(comment.isEmpty() ? "" : margin + comment).append('\n');
            }
            if (!end.isEmpty()) {
                text.append(margin).append(end.strip());
                endTrailing.forEach(comment -> text.append(' ').append(comment));
                text.append('\n');
            }
        }
        return text.toString();
    }

    private List<Predicate> sorted(List<Predicate> predicates) {
        List<Predicate> sorted = new ArrayList<>(predicates);
        sorted.sort(
                Comparator.comparing((Predicate p) -> p.name().equals("a") ? 0 : 1)
                        .thenComparing(p -> expand(p.name()), order));
        return sorted;
    }

    private String objects(Predicate predicate, int indent) {
        List<ObjectEntry> objects = predicate.objects();
        boolean isBare =
                objects.stream().allMatch(o -> o.lead().isEmpty())
                        && objects.subList(0, objects.size() - 1).stream()
                                .allMatch(o -> o.trailing().isEmpty());
        if (isBare && objects.stream().allMatch(this::isInline)) {
            String line = predicate.name() + " " + inline(objects);
            // Two more for the space and the separator at the end.
            if (!line.contains("\n") && indent + width(line) + 2 <= MAX_COLUMNS) {
                return line;
            }
        }
        StringBuilder text = new StringBuilder(predicate.name());
        String margin = " ".repeat(indent + 4);
        for (int i = 0; i < objects.size(); i++) {
            ObjectEntry object = objects.get(i);
            boolean isLast = i == objects.size() - 1;
            List<String> before = new ArrayList<>(object.lead().lines());
            if (!isLast && object.trailing().size() > 1) {
                before.addAll(object.trailing().subList(0, object.trailing().size() - 1));
            }
            if (i == 0 && before.isEmpty()) {
                text.append(' ').append(multiline(object, indent));
            } else {
                text.append('\n');
                for (String comment : before) {
                    text.append(comment.isEmpty() ? "" : margin + comment).append('\n');
                }
                text.append(margin).append(multiline(object, indent + 4));
            }
            if (!isLast) {
                text.append(" ,");
                if (!object.trailing().isEmpty()) {
                    text.append(' ').append(object.trailing().getLast());
                }
            }
        }
        return text.toString();
    }

    /** Returns whether an object contains no comments, so that it fits on one line. */
    private boolean isInline(ObjectEntry object) {
        return isInline(object.term()) && object.annotations().stream().allMatch(this::isInline);
    }

    private boolean isInline(Annotation annotation) {
        return switch (annotation) {
            case Annotation.Reifier reifier -> true;
            case Annotation.Block block ->
                    block.end().isEmpty() && block.predicates().stream().allMatch(this::isInline);
        };
    }

    private boolean isInline(Predicate predicate) {
        return predicate.lead().isEmpty()
                && predicate.trailing().isEmpty()
                && predicate.objects().stream()
                        .allMatch(o -> o.lead().isEmpty() && o.trailing().isEmpty() && isInline(o));
    }

    private boolean isInline(Term term) {
        return switch (term) {
            case Term.Plain plain -> true;
            case Term.Collection collection ->
                    collection.end().isEmpty()
                            && collection.items().stream()
                                    .allMatch(item ->
                                            item.lead().isEmpty()
                                                    && item.trailing().isEmpty()
                                                    && isInline(item));
            case Term.Properties properties ->
                    properties.end().isEmpty()
                            && properties.predicates().stream().allMatch(this::isInline);
            case Term.Triple triple -> triple.parts().stream().allMatch(this::isInline);
        };
    }

    private String inline(List<ObjectEntry> objects) {
        return String.join(", ", objects.stream().map(this::inline).toList());
    }

    private String inline(ObjectEntry object) {
        StringBuilder text = new StringBuilder(inline(object.term()));
        for (Annotation annotation : object.annotations()) {
            text.append(' ')
                    .append(
                            switch (annotation) {
                                case Annotation.Reifier reifier -> reifier.text();
                                case Annotation.Block block ->
                                        "{| " + inlinePredicates(block.predicates()) + " |}";
                            });
        }
        return text.toString();
    }

    private String inlinePredicates(List<Predicate> predicates) {
        return String.join(
                " ; ",
                sorted(predicates).stream()
                        .map(p -> p.name() + " " + inline(p.objects()))
                        .toList());
    }

    private String inline(Term term) {
        return switch (term) {
            case Term.Plain plain -> plain.text();
            case Term.Collection collection ->
                    collection.items().isEmpty()
                            ? "()"
                            : "( "
                                    + String.join(
                                            " ",
                                            collection.items().stream().map(this::inline).toList())
                                    + " )";
            case Term.Properties properties ->
                    properties.predicates().isEmpty()
                            ? "[]"
                            : "[ " + inlinePredicates(properties.predicates()) + " ]";
            case Term.Triple triple ->
                    triple.open()
                            + " "
                            + String.join(" ", triple.parts().stream().map(this::inline).toList())
                            + " "
                            + triple.close();
        };
    }

    private String multiline(ObjectEntry object, int indent) {
        if (object.annotations().isEmpty()) {
            return multiline(object.term(), indent);
        }
        if (isInline(object)) {
            String line = inline(object);
            if (indent + width(line) + 2 <= MAX_COLUMNS) {
                return line;
            }
        }
        StringBuilder text = new StringBuilder(multiline(object.term(), indent));
        for (Annotation annotation : object.annotations()) {
            text.append(' ')
                    .append(
                            switch (annotation) {
                                case Annotation.Reifier reifier -> reifier.text();
                                case Annotation.Block block ->
                                        "{|\n"
                                                + predicates(
                                                        block.predicates(),
                                                        block.end(),
                                                        indent + 4,
                                                        "",
                                                        List.of())
                                                + " ".repeat(indent)
                                                + "|}";
                            });
        }
        return text.toString();
    }

    private String multiline(Term term, int indent) {
        if (isInline(term)) {
            String line = inline(term);
            boolean isUnbreakable = term instanceof Term.Plain || term instanceof Term.Triple;
            if (isUnbreakable || indent + width(line) + 2 <= MAX_COLUMNS) {
                return line;
            }
        }
        return switch (term) {
            case Term.Plain plain -> plain.text();
            case Term.Triple triple -> inline(triple);
            case Term.Collection collection -> collection(collection, indent);
            case Term.Properties properties ->
                    "[\n"
                            + predicates(
                                    properties.predicates(),
                                    properties.end(),
                                    indent + 4,
                                    "",
                                    List.of())
                            + " ".repeat(indent)
                            + "]";
        };
    }

    private String collection(Term.Collection collection, int indent) {
        StringBuilder text = new StringBuilder("(\n");
        String margin = " ".repeat(indent + 4);
        for (ObjectEntry item : collection.items()) {
            List<String> before = new ArrayList<>(item.lead().lines());
            List<String> trailing = item.trailing();
            if (trailing.size() > 1) {
                before.addAll(trailing.subList(0, trailing.size() - 1));
            }
            for (String comment : before) {
                text.append(comment.isEmpty() ? "" : margin + comment).append('\n');
            }
            text.append(margin).append(multiline(item, indent + 4));
            if (!trailing.isEmpty()) {
                text.append(' ').append(trailing.getLast());
            }
            text.append('\n');
        }
        for (String comment : collection.end().lines()) {
            if (!comment.isEmpty()) {
                text.append(margin).append(comment).append('\n');
            }
        }
        return text.append(" ".repeat(indent)).append(')').toString();
    }

    private String expand(String name) {
        if (name.startsWith("<")) {
            return name.substring(1, name.length() - 1);
        }
        int colon = name.indexOf(':');
        if (colon < 0) {
            return name;
        }
        String namespace = namespaces.get(name.substring(0, colon + 1));
        return namespace == null ? name : namespace + name.substring(colon + 1);
    }

    private static int width(String line) {
        return line.codePointCount(0, line.length());
    }
}
