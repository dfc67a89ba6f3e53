package org.labledger.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.vocabulary.RDF;
import org.jspecify.annotations.Nullable;
import org.labledger.accepted.AcceptedView;
import org.labledger.catalog.Catalog;
import org.labledger.index.IndexBuilder;
import org.labledger.index.TripleIndex;
import org.labledger.ontology.Ontology;
import org.labledger.ontology.Prefixes;
import org.labledger.ontology.ShapesFile;
import org.labledger.persist.StateReader;
import org.labledger.persist.StateWriter;
import org.labledger.source.DatasetDescription;
import org.labledger.source.Home;
import org.labledger.source.HomeFile;
import org.labledger.source.IriPool;
import org.labledger.source.LocatedQuads;
import org.labledger.source.Location;
import org.labledger.source.ParseProblem;
import org.labledger.source.SourceFile;
import org.labledger.source.UriSpace;
import org.labledger.store.EmbeddedStore;
import org.labledger.store.HiddenGraph;
import org.labledger.store.ReadSet;
import org.labledger.store.SnapshotDataset;
import org.labledger.store.Store;
import org.labledger.vocabulary.Evidence;

/**
 * An immutable state of a home: its files as parsed, ontology, saved queries and data, with all
 * derived triples. Every answer is a function of a snapshot and a request.
 *
 * <p>The data have one named graph per data file (see {@link
 * org.labledger.source.UriSpace#graphOf}) and per vocabulary; the default graph is their union.
 * Safe for concurrent use.
 */
public final class Snapshot {

    private final Home home;
    private final DatasetDescription description;
    private final Store store;
    private final SnapshotDataset dataset;
    private final Ontology ontology;
    private final Map<Node, List<SourceFile>> filesOfGraph;
    private final Set<Node> dataGraphs;

    /** Position of each graph in the order of the files. */
    private final Map<Node, Integer> ranks = new HashMap<>();

    private final DerivedTriples derived;
    private final List<ParseProblem> problems;
    private final long quadCount;
    private final Catalog catalog;

    private Snapshot(
            Home home,
            DatasetDescription description,
            Store store,
            SnapshotDataset dataset,
            Ontology ontology,
            Map<Node, List<SourceFile>> filesOfGraph,
            Set<Node> dataGraphs,
            DerivedTriples derived,
            List<ParseProblem> problems,
            long quadCount,
            Catalog catalog) {
        this.home = home;
        this.description = description;
        this.store = store;
        this.dataset = dataset;
        this.ontology = ontology;
        this.filesOfGraph = filesOfGraph;
        this.dataGraphs = dataGraphs;
        this.derived = derived;
        this.problems = problems;
        this.quadCount = quadCount;
        this.catalog = catalog;
        filesOfGraph.keySet().forEach(graph -> ranks.put(graph, ranks.size()));
    }

    /**
     * Parses a home and derives what follows from it. Files with syntax errors are included up to
     * the error; {@code check} decides whether the snapshot may be served.
     *
     * @param home the home, read completely
     * @return the snapshot, with the {@link #problems} of its files
     */
    public static Snapshot load(Home home) {
        return load(home, null);
    }

    /**
     * Parses a home after an edit, reusing results of the previous snapshot where the files are
     * byte for byte the same. The result equals that of {@link #load(Home)}: the triples of a file
     * depend only on that file, derived triples only on one graph and the ontology.
     *
     * @param read the home, read completely
     * @param previous a snapshot of the home before the edit, or {@code null} if there is none
     */
    public static Snapshot load(Home read, @Nullable Snapshot previous) {
        Home home = previous == null ? read : read.sharing(previous.home);
        DatasetDescription description = DatasetDescription.of(home);
        List<SourceFile> ontologyFiles = parse(home, HomeFile.Part.ONTOLOGY, description, previous);
        List<SourceFile> parsed = parse(home, HomeFile.Part.DATA, description, previous);

        Graph vocabularies = vocabularies(ontologyFiles);
        PrefixMap prefixes = prefixes(ontologyFiles, vocabularies);
        IndexBuilder builder = new IndexBuilder();
        Map<Node, List<SourceFile>> filesOfGraph = new LinkedHashMap<>();
        PrefixConflicts conflicts =
                new PrefixConflicts(
                        Prefixes.declared(vocabularies),
                        description.uriSpace(),
                        Stream.concat(ontologyFiles.stream(), parsed.stream()).toList());
        List<SourceFile> dataFiles =
                parsed.stream()
                        .map(file -> conflicts.of(file).map(file::without).orElse(file))
                        .toList();
        List<ParseProblem> problems = new ArrayList<>(conflicts.ofDeclarations(ontologyFiles));
        ontologyFiles.forEach(file -> conflicts.of(file).ifPresent(problems::add));
        Set<Node> dataGraphs = new LinkedHashSet<>();
        List<int[]> ids = new ArrayList<>();
        for (SourceFile file : ontologyFiles) {
            problems.addAll(file.problems());
            ids.add(add(file, builder, filesOfGraph, new LinkedHashSet<>()));
        }
        for (SourceFile file : dataFiles) {
            problems.addAll(file.problems());
            ids.add(add(file, builder, filesOfGraph, dataGraphs));
        }

        Inference inference = Inference.of(vocabularies, home, description.uriSpace().base());
        Snapshot same = previous != null && hasSamePremises(home, previous) ? previous : null;
        Set<Node> changed = new LinkedHashSet<>(dataGraphs);
        if (same != null) {
            SameTriples triples = new SameTriples();
            changed.removeIf(graph ->
                    same.derived.knows(graph)
                            && triples.in(
                                    graph,
                                    same.filesOf(graph),
                                    filesOfGraph.getOrDefault(graph, List.of())));
        }
        Map<Node, Set<Triple>> fresh = inference.infer(asserted(changed, dataFiles));
        DerivedTriples.Builder derivations = new DerivedTriples.Builder(builder);
        for (Node graph : dataGraphs) {
            if (same != null && !changed.contains(graph)) {
                derivations.addFrom(same.derived, graph);
            } else {
                derivations.add(graph, fresh.getOrDefault(graph, Set.of()));
            }
        }
        problems.addAll(inference.problems());
        // Not to copy the dictionary for the accepted view.
        builder.term(acceptedGraph(description.uriSpace()));
        builder.term(Evidence.DISPUTED_PROPERTY);
        TripleIndex index = builder.build();
        shareTerms(Stream.concat(ontologyFiles.stream(), dataFiles.stream()).toList(), ids, index);
        DerivedTriples derived = derivations.build(index);
        return of(
                home,
                description,
                vocabularies,
                prefixes,
                index,
                filesOfGraph,
                dataGraphs,
                derived,
                List.copyOf(problems),
                previous);
    }

    private static Snapshot of(
            Home home,
            DatasetDescription description,
            Graph vocabularies,
            PrefixMap prefixes,
            TripleIndex index,
            Map<Node, List<SourceFile>> filesOfGraph,
            Set<Node> dataGraphs,
            DerivedTriples derived,
            List<ParseProblem> problems,
            @Nullable Snapshot previous) {
        Ontology ontology =
                new Ontology(
                        vocabularies,
                        prefixes,
                        parse(home, HomeFile.Part.SHAPES, description, null).stream()
                                .map(ShapesFile::of)
                                .toList());
        SnapshotDataset dataset =
                new SnapshotDataset(
                        index,
                        prefixes,
                        accepted(home, description, vocabularies, ontology, index, derived));
        return new Snapshot(
                home,
                description,
                new EmbeddedStore(dataset),
                dataset,
                ontology,
                filesOfGraph,
                dataGraphs,
                derived,
                problems,
                index.quadCount(),
                catalog(home, prefixes, description.uriSpace().base(), previous));
    }

    /**
     * Returns the accepted view, or {@code null} if a file of the home has taken its name, which
     * {@code check} reports.
     */
    private static @Nullable HiddenGraph accepted(
            Home home,
            DatasetDescription description,
            Graph vocabularies,
            Ontology ontology,
            TripleIndex index,
            DerivedTriples derived) {
        Node name = acceptedGraph(description.uriSpace());
        if (index.ordinalOf(name) != TripleIndex.NONE) {
            return null;
        }
        AcceptedView.Derivations derivations =
                new AcceptedView.Derivations() {
                    @Override
                    public boolean isDerived(int graph, int triple) {
                        return derived.contains(graph, triple);
                    }

                    @Override
                    public Map<Node, Set<Triple>> derive(Map<Node, List<Triple>> stated) {
                        return Inference.of(vocabularies, home, description.uriSpace().base())
                                .infer(stated);
                    }
                };
        return new HiddenGraph(
                name,
                () -> AcceptedView.of(index, name, ontology.singleValuedProperties(), derivations));
    }

    private static Node acceptedGraph(UriSpace space) {
        return space.iri("accepted");
    }

    /**
     * Writes what loading this snapshot has brought: index, parsed data files, derived triples and
     * problems. {@link #read} needs the home itself as well.
     */
    public void write(StateWriter out) throws IOException {
        TripleIndex index = derived.index();
        index.write(out);
        Pool pool = new Pool(index);
        Map<String, SourceFile> files = filesByPath();
        for (HomeFile file : home.files(HomeFile.Part.DATA).toList()) {
            SourceFile parsed = files.get(file.path());
            out.writeInt(parsed == null ? 0 : 1);
            if (parsed != null) {
                parsed.write(out, pool);
            }
        }
        derived.write(out, dataGraphs);
        ParseProblem.write(problems, out);
    }

    /**
     * Reads a snapshot that was {@linkplain #write written}. It equals that of {@link #load(Home)}.
     *
     * @param home the same home, read completely
     */
    public static Snapshot read(StateReader in, Home home) throws IOException {
        DatasetDescription description = DatasetDescription.of(home);
        TripleIndex index = TripleIndex.read(in);
        Pool pool = new Pool(index);
        List<SourceFile> ontologyFiles = parse(home, HomeFile.Part.ONTOLOGY, description, null);
        Map<Node, List<SourceFile>> filesOfGraph = new LinkedHashMap<>();
        Set<Node> dataGraphs = new LinkedHashSet<>();
        ontologyFiles.forEach(file -> addGraphs(file, filesOfGraph, new LinkedHashSet<>()));
        for (HomeFile file : home.files(HomeFile.Part.DATA).toList()) {
            if (in.readInt() == 1) {
                Node graph = description.uriSpace().graphOf(file);
                addGraphs(SourceFile.read(in, file, graph, pool), filesOfGraph, dataGraphs);
            }
        }
        DerivedTriples derived = DerivedTriples.read(in, index, dataGraphs);
        List<ParseProblem> problems = ParseProblem.read(in);
        Graph vocabularies = vocabularies(ontologyFiles);
        return of(
                home,
                description,
                vocabularies,
                prefixes(ontologyFiles, vocabularies),
                index,
                filesOfGraph,
                dataGraphs,
                derived,
                problems,
                null);
    }

    /** The terms of an index. */
    private record Pool(TripleIndex index) implements LocatedQuads.TermPool {

        @Override
        public int idOf(Node term) {
            return index.terms().idOf(term);
        }

        @Override
        public Node term(int id) {
            return index.terms().term(id);
        }
    }

    /** Returns the files of the home as read. */
    public Home home() {
        return home;
    }

    /** Returns what the home says about itself: title, licence, languages, IRI space. */
    public DatasetDescription description() {
        return description;
    }

    /** Returns the store to query the data with, in SPARQL. */
    public Store store() {
        return store;
    }

    /**
     * Returns the data as read from the files, for {@code check} and {@code desk}, which report
     * files and lines. All other code queries the {@link #store}. Read-only and safe for concurrent
     * use.
     */
    public DatasetGraph dataset() {
        return dataset;
    }

    /**
     * Returns this snapshot backed by another store.
     *
     * @param other a store that holds the same quads
     */
    public Snapshot in(Store other) {
        return with(other, dataset);
    }

    /**
     * Returns this snapshot with a {@link #store} and {@link #dataset} that record what is read
     * from them.
     *
     * @param reads where reads are recorded
     */
    public Snapshot recordingInto(ReadSet reads) {
        SnapshotDataset recording = dataset.recordingInto(reads);
        return with(new EmbeddedStore(recording), recording);
    }

    private Snapshot with(Store otherStore, SnapshotDataset otherDataset) {
        return new Snapshot(
                home,
                description,
                otherStore,
                otherDataset,
                ontology,
                filesOfGraph,
                dataGraphs,
                derived,
                problems,
                quadCount,
                catalog);
    }

    /**
     * Returns whether a graph has byte-identical files and identical derived triples in another
     * snapshot.
     */
    boolean hasSameText(Node graph, Snapshot other) {
        List<SourceFile> mine = filesOf(graph);
        List<SourceFile> theirs = other.filesOf(graph);
        if (mine.size() != theirs.size() || !derived.isSame(graph, other.derived)) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!mine.get(i).file().isSameAs(theirs.get(i).file())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether a graph is known to have the same triples in another snapshot, without
     * comparing them; their lines and columns may differ.
     */
    boolean hasSameTriples(Node graph, Snapshot other) {
        return derived.isTakenOver(graph, other.derived);
    }

    /** Returns the vocabularies, shapes and prefixes. */
    public Ontology ontology() {
        return ontology;
    }

    /** Returns the prefixes of the home. */
    public PrefixMap prefixes() {
        return ontology.prefixes();
    }

    /** Returns the syntax problems of all files and rules, in reading order. */
    public List<ParseProblem> problems() {
        return problems;
    }

    /** Returns whether every file and rule was parsed to its end. */
    public boolean isWhole() {
        return problems.stream().noneMatch(ParseProblem::isFatal);
    }

    /** Returns the hash that identifies this snapshot, see {@link Home#read}. */
    public String id() {
        return home.snapshot();
    }

    /**
     * Returns the name of the accepted view, {@code …/accepted}: a graph that the {@link #store}
     * shows only to who names it.
     */
    public Node acceptedGraph() {
        return acceptedGraph(description.uriSpace());
    }

    /** Returns the saved queries. */
    public Catalog catalog() {
        return catalog;
    }

    /** Returns the number of quads, including derived ones. */
    public long quadCount() {
        return quadCount;
    }

    /** Returns the names of the graphs of data files, in file order. */
    public Set<Node> dataGraphs() {
        return dataGraphs;
    }

    /**
     * Returns the names of the graphs that contain a triple: first those whose files state it, then
     * those in which it is derived, each in file order.
     */
    public List<Node> graphsOf(Triple triple) {
        List<Node> graphs = new ArrayList<>();
        store.forEach(
                Node.ANY,
                triple.getSubject(),
                triple.getPredicate(),
                triple.getObject(),
                quad -> graphs.add(quad.getGraph()));
        if (graphs.size() > 1) {
            graphs.sort(
                    Comparator.comparing((Node g) -> isDerived(Quad.create(g, triple)))
                            .thenComparing(g -> ranks.getOrDefault(g, 0)));
        }
        return graphs;
    }

    /**
     * Returns the number of sources: data graphs that describe themselves as {@code ev:Source}, or
     * all data graphs if none does.
     */
    public long sourceCount() {
        long described =
                dataGraphs.stream()
                        .filter(g -> store.contains(g, g, RDF.type.asNode(), Evidence.SOURCE))
                        .count();
        return described > 0 ? described : dataGraphs.size();
    }

    /** Returns whether a quad is derived, so that no file states it. */
    public boolean isDerived(Quad quad) {
        return derived.contains(quad);
    }

    /** Returns the files of a graph: one, unless several TriG or N-Quads files write to it. */
    public List<SourceFile> filesOf(Node graph) {
        return filesOfGraph.getOrDefault(graph, List.of());
    }

    /** Returns the files of all data graphs, each once, in the order of their first graphs. */
    public Set<SourceFile> filesOfDataGraphs() {
        Set<SourceFile> files = new LinkedHashSet<>();
        SourceFile last = null;
        for (Node graph : dataGraphs) {
            for (SourceFile file : filesOf(graph)) {
                // A file with thousands of graphs is in the list of each.
                if (file != last) {
                    files.add(file);
                    last = file;
                }
            }
        }
        return files;
    }

    /** Returns the subjects of the triples that the files of data graphs state. */
    public Set<Node> subjectsInFiles() {
        Set<Node> subjects = new HashSet<>();
        filesOfDataGraphs().forEach(file -> file.quads().forEachSubject(subjects::add));
        return subjects;
    }

    /**
     * Returns the position in the files of the first triple of a graph that matches a pattern;
     * {@link Node#ANY} matches any term. Empty if no file states one.
     */
    public Optional<Location> locationOf(Node graph, Node subject, Node predicate, Node object) {
        for (SourceFile file : filesOf(graph)) {
            Optional<Location> location = file.locationOf(graph, subject, predicate, object);
            if (location.isPresent()) {
                return location;
            }
        }
        return Optional.empty();
    }

    /**
     * Reads the saved queries, reusing parsed ones of the previous snapshot if the prefixes and the
     * base IRI are the same.
     */
    private static Catalog catalog(
            Home home, PrefixMap prefixes, String base, @Nullable Snapshot previous) {
        if (previous == null
                || !previous.description().uriSpace().base().equals(base)
                || !prefixes.getMapping().equals(previous.prefixes().getMapping())) {
            return Catalog.of(home, prefixes, base);
        }
        return Catalog.of(home, prefixes, base, previous.catalog());
    }

    private static List<SourceFile> parse(
            Home home,
            HomeFile.Part part,
            DatasetDescription description,
            @Nullable Snapshot previous) {
        Map<String, SourceFile> known = previous == null ? Map.of() : previous.filesByPath();
        IriPool iris = new IriPool();
        return home.files(part)
                .parallel()
                .map(file -> {
                    Node graph = description.uriSpace().graphOf(file);
                    SourceFile before = known.get(file.path());
                    return before != null
                                    && before.graph().equals(graph)
                                    && before.file().isSameAs(file)
                            ? before
                            : SourceFile.parse(file, graph, iris);
                })
                .toList();
    }

    private Map<String, SourceFile> filesByPath() {
        Map<String, SourceFile> files = new HashMap<>();
        filesOfGraph
                .values()
                .forEach(list -> list.forEach(file -> files.put(file.file().path(), file)));
        return files;
    }

    /**
     * Returns whether ontology and rules are byte for byte the same, and all rules of the previous
     * snapshot terminated.
     */
    private static boolean hasSamePremises(Home home, Snapshot previous) {
        return previous.isWhole() && premises(home).equals(premises(previous.home));
    }

    private static Map<String, String> premises(Home home) {
        Map<String, String> texts = new HashMap<>();
        for (HomeFile.Part part : List.of(HomeFile.Part.ONTOLOGY, HomeFile.Part.RULE)) {
            home.files(part).forEach(file -> texts.put(file.path(), file.text()));
        }
        return texts;
    }

    private static Graph vocabularies(List<SourceFile> ontologyFiles) {
        Graph vocabularies = GraphMemFactory.createDefaultGraphSameTerm();
        ontologyFiles.forEach(
                file -> file.quads().forEach(q -> vocabularies.add(q.quad().asTriple())));
        return vocabularies;
    }

    /**
     * Adds a file to the files of each of its graphs.
     *
     * @param graphs gets the names of the graphs of the file
     */
    private static void addGraphs(
            SourceFile file, Map<Node, List<SourceFile>> filesOfGraph, Set<Node> graphs) {
        LocatedQuads quads = file.quads();
        int graph = -1;
        BitSet seen = new BitSet();
        LocatedQuads.Cursor cursor = quads.cursor();
        while (cursor.next()) {
            if (cursor.graph() != graph) {
                graph = cursor.graph();
                if (!seen.get(graph)) {
                    seen.set(graph);
                    graphs.add(quads.term(graph));
                    filesOfGraph
                            .computeIfAbsent(quads.term(graph), g -> new ArrayList<>(1))
                            .add(file);
                }
            }
        }
    }

    /**
     * Adds the quads of a file to the index.
     *
     * @param graphs gets the names of the graphs of the file
     * @return the ids of the file's terms, by their numbers in the file
     */
    private static int[] add(
            SourceFile file,
            IndexBuilder builder,
            Map<Node, List<SourceFile>> filesOfGraph,
            Set<Node> graphs) {
        LocatedQuads quads = file.quads();
        addGraphs(file, filesOfGraph, graphs);
        int[] ids = new int[quads.termCount()];
        Arrays.fill(ids, -1);
        int graph = -1;
        int ordinal = -1;
        LocatedQuads.Cursor cursor = quads.cursor();
        while (cursor.next()) {
            if (cursor.graph() != graph) {
                graph = cursor.graph();
                ordinal = builder.graph(id(ids, graph, quads, builder));
            }
            builder.add(
                    ordinal,
                    id(ids, cursor.subject(), quads, builder),
                    id(ids, cursor.predicate(), quads, builder),
                    id(ids, cursor.object(), quads, builder));
        }
        return ids;
    }

    /** Looks a term up once for all quads of the file that have it. */
    private static int id(int[] ids, int local, LocatedQuads quads, IndexBuilder builder) {
        if (ids[local] < 0) {
            ids[local] = builder.term(quads.term(local));
        }
        return ids[local];
    }

    /** Has the files hold the very terms of the index, so that no term is in memory twice. */
    private static void shareTerms(List<SourceFile> files, List<int[]> ids, TripleIndex index) {
        for (int i = 0; i < files.size(); i++) {
            int[] of = ids.get(i);
            files.get(i).quads().shareTerms(term -> index.terms().term(of[term]));
        }
    }

    /** Returns the triples that the files state in some of the graphs. */
    private static Map<Node, List<Triple>> asserted(Set<Node> graphs, List<SourceFile> files) {
        Map<Node, List<Triple>> asserted = new LinkedHashMap<>();
        graphs.forEach(graph -> asserted.put(graph, new ArrayList<>()));
        if (!graphs.isEmpty()) {
            for (SourceFile file : files) {
                file.quads().collect(asserted::get);
            }
        }
        return asserted;
    }

    /**
     * Returns the prefixes declared with {@code sh:declare}, or else those of the vocabulary files.
     */
    private static PrefixMap prefixes(List<SourceFile> ontologyFiles, Graph vocabularies) {
        Map<String, String> used = new LinkedHashMap<>();
        ontologyFiles.forEach(file -> used.putAll(file.prefixes()));
        Map<String, String> declared = Prefixes.declared(vocabularies);
        PrefixMap prefixes = PrefixMapFactory.create();
        (declared.isEmpty() ? used : declared).forEach(prefixes::add);
        return prefixes;
    }
}
