package org.labledger.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.algebra.OpVisitorBase;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.expr.ExprVisitorBase;
import org.apache.jena.sparql.path.P_NegPropSet;
import org.apache.jena.sparql.path.P_Path0;
import org.apache.jena.sparql.path.P_Path1;
import org.apache.jena.sparql.path.P_Path2;
import org.apache.jena.sparql.path.PathVisitorByType;
import org.apache.jena.vocabulary.RDF;
import org.labledger.catalog.SavedQuery;
import org.labledger.ontology.Prefixes;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.syntax.QuerySyntaxException;
import org.labledger.syntax.QueryText;

/**
 * Reports properties and classes in saved queries, check queries and rules that no vocabulary has
 * and no data use: such a pattern never matches, and the answer is empty without a word.
 *
 * <p>Works on the tokens of the text, which have positions. Graph patterns of {@code SERVICE} are
 * left out, since other endpoints have other vocabularies; so are the templates of saved queries,
 * which may make new terms.
 */
final class QueryTerms implements Check {

    private static final String NAME = "query-terms";

    /** Terms of the engine and of its extensions, which stand where properties do. */
    private static final Pattern OF_THE_ENGINE =
            Pattern.compile("(?:https?://jena\\.(?:apache|hpl\\.hp)|java:|urn:x-arq:).*");

    /** What the predicates and classes of a query's patterns are, as far as they are constant. */
    private record Roles(Set<Node> properties, Set<Node> classes) {}

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        Known known = new Known(snapshot);
        List<Finding> findings = new ArrayList<>();
        for (HomeFile.Part part :
                List.of(HomeFile.Part.QUERY, HomeFile.Part.CHECK, HomeFile.Part.RULE)) {
            snapshot.home()
                    .files(part)
                    .filter(file -> file.textProblem().isEmpty())
                    .forEach(file ->
                            query(file, part, snapshot)
                                    .ifPresent(query ->
                                            check(file, part, roles(query), known, findings)));
        }
        return findings;
    }

    /** Returns the query of a file, unless it has a syntax error, which is reported as such. */
    private static Optional<Query> query(HomeFile file, HomeFile.Part part, Snapshot snapshot) {
        if (part == HomeFile.Part.QUERY) {
            return snapshot.catalog()
                    .find(file.stem())
                    .filter(saved -> saved.path().equals(file.path()))
                    .map(SavedQuery::query);
        }
        try {
            return Optional.of(QueryText.parse(file.text()));
        } catch (QuerySyntaxException e) {
            return Optional.empty();
        }
    }

    private static Roles roles(Query query) {
        Roles roles = new Roles(new HashSet<>(), new HashSet<>());
        if (query.getQueryPattern() != null) {
            OpVisitorBase visitor =
                    new OpVisitorBase() {
                        @Override
                        public void visit(OpBGP pattern) {
                            pattern.getPattern().forEach(triple -> add(triple, roles));
                        }

                        @Override
                        public void visit(OpPath pattern) {
                            if (pattern.getTriplePath().isTriple()) {
                                add(pattern.getTriplePath().asTriple(), roles);
                            } else {
                                pattern.getTriplePath()
                                        .getPath()
                                        .visit(new PropertiesOfPath(roles.properties()));
                            }
                        }
                    };
            Walker.walkSkipService(
                    Algebra.compile(query), visitor, new ExprVisitorBase(), null, null);
        }
        if (query.isConstructType()) {
            query.getConstructTemplate().getTriples().forEach(triple -> add(triple, roles));
        }
        return roles;
    }

    private static void add(Triple triple, Roles roles) {
        roles.properties().add(triple.getPredicate());
        if (triple.getPredicate().equals(RDF.type.asNode())) {
            roles.classes().add(triple.getObject());
        }
    }

    /** Collects the properties that a path is made of. */
    private static final class PropertiesOfPath extends PathVisitorByType {
        private final Set<Node> properties;

        PropertiesOfPath(Set<Node> properties) {
            this.properties = properties;
        }

        @Override
        public void visitNegPS(P_NegPropSet path) {
            path.getNodes().forEach(this::visit0);
        }

        @Override
        public void visit0(P_Path0 path) {
            properties.add(path.getNode());
        }

        @Override
        public void visit1(P_Path1 path) {
            path.getSubPath().visit(this);
        }

        @Override
        public void visit2(P_Path2 path) {
            path.getLeft().visit(this);
            path.getRight().visit(this);
        }
    }

    /** The terms of a snapshot. */
    private static final class Known {
        private final Snapshot snapshot;
        private final TermText terms;
        private final Vocabulary vocabulary;
        private final Map<String, String> declared;

        Known(Snapshot snapshot) {
            this.snapshot = snapshot;
            this.terms = new TermText(snapshot);
            this.vocabulary = Vocabulary.of(snapshot.ontology());
            this.declared = Prefixes.declared(snapshot.ontology().graph());
        }

        /**
         * Returns what is wrong with a term, if anything is. That the data use a term of a rule
         * proves nothing: the rule itself may have derived them.
         */
        Optional<String> problem(Node term, Roles roles, HomeFile.Part part) {
            String iri = term.getURI();
            if (OF_THE_ENGINE.matcher(iri).matches()
                    || iri.endsWith("/")
                    || iri.endsWith("#")
                    || (part != HomeFile.Part.RULE && isUsed(term))
                    || snapshot.ontology().describes(term)) {
                return Optional.empty();
            }
            boolean isProperty = roles.properties().contains(term);
            if (isProperty || roles.classes().contains(term)) {
                Set<Node> declared = isProperty ? vocabulary.properties() : vocabulary.classes();
                boolean isClosed = KnownTerms.besides(term).isPresent();
                if (isClosed ? !KnownTerms.isMisspelt(term) : declared.isEmpty()) {
                    return Optional.empty();
                }
                String kind = isProperty ? "property " : "class ";
                Set<Node> candidates = new HashSet<>(declared);
                candidates.addAll(KnownTerms.besides(term).orElse(Set.of()));
                return Optional.of(
                        "No vocabulary has the "
                                + kind
                                + terms.of(term)
                                + ", and no data use it, so this pattern matches nothing."
                                + terms.suggestion(term, candidates));
            }
            if (KnownTerms.isMisspelt(term)) {
                return Optional.of(
                        "The vocabulary has no term "
                                + terms.of(term)
                                + "."
                                + terms.suggestion(
                                        term, KnownTerms.besides(term).orElse(Set.of())));
            }
            return Optional.empty();
        }

        Optional<String> conflict(String prefix, String namespace) {
            return declared.isEmpty()
                    ? Optional.empty()
                    : Prefixes.conflict(snapshot.prefixes(), prefix, namespace);
        }

        private boolean isUsed(Node term) {
            return snapshot.dataGraphs().contains(term)
                    || snapshot.dataset().contains(Node.ANY, term, Node.ANY, Node.ANY)
                    || snapshot.dataset().contains(Node.ANY, Node.ANY, term, Node.ANY)
                    || snapshot.dataset().contains(Node.ANY, Node.ANY, Node.ANY, term);
        }
    }

    private static void check(
            HomeFile file, HomeFile.Part part, Roles roles, Known known, List<Finding> findings) {
        String text = file.text();
        Map<String, String> prefixes = new LinkedHashMap<>();
        Map<String, Finding> conflicts = new HashMap<>();
        Set<Node> told = new HashSet<>();
        Matcher token = TermTokens.TOKEN.matcher(text);
        int depth = 0;
        int ignoredFrom = Integer.MAX_VALUE;
        String word = "";
        String prefix = null;
        int prefixStart = 0;
        while (token.find()) {
            if (token.group("brace") != null) {
                boolean opens = token.group().equals("{");
                depth += opens ? 1 : -1;
                boolean isTemplate = part == HomeFile.Part.QUERY && word.equals("CONSTRUCT");
                if (opens && (word.equals("SERVICE") || isTemplate)) {
                    ignoredFrom = Math.min(ignoredFrom, depth);
                } else if (!opens && depth < ignoredFrom) {
                    ignoredFrom = Integer.MAX_VALUE;
                }
                word = "";
            } else if (token.group("word") != null) {
                String upper = token.group().toUpperCase(Locale.ROOT);
                // `SERVICE SILENT <…> {` is still a SERVICE.
                word = upper.equals("SILENT") ? word : upper;
            } else if (token.group("iri") != null && prefix != null) {
                prefixes.put(prefix, token.group("iri"));
                int start = prefixStart;
                String declared = prefix;
                known.conflict(prefix, token.group("iri"))
                        .ifPresent(message ->
                                conflicts.put(
                                        declared,
                                        Finding.error(file.locationOf(start), NAME, message)));
                prefix = null;
                word = "";
            } else if (word.equals("PREFIX") && token.group().endsWith(":")) {
                prefix = token.group("prefix") == null ? "" : token.group("prefix");
                prefixStart = token.start();
            } else if (conflicts.containsKey(String.valueOf(token.group("prefix")))) {
                // Every term with this prefix is another than was meant: told once.
                findings.add(conflicts.get(token.group("prefix")));
                return;
            } else if (depth > 0 && depth < ignoredFrom && !word.equals("SERVICE")) {
                Node term = TermTokens.term(token, prefixes);
                if (term != null && told.add(term)) {
                    int start = token.start();
                    known.problem(term, roles, part)
                            .ifPresent(message ->
                                    findings.add(
                                            Finding.error(file.locationOf(start), NAME, message)));
                }
            }
        }
    }
}
