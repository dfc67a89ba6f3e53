package org.labledger.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.sparql.engine.binding.Binding;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.BadParameterException;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.QueryFileException;
import org.labledger.catalog.SavedQuery;
import org.labledger.citation.CitationFactory;
import org.labledger.citation.Citations;
import org.labledger.citation.CitedAnswerWriter;
import org.labledger.desk.Desk;
import org.labledger.desk.DeskException;
import org.labledger.federation.FederationException;
import org.labledger.link.BadLinkException;
import org.labledger.link.Cited;
import org.labledger.link.CitedLink;
import org.labledger.link.LinkToken;
import org.labledger.link.Rerun;
import org.labledger.query.CitedAnswer;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.result.UnwritableException;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.Location;
import org.labledger.store.GraphChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code query}: runs a saved query or a query file, without a server. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a saved query, or a query in a file.",
            "A value that stands for a thing is an IRI, a prefixed name or a name:"
                    + " organization=OpenAI.",
            "Without a name it lists the saved queries."
        })
final class QueryCommand implements Callable<Integer> {

    @Mixin private StateOption home = new StateOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = FormatNames.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: table, or turtle).")
    private @Nullable String format;

    @Option(
            names = "--cite",
            description =
                    "Adds the sources of each row: a column and notes, or what the format has for"
                            + " them. A graph comes as TriG, each triple in the graphs of its"
                            + " sources.")
    private boolean isCited;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME|FILE.rq")
    private @Nullable String name;

    @Parameters(index = "1..*", paramLabel = "name=value")
    private List<String> assignments = new ArrayList<>();

    @Spec private CommandSpec spec = CommandSpec.create();

    /** The names of the formats, for the help. */
    private static final class FormatNames extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        FormatNames() {
            Stream.of(Format.values())
                    .filter(Format::isText)
                    .map(f -> f.label().toLowerCase(Locale.ROOT))
                    .forEach(this::add);
        }
    }

    @Override
    public Integer call() throws IOException {
        Snapshot snapshot = name == null ? home.load() : home.loadWhole();
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            for (SavedQuery query : snapshot.catalog().queries()) {
                out.println(query.name() + "  " + query.title().in(List.of("en")));
            }
            out.flush();
            return home.reportsBrokenQueries(snapshot, spec.commandLine().getErr()) ? 1 : 0;
        }
        PrefixMap prefixes = snapshot.prefixes();
        try {
            SavedQuery query = find(name, snapshot);
            Engine engine = new Engine(Limits.STANDARD);
            Binding binding = query.bind(values(query, snapshot), prefixes);
            // Formats write bytes, the command line takes characters.
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (isCited) {
                writeCited(engine, query, binding, cited(query, snapshot), snapshot, bytes);
            } else {
                Answer answer = engine.answer(query.query(), binding, snapshot);
                write(format(answer), answer, prefixes, bytes);
            }
            out.print(bytes.toString(StandardCharsets.UTF_8));
            out.flush();
            return 0;
        } catch (QueryFileException e) {
            String file = name.endsWith(".rq") ? name : e.location().file();
            throw new UserException(
                    new Location(file, e.location().line(), e.location().column())
                            + ": error: "
                            + e.getMessage());
        } catch (BadParameterException | LimitException | FederationException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }

    private void writeCited(
            Engine engine,
            SavedQuery query,
            Binding values,
            Optional<Cited> question,
            Snapshot snapshot,
            ByteArrayOutputStream out)
            throws LimitException, IOException {
        List<Format> formats =
                CitedAnswerWriter.formats(Format.of(query.query())).stream()
                        .filter(Format::isText)
                        .toList();
        Format chosen =
                format == null
                        ? formats.contains(Format.TABLE) ? Format.TABLE : Format.TRIG
                        : named(format, formats);
        CitedAnswer answer = engine.cited(query.query(), values, snapshot, GraphChoice.NONE);
        try {
            engine.write(
                    (counted, check) ->
                            CitedAnswerWriter.write(
                                    answer,
                                    linked(question, answer, query.query(), snapshot),
                                    chosen,
                                    snapshot.prefixes(),
                                    counted),
                    out);
        } catch (UnwritableException e) {
            throw new UserException(e.getMessage());
        }
    }

    /**
     * Returns the question for the permanent link; the text of a query file is in the link itself.
     * Empty if there are values besides, which a text alone does not ask for.
     */
    private Optional<Cited> cited(SavedQuery query, Snapshot snapshot) {
        boolean isSaved = snapshot.catalog().find(query.name()).filter(query::equals).isPresent();
        if (isSaved) {
            return Optional.of(Cited.of(query, List.copyOf(values(query, snapshot).entrySet())));
        }
        return assignments.isEmpty()
                ? Optional.of(new Cited(Cited.Kind.SPARQL, query.text(), List.of()))
                : Optional.empty();
    }

    /** Returns the sources of an answer with its permanent link, which is an IRI of the home. */
    private static Citations linked(
            Optional<Cited> question, CitedAnswer answer, Query query, Snapshot snapshot) {
        Citations citations =
                new CitationFactory().cite(answer, query, GraphChoice.NONE, snapshot, null);
        if (question.isEmpty() || !snapshot.description().uriSpace().isDeclared()) {
            return citations;
        }
        try {
            String token =
                    LinkToken.encode(
                            new CitedLink(
                                    question.get(),
                                    snapshot.id(),
                                    Rerun.outcome(answer, query, citations)));
            return citations.withLink(
                    snapshot.description()
                            .uriSpace()
                            .iri(CitedLink.PATH.substring(1) + token)
                            .getURI());
        } catch (BadLinkException e) {
            // The answer is whole without it.
            return citations;
        }
    }

    private SavedQuery find(String name, Snapshot snapshot) throws IOException, QueryFileException {
        if (name.endsWith(".rq")) {
            Path path = Path.of(name);
            if (!Files.isRegularFile(path)) {
                throw new UserException("No such file: " + name);
            }
            return SavedQuery.parse(
                    new HomeFile("queries/" + path.getFileName(), Files.readAllBytes(path)),
                    snapshot.prefixes(),
                    snapshot.description().uriSpace().base());
        }
        for (QueryFileException problem : snapshot.catalog().problems()) {
            if (problem.location().file().endsWith("/" + name + ".rq")) {
                throw problem;
            }
        }
        return snapshot.catalog()
                .find(name)
                .orElseThrow(() ->
                        new UserException(
                                "No saved query \""
                                        + name
                                        + "\". Run `./lab-ledger query` for the list, or name a"
                                        + " file that ends with .rq."));
    }

    private static void write(Format format, Answer answer, PrefixMap prefixes, OutputStream out) {
        try {
            format.write(answer, prefixes, out);
        } catch (UnwritableException e) {
            throw new UserException(e.getMessage());
        }
    }

    private Format format(Answer answer) {
        boolean isGraph = answer instanceof Answer.Triples || answer instanceof Answer.Quads;
        if (format == null) {
            if (answer instanceof Answer.Quads) {
                return Format.TRIG;
            }
            return isGraph ? Format.TURTLE : Format.TABLE;
        }
        String wanted = format;
        List<Format> fitting =
                Stream.of(Format.values())
                        .filter(format -> format.isText() && format.fits(answer))
                        .toList();
        return named(wanted, fitting);
    }

    private static Format named(String wanted, List<Format> fitting) {
        return Format.named(wanted, fitting)
                .orElseThrow(() ->
                        new UserException(
                                "This answer cannot be written as "
                                        + wanted
                                        + ". Use one of: "
                                        + fitting.stream()
                                                .map(Format::suffix)
                                                .collect(Collectors.joining(", "))
                                        + "."));
    }

    /** Returns the values that were given, with names of things replaced by their IRIs. */
    private Map<String, String> values(SavedQuery query, Snapshot snapshot) {
        Map<String, String> values = values();
        List<Parameter> things =
                query.parameters().stream()
                        .filter(parameter ->
                                parameter.type().kind() == Parameter.Kind.IRI
                                        && parameter.choices().isEmpty()
                                        && !values.getOrDefault(parameter.name(), "").isBlank())
                        .toList();
        if (things.isEmpty()) {
            return values;
        }
        Desk desk = Desk.of(snapshot);
        for (Parameter parameter : things) {
            String value = values.getOrDefault(parameter.name(), "");
            try {
                Node thing = iri(parameter, value, snapshot.prefixes()).orElse(null);
                values.put(
                        parameter.name(),
                        desk.current(thing != null ? thing : desk.thing(value)).getURI());
            } catch (DeskException e) {
                throw new UserException(parameter.name() + ": " + e.getMessage());
            }
        }
        return values;
    }

    private static Optional<Node> iri(Parameter parameter, String value, PrefixMap prefixes) {
        try {
            return Optional.of(parameter.term(value, prefixes));
        } catch (BadParameterException e) {
            // It may be a name.
            return Optional.empty();
        }
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals <= 0) {
                throw new UserException("\"" + assignment + "\" is not of the form name=value.");
            }
            values.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return values;
    }
}
