package org.labledger.source;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.uri.UriValidationPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.irix.IRIxResolver;
import org.apache.jena.query.ARQ;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParserRegistry;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.lang.LabelToNode;
import org.apache.jena.riot.lang.LangJSONLD11;
import org.apache.jena.riot.system.ErrorHandler;
import org.apache.jena.riot.system.ParserProfile;
import org.apache.jena.riot.system.ParserProfileWrapper;
import org.apache.jena.riot.system.RiotLib;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.riot.tokens.Token;
import org.apache.jena.riot.tokens.TokenType;
import org.apache.jena.sparql.core.Quad;
import org.jspecify.annotations.Nullable;
import org.labledger.persist.StateReader;
import org.labledger.persist.StateWriter;

/**
 * A parsed RDF file: its quads with their positions.
 *
 * <p>Parsing stops at the first syntax error; the quads before it are kept, so that checks can
 * report other problems of the home. A file that is not valid UTF-8 has no quads.
 *
 * @param file the file
 * @param graph the graph of triples that the file puts into no named graph
 * @param quads the quads, in file order
 * @param prefixes the declared prefixes
 * @param problems syntax errors and warnings
 */
public record SourceFile(
        HomeFile file,
        Node graph,
        LocatedQuads quads,
        Map<String, String> prefixes,
        List<ParseProblem> problems) {

    /**
     * Parses a file.
     *
     * @param file a Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD file
     * @param graph the graph of its triples; named graphs of TriG and N-Quads keep their names
     * @return the parsed file; invalid content is reported in its problems, never thrown
     */
    public static SourceFile parse(HomeFile file, Node graph) {
        return parse(file, graph, new IriPool());
    }

    /**
     * Parses one of the files of a home.
     *
     * @param iris the IRI nodes that the files share
     */
    public static SourceFile parse(HomeFile file, Node graph, IriPool iris) {
        Lang lang = Objects.requireNonNull(RdfSyntax.ofPath(file.path()), file.path());
        Optional<ParseProblem> malformed =
                file.textProblem()
                        .or(() ->
                                lang.equals(Lang.JSONLD)
                                        ? JsonText.problem(file)
                                        : lang.equals(Lang.RDFXML)
                                                ? XmlEncoding.problem(file)
                                                : Optional.empty());
        if (malformed.isPresent()) {
            return new SourceFile(
                    file, graph, LocatedQuads.NONE, Map.of(), List.of(malformed.get()));
        }
        if (isLines(lang)) {
            LocatedQuads quads =
                    LineSyntax.read(
                            file.content(),
                            HomeFile.start(file.content()),
                            graph,
                            lang.equals(Lang.NQUADS),
                            () ->
                                    profile(
                                            file,
                                            graph,
                                            iris,
                                            new Unusual(),
                                            new Collector(graph),
                                            true));
            if (quads != null) {
                return new SourceFile(
                        file, graph, quads, Map.of(), Surrogates.problem(file).stream().toList());
            }
        }
        List<ParseProblem> problems = new ArrayList<>();
        Collector collector = new Collector(graph);
        ParserProfile profile =
                profile(
                        file,
                        graph,
                        iris,
                        new Problems(file, lang, problems),
                        collector,
                        isLines(lang));
        int start = HomeFile.start(file.content());
        try {
            RDFParserRegistry.getFactory(lang)
                    .create(lang, profile)
                    .read(
                            new ByteArrayInputStream(
                                    file.content(), start, file.content().length - start),
                            graph.getURI(),
                            lang.getContentType(),
                            collector,
                            lang.equals(Lang.JSONLD)
                                    ? ARQ.getContext()
                                            .copy()
                                            .set(LangJSONLD11.JSONLD_OPTIONS, offline())
                                    : ARQ.getContext());
            if (lang.equals(Lang.JSONLD)) {
                problems.addAll(JsonText.losses(file, graph.getURI(), offline()));
            }
            if (isTurtle(lang)) {
                TurtleError.cutOff(file).ifPresent(problems::add);
            }
            if (isTurtle(lang) || isLines(lang)) {
                Surrogates.problem(file).ifPresent(problems::add);
            }
        } catch (StackOverflowError e) {
            problems.add(TurtleError.tooDeep(file));
        } catch (RiotException e) {
            // The error handler has already reported it if the parser knows the position.
            if (problems.stream().noneMatch(ParseProblem::isFatal)) {
                problems.add(
                        new ParseProblem(
                                file.start(),
                                true,
                                "Syntax error: " + sentence(String.valueOf(e.getMessage()))));
            }
        }
        return new SourceFile(
                file,
                graph,
                collector.quads.build(),
                Map.copyOf(collector.prefixes),
                List.copyOf(problems));
    }

    private static ParserProfile profile(
            HomeFile file,
            Node graph,
            IriPool iris,
            ErrorHandler problems,
            Collector collector,
            boolean isAbsolute) {
        // Blank node labels depend only on the path, so that equal files give equal answers.
        LabelToNode labels =
                LabelToNode.createScopeByDocumentHash(
                        UUID.nameUUIDFromBytes(file.path().getBytes(StandardCharsets.UTF_8)));
        return new PositionTracker(
                RiotLib.createParserProfile(
                        iris.factory(labels),
                        problems,
                        IRIxResolver.create(graph.getURI()).build(),
                        true),
                collector,
                isAbsolute);
    }

    /**
     * Writes what parsing the file has brought; {@link #read} needs the file itself as well.
     *
     * @param pool the terms of all files, which the reader has as well
     */
    public void write(StateWriter out, LocatedQuads.TermPool pool) throws IOException {
        out.writeInt(prefixes.size());
        for (Map.Entry<String, String> prefix : prefixes.entrySet()) {
            out.writeText(prefix.getKey());
            out.writeText(prefix.getValue());
        }
        ParseProblem.write(problems, out);
        quads.write(out, pool);
    }

    /**
     * Reads a parsed file that was {@linkplain #write written}.
     *
     * @param file the same file, byte for byte
     * @param graph the graph of triples that the file puts into no named graph
     */
    public static SourceFile read(
            StateReader in, HomeFile file, Node graph, LocatedQuads.TermPool pool)
            throws IOException {
        Map<String, String> prefixes = new HashMap<>();
        for (int rest = in.readLength(1); rest > 0; rest--) {
            prefixes.put(in.readText(), in.readText());
        }
        List<ParseProblem> problems = ParseProblem.read(in);
        return new SourceFile(
                file, graph, LocatedQuads.read(in, pool), Map.copyOf(prefixes), problems);
    }

    /** Returns this file without its quads, since a problem makes all of them wrong. */
    public SourceFile without(ParseProblem problem) {
        List<ParseProblem> all = new ArrayList<>(problems);
        all.add(problem);
        return new SourceFile(file, graph, LocatedQuads.NONE, prefixes, List.copyOf(all));
    }

    /** Returns whether the file was parsed to its end. */
    public boolean isWhole() {
        return problems.stream().noneMatch(ParseProblem::isFatal);
    }

    /** Returns whether an IRI of a triple begins with a namespace. */
    public boolean uses(String namespace) {
        LocatedQuads.Cursor cursor = quads.cursor();
        while (cursor.next()) {
            if (isIn(namespace, cursor.subject())
                    || isIn(namespace, cursor.predicate())
                    || isIn(namespace, cursor.object())) {
                return true;
            }
        }
        return false;
    }

    private boolean isIn(String namespace, int term) {
        Node node = quads.term(term);
        return node.isURI() && node.getURI().startsWith(namespace);
    }

    /**
     * Returns the position of the first triple of a graph that matches a pattern, if there is one;
     * {@link Node#ANY} matches any term.
     */
    public Optional<Location> locationOf(Node name, Node subject, Node predicate, Node object) {
        return quads.first(name, subject, predicate, object)
                .map(located -> new Location(file.path(), located.line(), located.column()));
    }

    /** Returns where the first prefix with a namespace is declared, if one is. */
    public Optional<Location> prefixLocation(String namespace) {
        return prefixes.entrySet().stream()
                .filter(prefix -> prefix.getValue().equals(namespace))
                .flatMap(prefix -> PrefixDeclaration.location(file, prefix.getKey()).stream())
                .min(Location::compareTo);
    }

    /** Returns the triples of all quads as one graph, ignoring their graph names. */
    public Graph graphOfQuads() {
        Graph triples = GraphMemFactory.createDefaultGraphSameTerm();
        quads.forEach(located -> triples.add(located.quad().asTriple()));
        return triples;
    }

    /**
     * Returns whether another object is the same file, read for the same graph, with the same
     * problems: then it has the same quads, which are not compared.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof SourceFile file
                        && graph.equals(file.graph)
                        && problems.equals(file.problems)
                        && this.file.isSameAs(file.file));
    }

    @Override
    public int hashCode() {
        return file.path().hashCode();
    }

    private static boolean isTurtle(Lang lang) {
        return lang.equals(Lang.TURTLE) || lang.equals(Lang.TRIG);
    }

    private static boolean isLines(Lang lang) {
        return lang.equals(Lang.NTRIPLES) || lang.equals(Lang.NQUADS);
    }

    /**
     * Returns options with which JSON-LD loads no remote context: what a file says depends on the
     * file only, and reading it reaches no other host.
     */
    private static JsonLdOptions offline() {
        JsonLdOptions options =
                new JsonLdOptions((url, loading) -> {
                    throw new JsonLdError(
                            JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED,
                            "the context "
                                    + url
                                    + " is not loaded. Write the context into the file");
                });
        // It would skip statements with a malformed IRI; ours is an error.
        options.setUriValidation(UriValidationPolicy.None);
        return options;
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    /** Passes the position of each triple to the collector when the parser creates it. */
    private static final class PositionTracker extends ParserProfileWrapper {
        private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

        private final Collector collector;

        /** Whether the syntax has no relative IRIs; Jena resolves them all the same. */
        private final boolean isAbsolute;

        PositionTracker(ParserProfile profile, Collector collector, boolean isAbsolute) {
            super(profile);
            this.collector = collector;
            this.isAbsolute = isAbsolute;
        }

        @Override
        public Node create(@Nullable Node currentGraph, Token token) {
            Token iri = token.hasType(TokenType.LITERAL_DT) ? token.getSubToken2() : token;
            if (isAbsolute
                    && iri.hasType(TokenType.IRI)
                    && !SCHEME.matcher(iri.getImage()).lookingAt()) {
                getErrorHandler()
                        .error(
                                "the IRI <"
                                        + iri.getImage()
                                        + "> is relative, which N-Triples and N-Quads do not have."
                                        + " Write the whole IRI",
                                iri.getLine(),
                                iri.getColumn());
            }
            return super.create(currentGraph, token);
        }

        @Override
        public Triple createTriple(Node s, Node p, Node o, long line, long column) {
            collector.at(line, column);
            return super.createTriple(s, p, o, line, column);
        }

        @Override
        public Quad createQuad(Node g, Node s, Node p, Node o, long line, long column) {
            collector.at(line, column);
            return super.createQuad(g, s, p, o, line, column);
        }
    }

    private static final class Collector extends StreamRDFBase {
        private final Node graph;
        private final LocatedQuads.Builder quads = new LocatedQuads.Builder();
        private final Map<String, String> prefixes = new LinkedHashMap<>();
        private int line = 1;
        private int column = 1;

        Collector(Node graph) {
            this.graph = graph;
        }

        void at(long line, long column) {
            this.line = (int) Math.max(1, line);
            this.column = (int) Math.max(1, column);
        }

        @Override
        public void triple(Triple triple) {
            quads.add(Quad.create(graph, triple), line, column);
        }

        @Override
        public void quad(Quad quad) {
            Quad named = quad.isDefaultGraph() ? Quad.create(graph, quad.asTriple()) : quad;
            quads.add(named, line, column);
        }

        @Override
        public void prefix(String prefix, String iri) {
            prefixes.put(prefix, iri);
        }
    }

    /** Stops at everything that is to be reported: {@link LineSyntax} does not do that. */
    private static final class Unusual implements ErrorHandler {
        @Override
        public void warning(String message, long line, long column) {
            throw new RiotException(message);
        }

        @Override
        public void error(String message, long line, long column) {
            throw new RiotException(message);
        }

        @Override
        public void fatal(String message, long line, long column) {
            throw new RiotException(message);
        }
    }

    private record Problems(HomeFile file, Lang lang, List<ParseProblem> problems)
            implements ErrorHandler {

        private static final Pattern BAD_IRI = Pattern.compile("^Bad IRI: <(.*)> ");

        private static final String NO_LANGUAGE_TAG = "angString but no language tag";

        private static final Pattern POSITION = Pattern.compile("line no=(\\d+), column no=(\\d+)");

        @Override
        public void warning(String message, long line, long column) {
            Optional<ParseProblem> illegal =
                    TurtleError.illegalInIri(file, message, (int) line, (int) column);
            if (illegal.isPresent()) {
                problems.add(illegal.get());
                throw new RiotException(message);
            }
            Matcher iri = BAD_IRI.matcher(message);
            if (lang.equals(Lang.JSONLD) && iri.find() && JsonText.isNoIri(iri.group(1))) {
                error(JsonText.noIri(iri.group(1)), line, column);
            }
            if (message.contains(NO_LANGUAGE_TAG)) {
                // RDF has no such term, and no format can write it.
                error(
                        "a text with the datatype rdf:langString has a language tag, as in"
                                + " \"text\"@en, and no ^^",
                        line,
                        column);
            }
            add(false, message, line, column);
        }

        @Override
        public void error(String message, long line, long column) {
            add(true, message, line, column);
            throw new RiotException(message);
        }

        @Override
        public void fatal(String message, long line, long column) {
            add(true, message, line, column);
            throw new RiotException(message);
        }

        private void add(boolean isFatal, String message, long line, long column) {
            int atLine = (int) Math.max(1, line);
            int atColumn = (int) Math.max(1, column);
            if (isFatal && isTurtle(lang)) {
                problems.add(TurtleError.of(file, message, atLine, atColumn));
                return;
            }
            // A parser of JSON gives the position in its message only.
            Matcher position = POSITION.matcher(message);
            boolean isInMessage = line < 1 && position.find();
            problems.add(
                    new ParseProblem(
                            new Location(
                                    file.path(),
                                    isInMessage ? Integer.parseInt(position.group(1)) : atLine,
                                    isInMessage ? Integer.parseInt(position.group(2)) : atColumn),
                            isFatal,
                            (isFatal ? "Syntax error: " : "") + sentence(message)));
        }
    }
}
