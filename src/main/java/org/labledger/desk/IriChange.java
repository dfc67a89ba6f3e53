package org.labledger.desk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.jspecify.annotations.Nullable;
import org.labledger.format.CannotFormatException;
import org.labledger.format.PropertyOrder;
import org.labledger.format.TurtleFormatter;
import org.labledger.snapshot.RetiredIris;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.LocatedQuad;
import org.labledger.source.SourceFile;
import org.labledger.source.UriSpace;
import org.labledger.vocabulary.Evidence;

/**
 * A change of an IRI wherever a home uses it: data, ontology, queries and expected answers. Single
 * terms are replaced, so that layout and comments stay; each file of RDF is parsed before and after
 * and must differ by that alone. The old IRI is listed in {@link RetiredIris#FILE}.
 *
 * <p>Nothing is written before {@link HomeEdit#write}.
 */
public final class IriChange {

    /** The maximum number of places listed in a message. */
    private static final int MAX_PLACES = 10;

    private static final Node ELSEWHERE = NodeFactory.createURI("urn:x-elsewhere");

    /** What cannot follow an IRI or a prefixed name: it would be another one. */
    private static final String END = "(?![\\p{L}\\p{N}_%/?&=~-]|[.:][\\p{L}\\p{N}_])";

    private static final Pattern EMPTY_BEFORE = Pattern.compile("\\n[ \\t]*\\r?\\n\\z");
    private static final Pattern EMPTY_AFTER = Pattern.compile("[ \\t]*(?:\\r?\\n|\\z)");
    private static final Pattern SEGMENT = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");
    private static final Pattern PLAIN_LOCAL =
            Pattern.compile("[\\p{L}\\p{N}_]([\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}_-])?");

    private final Snapshot snapshot;
    private final Node old;
    private final HomeEdit edit;
    private final List<String> mentions = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    private IriChange(Snapshot snapshot, Node old) {
        this.snapshot = snapshot;
        this.old = old;
        this.edit = new HomeEdit(snapshot.home());
    }

    /**
     * Gives a thing or source another IRI. The file of a source moves with it.
     *
     * @param old the IRI of something that the data describe
     * @param fresh an IRI that is not in use
     * @param reasons why, as texts; may be empty
     * @throws DeskException if the IRIs do not allow it, or more than the IRI would change
     */
    static IriChange rename(Snapshot snapshot, Node old, Node fresh, List<Node> reasons)
            throws DeskException {
        NameIndex names = new NameIndex(snapshot);
        requireThing(snapshot, names, old);
        UriSpace space = snapshot.description().uriSpace();
        if (names.isKnown(fresh)) {
            throw new DeskException(
                    RetiredIris.of(snapshot).contains(fresh)
                            ? names.shortForm(fresh)
                                    + " is retired and must not get another meaning. Choose another"
                                    + " IRI."
                            : names.labelled(fresh)
                                    + " already exists. If both are the same thing, use"
                                    + " `./lab-ledger merge "
                                    + names.shortForm(old)
                                    + " "
                                    + names.shortForm(fresh)
                                    + "`.");
        }
        String segment = NameText.localName(fresh);
        if (!space.contains(fresh) || !SEGMENT.matcher(segment).matches()) {
            throw new DeskException(
                    names.shortForm(fresh)
                            + " cannot be an IRI of this home. Use the prefix of the old one, then"
                            + " lower-case letters, digits and single hyphens.");
        }
        if (!folder(old).equals(folder(fresh))) {
            throw new DeskException(
                    names.shortForm(fresh)
                            + " differs from "
                            + names.shortForm(old)
                            + " in more than its last segment.");
        }
        IriChange change = new IriChange(snapshot, old);
        change.replace(fresh, false);
        change.moveFiles(fresh);
        change.retire(Triple.create(old, RetiredIris.IS_REPLACED_BY, fresh), reasons);
        return change;
    }

    /**
     * Makes one thing of two: all that is said of the old one is said of the other, and its labels
     * become alternative ones. What contradicts stays.
     *
     * @throws DeskException if the IRIs do not allow it, or more than that would change
     */
    static IriChange merge(Snapshot snapshot, Node old, Node kept, List<Node> reasons)
            throws DeskException {
        NameIndex names = new NameIndex(snapshot);
        requireThing(snapshot, names, old);
        requireThing(snapshot, names, kept);
        if (old.equals(kept)) {
            throw new DeskException(names.shortForm(old) + " is one thing already.");
        }
        for (Node each : List.of(old, kept)) {
            if (snapshot.dataGraphs().contains(each)) {
                throw new DeskException(
                        names.shortForm(each)
                                + " is a source. Sources cannot be merged: what each of them says"
                                + " stands in its own file.");
            }
        }
        IriChange change = new IriChange(snapshot, old);
        change.replace(kept, true);
        change.retire(Triple.create(old, RetiredIris.IS_REPLACED_BY, kept), reasons);
        return change;
    }

    /**
     * Removes what the data, or one source, say about a record. If nothing describes it then, its
     * IRI is withdrawn.
     *
     * @param source the source whose claim is removed; {@code null} for all
     * @throws DeskException if other statements need the record, or more than that would change
     */
    static IriChange retract(
            Snapshot snapshot, Node claim, @Nullable Node source, List<Node> reasons)
            throws DeskException {
        NameIndex names = new NameIndex(snapshot);
        requireThing(snapshot, names, claim);
        if (reasons.isEmpty()) {
            throw new DeskException(
                    "Say why with `reason.LANGUAGE=\"…\"`: who asks for the old address is told.");
        }
        if (snapshot.dataGraphs().contains(claim)) {
            throw new DeskException(
                    names.shortForm(claim)
                            + " is a source. Retract its records one by one, or remove its file by"
                            + " hand.");
        }
        IriChange change = new IriChange(snapshot, claim);
        boolean isGone = change.removeStatements(source, names);
        if (isGone) {
            List<String> uses = change.uses();
            if (!uses.isEmpty()) {
                throw new DeskException(
                        names.labelled(claim)
                                + " is still used at "
                                + uses.stream().limit(MAX_PLACES).collect(Collectors.joining(", "))
                                + (uses.size() > MAX_PLACES ? " … (" + uses.size() + ")" : "")
                                + ". Change these first; if another record stands for it, use"
                                + " `./lab-ledger merge`.");
            }
            change.retire(
                    Triple.create(
                            claim,
                            RetiredIris.DEPRECATED,
                            NodeFactory.createLiteralDT("true", XSDDatatype.XSDboolean)),
                    reasons);
        }
        return change;
    }

    /** Returns the change of the files. */
    public HomeEdit edit() {
        return edit;
    }

    /** Returns the number of terms that change, by the path of the file. */
    public Map<String, Integer> counts() {
        return counts;
    }

    /** Returns the places in comments and texts that name the old IRI and stay as they are. */
    public List<String> mentions() {
        return mentions;
    }

    /** Returns whether the old IRI is retired by the change. */
    public boolean retires() {
        return edit.paths().contains(RetiredIris.FILE);
    }

    /**
     * Takes the new order of an expected answer if its rows are those of the file.
     *
     * @param path the file of the expected answer
     * @param answer the answer after the change
     */
    public void reorder(String path, String answer) {
        if (edit.text(path)
                .filter(expected ->
                        expected.lines().sorted().toList().equals(answer.lines().sorted().toList()))
                .isPresent()) {
            edit.put(path, answer);
        }
    }

    /** Returns a snapshot of the home after the change. */
    public Snapshot after() {
        return Snapshot.load(edit.after(), snapshot);
    }

    private static void requireThing(Snapshot snapshot, NameIndex names, Node iri)
            throws DeskException {
        UriSpace space = snapshot.description().uriSpace();
        if (!snapshot.isWhole()) {
            throw new DeskException(
                    "Some files have syntax errors. Run `./lab-ledger check`, correct them, then try"
                            + " again.");
        }
        RetiredIris retired = RetiredIris.of(snapshot);
        if (retired.contains(iri)) {
            Node replacement = retired.replaced().get(iri);
            throw new DeskException(
                    names.shortForm(iri)
                            + " is retired already"
                            + (replacement == null
                                    ? "."
                                    : ": it leads to " + names.labelled(replacement) + "."));
        }
        if (!space.contains(iri)
                || iri.getURI().indexOf('#') >= 0
                || snapshot.ontology().describes(iri)
                || !(names.isDescribed(iri) || snapshot.dataGraphs().contains(iri))) {
            throw new DeskException(
                    names.shortForm(iri)
                            + " is not a thing or source of the data. Only these can be renamed,"
                            + " merged or retracted.");
        }
    }

    private static String folder(Node iri) {
        return iri.getURI().substring(0, iri.getURI().lastIndexOf('/') + 1);
    }

    // Replacing

    private void replace(Node fresh, boolean isMerge) throws DeskException {
        for (HomeFile file : snapshot.home().files()) {
            switch (file.part()) {
                case DATA, ONTOLOGY, SHAPES -> {
                    if (!isTokenized(file)) {
                        requireNoUse(file, fresh);
                        continue;
                    }
                    TermScanner scanner = scan(file);
                    Set<Integer> labels =
                            isMerge && canHaveOtherLabels()
                                    ? labelsOf(scanner, old.getURI())
                                    : Set.of();
                    String text = replaced(file, scanner, fresh, labels);
                    if (!text.equals(file.text())) {
                        verify(file, text, quad -> renamed(quad, fresh, !labels.isEmpty()));
                        edit.put(file.path(), laidOutAs(file, text));
                    }
                }
                case RULE, QUERY, CHECK ->
                        edit.put(file.path(), replaced(file, scan(file), fresh, Set.of()));
                case EXPECTED -> {
                    Matcher matcher = written(old.getURI()).matcher(file.text());
                    counts.merge(file.path(), (int) matcher.results().count(), Integer::sum);
                    edit.put(
                            file.path(),
                            matcher.replaceAll(Matcher.quoteReplacement(fresh.getURI())));
                }
                case OTHER -> mention(file, 0, file.text());
            }
        }
        counts.values().removeIf(count -> count == 0);
    }

    /**
     * A file in the one layout stays in it: a longer name may need another line. Files with blank
     * nodes are left out, since proving that two of them say the same may take very long.
     */
    private String laidOutAs(HomeFile file, String text) {
        Lang lang = file.path().endsWith(".trig") ? Lang.TRIG : Lang.TURTLE;
        if (file.part() != HomeFile.Part.DATA
                || !file.path().matches(".*\\.(ttl|trig)")
                || quads(parse(file)).stream().anyMatch(IriChange::hasBlankNode)) {
            return text;
        }
        TurtleFormatter formatter =
                new TurtleFormatter(PropertyOrder.in(snapshot.ontology().graph()));
        try {
            return formatter.format(file.text(), lang).equals(file.text())
                    ? formatter.format(text, lang)
                    : text;
        } catch (CannotFormatException e) {
            // A file that has no layout keeps its own.
            return text;
        }
    }

    private static boolean hasBlankNode(Quad quad) {
        return quad.getSubject().isBlank() || quad.getObject().isBlank();
    }

    /** RDF/XML and JSON-LD are for machines; single terms cannot be changed in them. */
    private static boolean isTokenized(HomeFile file) {
        return file.path().matches(".*\\.(ttl|trig|nt|nq|rq)");
    }

    private void requireNoUse(HomeFile file, Node fresh) throws DeskException {
        for (Quad quad : quads(parse(file))) {
            if (!renamed(quad, fresh, false).equals(quad)) {
                throw new DeskException(
                        file.path()
                                + " uses "
                                + new NameIndex(snapshot).shortForm(old)
                                + " and is neither Turtle nor TriG. Convert it, then try again.");
            }
        }
    }

    private SourceFile parse(HomeFile file) {
        return SourceFile.parse(file, snapshot.description().uriSpace().graphOf(file));
    }

    /** A home that declares its properties need not have {@code skos:altLabel} among them. */
    private boolean canHaveOtherLabels() {
        Graph ontology = snapshot.ontology().graph();
        return snapshot.ontology().describes(SKOS.altLabel.asNode())
                || !ontology.contains(Node.ANY, RDF.type.asNode(), RDF.Property.asNode());
    }

    private TermScanner scan(HomeFile file) {
        UriSpace space = snapshot.description().uriSpace();
        boolean isQuery = file.path().endsWith(".rq");
        return TermScanner.of(
                file.text(),
                isQuery ? space.base() : space.graphOf(file).getURI(),
                isQuery ? snapshot.prefixes().getMappingCopy() : Map.of());
    }

    private String replaced(HomeFile file, TermScanner scanner, Node fresh, Set<Integer> labels) {
        StringBuilder text = new StringBuilder();
        String before = file.text();
        int at = 0;
        int count = 0;
        for (TermScanner.Token token : scanner.tokens()) {
            text.append(before, at, token.start());
            at = token.end();
            if (labels.contains(token.start())) {
                text.append(term(token, SKOS.altLabel.getURI(), scanner.prefixes()));
            } else if (isOld(token.iri())) {
                count++;
                text.append(term(token, moved(token.iri(), fresh), scanner.prefixes()));
            } else if (token.kind() == TermScanner.Kind.COMMENT
                    && token.text().startsWith("#+")
                    && file.path().endsWith(".rq")) {
                String decorator = replacedInDecorator(token.text(), fresh, scanner.prefixes());
                count += decorator.equals(token.text()) ? 0 : 1;
                text.append(decorator);
            } else {
                text.append(token.text());
                if (token.kind() == TermScanner.Kind.COMMENT
                        || token.kind() == TermScanner.Kind.STRING) {
                    mention(file, token.start(), token.text());
                }
            }
        }
        text.append(before, at, before.length());
        counts.merge(file.path(), count, Integer::sum);
        return text.toString();
    }

    private boolean isOld(String iri) {
        return iri.equals(old.getURI()) || iri.startsWith(old.getURI() + "#");
    }

    /** Fragments belong to the document, and move with it. */
    private String moved(String iri, Node fresh) {
        return fresh.getURI() + iri.substring(old.getURI().length());
    }

    /** Writes a term as the one before was written, if that is possible. */
    private static String term(TermScanner.Token before, String iri, Map<String, String> prefixes) {
        if (before.kind() == TermScanner.Kind.NAME) {
            String own = before.text().substring(0, before.text().indexOf(':'));
            List<String> candidates = new ArrayList<>(List.of(own));
            prefixes.keySet().stream().sorted().forEach(candidates::add);
            for (String prefix : candidates) {
                String namespace = prefixes.get(prefix);
                if (namespace != null
                        && !namespace.isEmpty()
                        && iri.startsWith(namespace)
                        && PLAIN_LOCAL.matcher(iri.substring(namespace.length())).matches()) {
                    return prefix + ":" + iri.substring(namespace.length());
                }
            }
        }
        return "<" + iri + ">";
    }

    /** The values of {@code defaults} and {@code enumerate} are IRIs or prefixed names. */
    private String replacedInDecorator(String comment, Node fresh, Map<String, String> prefixes) {
        String text =
                written(old.getURI())
                        .matcher(comment)
                        .replaceAll(Matcher.quoteReplacement(fresh.getURI()));
        for (Map.Entry<String, String> prefix : prefixes.entrySet()) {
            String namespace = prefix.getValue();
            if (!namespace.isEmpty()
                    && old.getURI().startsWith(namespace)
                    && fresh.getURI().startsWith(namespace)) {
                text =
                        written(prefix.getKey() + ":" + old.getURI().substring(namespace.length()))
                                .matcher(text)
                                .replaceAll(
                                        Matcher.quoteReplacement(
                                                prefix.getKey()
                                                        + ":"
                                                        + fresh.getURI()
                                                                .substring(namespace.length())));
            }
        }
        return text;
    }

    private static Pattern written(String term) {
        return Pattern.compile("(?<![\\p{L}\\p{N}_:./%#-])" + Pattern.quote(term) + END);
    }

    private void mention(HomeFile file, int start, String text) {
        List<String> forms = new ArrayList<>(List.of(old.getURI()));
        String prefixed = snapshot.prefixes().abbreviate(old.getURI());
        if (prefixed != null) {
            forms.add(prefixed);
        }
        for (String form : forms) {
            if (written(form).matcher(text).find()) {
                mentions.add(file.path() + ":" + line(file.text(), start));
                return;
            }
        }
    }

    private static int line(String text, int offset) {
        return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    // Verifying

    private void verify(HomeFile file, String text, Function<Quad, @Nullable Quad> expected)
            throws DeskException {
        Node graph = snapshot.description().uriSpace().graphOf(file);
        List<Quad> before = quads(SourceFile.parse(file, graph));
        SourceFile changed =
                SourceFile.parse(
                        new HomeFile(file.path(), text.getBytes(StandardCharsets.UTF_8)), graph);
        List<Quad> wanted = new ArrayList<>();
        for (Quad quad : before) {
            Quad mapped = expected.apply(quad);
            if (mapped != null) {
                wanted.add(mapped);
            }
        }
        if (!changed.isWhole() || !wanted.equals(quads(changed))) {
            throw new DeskException(
                    file.path()
                            + " would change in more than "
                            + new NameIndex(snapshot).shortForm(old)
                            + ". Nothing was written; edit it by hand.");
        }
    }

    private static List<Quad> quads(SourceFile file) {
        return file.quads().stream().map(LocatedQuad::quad).toList();
    }

    private Quad renamed(Quad quad, Node fresh, boolean hasOtherLabels) {
        return Quad.create(graph(quad, fresh), renamed(quad.asTriple(), fresh, hasOtherLabels));
    }

    private Triple renamed(Triple triple, Node fresh, boolean hasOtherLabels) {
        boolean isLabel =
                hasOtherLabels
                        && triple.getSubject().equals(old)
                        && triple.getPredicate().equals(RDFS.label.asNode());
        return Triple.create(
                renamed(triple.getSubject(), fresh, hasOtherLabels),
                isLabel
                        ? SKOS.altLabel.asNode()
                        : renamed(triple.getPredicate(), fresh, hasOtherLabels),
                renamed(triple.getObject(), fresh, hasOtherLabels));
    }

    /** The graph of a whole file follows from its name, which changes later. */
    private Node graph(Quad quad, Node fresh) {
        boolean isOfFile =
                snapshot.filesOf(quad.getGraph()).stream()
                        .anyMatch(file -> file.graph().equals(quad.getGraph()));
        return isOfFile ? quad.getGraph() : renamed(quad.getGraph(), fresh, false);
    }

    private Node renamed(Node node, Node fresh, boolean hasOtherLabels) {
        if (node.isTripleTerm()) {
            // An annotation speaks of the statement as it is then.
            return NodeFactory.createTripleTerm(renamed(node.getTriple(), fresh, hasOtherLabels));
        }
        if (node.isLiteral() && isOld(node.getLiteralDatatypeURI())) {
            return NodeFactory.createLiteralDT(
                    node.getLiteralLexicalForm(),
                    TypeMapper.getInstance()
                            .getSafeTypeByName(moved(node.getLiteralDatatypeURI(), fresh)));
        }
        return node.isURI() && isOld(node.getURI())
                ? NodeFactory.createURI(moved(node.getURI(), fresh))
                : node;
    }

    // Sources

    /** Moves the files whose names give the graph of the old IRI. */
    private void moveFiles(Node fresh) throws DeskException {
        UriSpace space = snapshot.description().uriSpace();
        for (HomeFile file : snapshot.home().files()) {
            if (file.part() != HomeFile.Part.DATA || !space.graphOf(file).equals(old)) {
                continue;
            }
            String path = file.path();
            String moved =
                    path.substring(0, path.lastIndexOf('/') + 1)
                            + NameText.localName(fresh)
                            + path.substring(path.lastIndexOf('.'));
            if (!space.graphOf(new HomeFile(moved, new byte[0])).equals(fresh)
                    || edit.text(moved).isPresent()) {
                throw new DeskException(path + " cannot move to " + moved + ". Rename it by hand.");
            }
            edit.put(moved, edit.text(path).orElseThrow());
            edit.remove(path);
        }
    }

    private void retire(Triple redirect, List<Node> reasons) throws DeskException {
        List<Triple> triples = new ArrayList<>(List.of(redirect));
        reasons.forEach(reason -> triples.add(Triple.create(old, Evidence.REASON, reason)));
        TurtleEdit written =
                TurtleEdit.of(Snapshot.load(edit.after(), snapshot), RetiredIris.FILE, triples);
        edit.put(RetiredIris.FILE, written.text());
    }

    // Statements

    /** A statement of a Turtle file: the offsets of its subject and of the end of its full stop. */
    private record Statement(String subject, int start, int end, Set<Integer> labels) {}

    private static Set<Integer> labelsOf(TermScanner scanner, String subject) {
        Set<Integer> labels = new HashSet<>();
        for (Statement statement : statements(scanner)) {
            if (statement.subject().equals(subject)) {
                labels.addAll(statement.labels());
            }
        }
        return labels;
    }

    /** Splits a file into statements; predicates count outside brackets only. */
    private static List<Statement> statements(TermScanner scanner) {
        List<Statement> statements = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        TermScanner.@Nullable Token subject = null;
        Set<Integer> labels = new HashSet<>();
        boolean isPredicate = false;
        boolean isDirective = false;
        TermScanner.@Nullable Token last = null;
        for (TermScanner.Token token : scanner.tokens()) {
            if (token.kind() == TermScanner.Kind.COMMENT) {
                continue;
            }
            boolean isAnnotation = token.is("{") && subject != null && isNext(scanner, token, "|");
            boolean isEndOfAnnotation =
                    token.is("}") && last != null && last.is("|") && last.end() == token.start();
            last = token;
            if (token.kind() == TermScanner.Kind.DIRECTIVE) {
                isDirective = true;
            } else if (isDirective) {
                // PREFIX and BASE have no full stop, @prefix and @base have.
                isDirective = !token.text().startsWith("<");
            } else if (token.is("[") || token.is("(") || token.is("<") || isAnnotation) {
                if (subject == null) {
                    subject = token;
                }
                open.push(token.text());
            } else if (token.is("]") || token.is(")") || token.is(">") || isEndOfAnnotation) {
                open.poll();
                if (open.isEmpty() && subject != null && subject.iri().isEmpty()) {
                    isPredicate = true;
                }
            } else if (!open.isEmpty()) {
                continue;
            } else if (token.is("{")) {
                // What stands before is the name of a graph.
                subject = null;
            } else if (token.is(".") || token.is("}")) {
                if (subject != null) {
                    statements.add(
                            new Statement(
                                    subject.iri(),
                                    subject.start(),
                                    token.is(".") ? token.end() : token.start(),
                                    Set.copyOf(labels)));
                }
                subject = null;
                labels.clear();
            } else if (token.is(";")) {
                isPredicate = true;
            } else if (subject == null) {
                subject = token;
                isPredicate = true;
            } else if (isPredicate) {
                isPredicate = false;
                if (token.iri().equals(RDFS.label.getURI())) {
                    labels.add(token.start());
                }
            }
        }
        return statements;
    }

    private static boolean isNext(TermScanner scanner, TermScanner.Token token, String text) {
        return scanner.tokens().stream()
                .anyMatch(other -> other.start() == token.end() && other.is(text));
    }

    /**
     * Removes the statements about the old IRI.
     *
     * @return whether no file describes it any more
     */
    private boolean removeStatements(@Nullable Node source, NameIndex names) throws DeskException {
        boolean isDescribed = false;
        Map<String, SourceFile> files = new LinkedHashMap<>();
        for (Node graph : snapshot.dataGraphs()) {
            for (SourceFile file : snapshot.filesOf(graph)) {
                boolean says = file.locationOf(graph, old, Node.ANY, Node.ANY).isPresent();
                if (says && (source == null || graph.equals(source))) {
                    files.put(file.file().path(), file);
                } else if (says) {
                    isDescribed = true;
                }
            }
        }
        if (files.isEmpty()) {
            throw new DeskException(
                    source == null
                            ? "Nothing describes " + names.shortForm(old) + "."
                            : names.shortForm(source)
                                    + " says nothing of "
                                    + names.shortForm(old)
                                    + ".");
        }
        for (SourceFile file : files.values()) {
            if (!file.file().path().endsWith(".ttl")) {
                throw new DeskException(
                        file.file().path() + " is not a Turtle file (.ttl). Edit it by hand.");
            }
            StringBuilder text = new StringBuilder(file.file().text());
            List<Statement> statements = statements(scan(file.file()));
            int count = 0;
            for (Statement statement : statements.reversed()) {
                if (statement.subject().equals(old.getURI())) {
                    count++;
                    text.delete(startOf(text, statement), endOf(text, statement));
                }
            }
            verify(
                    file.file(),
                    text.toString(),
                    quad -> quad.getSubject().equals(old) ? null : quad);
            counts.put(file.file().path(), count);
            edit.put(file.file().path(), text.toString());
        }
        return !isDescribed;
    }

    /**
     * A statement that stands alone goes with its indentation, and with the empty line before it if
     * there is one after it too.
     */
    private static int startOf(CharSequence text, Statement statement) {
        int start = statement.start();
        while (start > 0 && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t')) {
            start--;
        }
        if (start > 0 && text.charAt(start - 1) != '\n') {
            return statement.start();
        }
        Matcher empty = EMPTY_BEFORE.matcher(text.subSequence(0, start));
        boolean isFollowed =
                EMPTY_AFTER.matcher(text).region(endOf(text, statement), text.length()).lookingAt();
        return isFollowed && empty.find() ? empty.start() + 1 : start;
    }

    private static int endOf(CharSequence text, Statement statement) {
        Matcher rest = EMPTY_AFTER.matcher(text).region(statement.end(), text.length());
        return rest.lookingAt() ? rest.end() : statement.end();
    }

    /** Returns where the home still uses the old IRI after the edit. */
    private List<String> uses() {
        List<String> uses = new ArrayList<>();
        for (HomeFile file : edit.after().files()) {
            switch (file.part()) {
                case DATA, ONTOLOGY, SHAPES, RULE, QUERY, CHECK -> {
                    if (!isTokenized(file)) {
                        if (quads(parse(file)).stream()
                                .anyMatch(quad -> !renamed(quad, ELSEWHERE, false).equals(quad))) {
                            uses.add(file.path());
                        }
                        continue;
                    }
                    Optional<TermScanner.Token> use =
                            scan(file).tokens().stream()
                                    .filter(token ->
                                            isOld(token.iri())
                                                    || (token.text().startsWith("#+")
                                                            && isInDecorator(token.text())))
                                    .findFirst();
                    use.ifPresent(token ->
                            uses.add(file.path() + ":" + line(file.text(), token.start())));
                }
                case EXPECTED, OTHER -> {}
            }
        }
        return uses;
    }

    private boolean isInDecorator(String comment) {
        String prefixed = snapshot.prefixes().abbreviate(old.getURI());
        return written(old.getURI()).matcher(comment).find()
                || (prefixed != null && written(prefixed).matcher(comment).find());
    }
}
