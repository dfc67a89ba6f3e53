package org.labledger.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of a query as a tree of its parts, so that parts can be left out or replaced by parts of
 * their own kind.
 *
 * @param kind what it is, such as a group or an expression; parts of the same kind can stand in
 *     each other's place
 * @param isOptional whether the query may still be one without it
 * @param parts strings and trees, in their order
 */
record QueryTree(String kind, boolean isOptional, List<Object> parts) {

    static QueryTree of(String kind, Object... parts) {
        return new QueryTree(kind, false, List.of(parts));
    }

    static QueryTree optional(String kind, Object... parts) {
        return new QueryTree(kind, true, List.of(parts));
    }

    static QueryTree list(String kind, List<?> parts) {
        return new QueryTree(kind, false, List.copyOf(parts));
    }

    @Override
    public String toString() {
        return parts.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    /** Returns this tree with one part less, or one part replaced by a part of that part. */
    List<QueryTree> smaller() {
        List<QueryTree> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof QueryTree part) {
                if (part.isOptional) {
                    List<Object> rest = new ArrayList<>(parts);
                    rest.remove(i);
                    all.add(new QueryTree(kind, isOptional, rest));
                }
                for (QueryTree inner : part.inside(part.kind)) {
                    all.add(replaced(i, inner));
                }
                for (QueryTree less : part.smaller()) {
                    all.add(replaced(i, less));
                }
            }
        }
        return all;
    }

    private QueryTree replaced(int index, QueryTree part) {
        List<Object> changed = new ArrayList<>(parts);
        changed.set(index, part);
        return new QueryTree(kind, isOptional, changed);
    }

    /** Returns the parts of a kind below this one. */
    private List<QueryTree> inside(String wanted) {
        List<QueryTree> found = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof QueryTree tree) {
                if (tree.kind.equals(wanted)) {
                    found.add(tree);
                } else {
                    found.addAll(tree.inside(wanted));
                }
            }
        }
        return found;
    }
}
