package org.labledger.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.query.Query;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.syntax.ElementNamedGraph;
import org.apache.jena.sparql.syntax.ElementService;
import org.apache.jena.sparql.syntax.ElementSubQuery;
import org.apache.jena.sparql.syntax.ElementVisitorBase;
import org.apache.jena.sparql.syntax.ElementWalker;
import org.apache.jena.sparql.syntax.syntaxtransform.QueryScopeException;
import org.apache.jena.sparql.syntax.syntaxtransform.QuerySyntaxSubstituteScope;
import org.labledger.source.HomeFile;
import org.labledger.source.Location;
import org.labledger.source.ParseProblem;
import org.labledger.syntax.QuerySyntaxException;
import org.labledger.syntax.QueryText;
import org.labledger.syntax.Variables;

/**
 * A query kept in a file, with its parameters.
 *
 * @param name its name in addresses: the file's name without folders and suffix
 * @param topic the folder below {@code queries/}, or empty
 * @param path the file inside the home
 * @param text the file's text
 * @param query the query; not to be changed
 * @param title its title
 * @param heading what stands above its answer on the page of a thing, where <code>{}</code> is the
 *     name of the thing; the title, if none is given
 * @param question the question in plain words
 * @param summary what it answers, in a line
 * @param tags what it is about
 * @param parameters its parameters, in the order of the text
 * @param pagination how many rows a page has, if it is paged
 * @param view how a page shows the result; a table, if none is given
 * @param graph for the view as a graph, the variables of its arrows: where they begin, where they
 *     end, and what is written on them; empty if the columns say so by their order
 * @param bars for the view as bars, the variables of the numbers that are drawn end to end; empty
 *     for the first column of numbers
 * @param about the classes on the pages of whose members the query is a section, as prefixed names
 *     or IRIs
 * @param labels labels of variables and parameters, by name
 * @param order its place among the sections of a page; those without one come last
 * @param record the variables that say what a row is about, first that of the record: pages show
 *     one row for each combination of their values; empty for one row for each different solution
 * @param hide the variables that pages leave out, because the marks of the sources say the same
 * @param list what lists the things that a number counts: the name of a query, or a class; empty if
 *     nothing does
 * @param answer the answer in a line, with placeholders ({@link AnswerTemplate}); empty if there is
 *     none
 */
public record SavedQuery(
        String name,
        String topic,
        String path,
        String text,
        Query query,
        Localized title,
        Localized heading,
        Localized question,
        Localized summary,
        List<String> tags,
        List<Parameter> parameters,
        OptionalInt pagination,
        Optional<View> view,
        List<String> graph,
        List<String> bars,
        List<String> about,
        Map<String, Localized> labels,
        OptionalInt order,
        List<String> record,
        List<String> hide,
        String list,
        Localized answer) {

    /** The views that {@code #+ view:} can name. */
    public enum View {
        /** Rows and columns. */
        TABLE,
        /** Events in the order of their dates. */
        TIMELINE,
        /** A bar for each row. */
        BAR,
        /** Nodes and arrows. */
        GRAPH,
        /** A single number, or a word with its reasons. */
        NUMBER,
        /** What each thing has become: the things by the first column. */
        STATES,
        /** Numbers by month, stacked by what the second column names. */
        MONTHS;

        /** Returns the name in query files. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns the view of a name, if there is one. */
        static Optional<View> named(String id) {
            return Arrays.stream(values()).filter(view -> view.id().equals(id)).findFirst();
        }
    }

    /**
     * Reads a query file.
     *
     * @param prefixes the prefixes in which a parameter's datatype may be written
     * @param base the base IRI of the query
     * @throws QueryFileException if it is not a SPARQL query or its decorators are wrong
     */
    public static SavedQuery parse(HomeFile file, PrefixMap prefixes, String base)
            throws QueryFileException {
        String text = text(file);
        Decorators decorators = Decorators.of(file.path(), text);
        Query query = parseQuery(file.path(), text, prefixes, base);
        List<Parameter> parameters =
                parameters(
                        query,
                        text,
                        prefixes,
                        decorators.byParameter("defaults"),
                        decorators.listByParameter("enumerate"));
        try {
            QuerySyntaxSubstituteScope.scopeCheck(
                    query, parameters.stream().map(Parameter::variable).toList());
        } catch (QueryScopeException e) {
            throw new QueryFileException(
                    file.path(),
                    1,
                    1,
                    "The variable of a parameter cannot be assigned in the query, by VALUES, BIND or"
                            + " AS: "
                            + e.getMessage()
                            + ".");
        }
        Set<String> names = new HashSet<>();
        for (Parameter parameter : parameters) {
            if (!names.add(parameter.name())) {
                throw new QueryFileException(
                        file.path(),
                        1,
                        1,
                        "Two variables stand for parameter \""
                                + parameter.name()
                                + "\". Rename one.");
            }
        }
        String folders = file.path().substring("queries/".length());
        int slash = folders.lastIndexOf('/');
        Localized title = decorators.localized("title");
        if (title.isEmpty()) {
            title = new Localized(Map.of("", file.stem().replace('-', ' ')));
        }
        Localized heading = decorators.heading();
        List<String> selected = query.isSelectType() ? query.getResultVars() : List.of();
        Set<String> labelled = new LinkedHashSet<>(selected);
        labelled.addAll(names);
        Localized answer = decorators.localized("answer");
        for (String template : answer.byLanguage().values()) {
            for (String name : AnswerTemplate.names(template)) {
                if (!labelled.contains(name)) {
                    throw new QueryFileException(
                            decorators.place("answer", name),
                            "\"answer\" names {"
                                    + name
                                    + "}, which is neither a parameter nor a column. There are: "
                                    + String.join(", ", labelled)
                                    + ".");
                }
            }
        }
        return new SavedQuery(
                file.stem(),
                slash < 0 ? "" : folders.substring(0, slash),
                file.path(),
                text,
                query,
                title,
                heading.isEmpty() ? title : heading,
                decorators.localized("question"),
                decorators.localized("summary"),
                decorators.list("tags"),
                parameters,
                decorators.number("pagination"),
                decorators.view(),
                decorators.variables("graph", selected),
                decorators.variables("bars", selected),
                decorators.list("about"),
                decorators.labels(labelled),
                decorators.number("order"),
                decorators.variables("record", selected),
                decorators.variables("hide", selected),
                decorators.list("list").stream().findFirst().orElse(""),
                answer);
    }

    /** Parses the SPARQL text of a file (SPARQL 1.2, of which 1.1 is a part). */
    public static Query parseQuery(String path, String text, PrefixMap prefixes, String base)
            throws QueryFileException {
        try {
            return QueryText.parse(text, prefixes, base);
        } catch (QuerySyntaxException e) {
            throw new QueryFileException(path, e.line(), e.column(), e.getMessage());
        }
    }

    /** Returns the text of a query file, which has to be in UTF-8. */
    static String text(HomeFile file) throws QueryFileException {
        Optional<ParseProblem> malformed = file.textProblem();
        if (malformed.isPresent()) {
            Location location = malformed.get().location();
            throw new QueryFileException(
                    location.file(), location.line(), location.column(), malformed.get().message());
        }
        return file.text();
    }

    /**
     * Binds the values of a request to the query's variables, as terms.
     *
     * @param values the values by parameter name
     * @throws BadParameterException if a required parameter is missing, a value is of the wrong
     *     type, or a name is unknown
     */
    public Binding bind(Map<String, String> values, PrefixMap prefixes)
            throws BadParameterException {
        List<BadParameterException> faults = new ArrayList<>();
        Binding binding = bind(values, prefixes, faults);
        if (!faults.isEmpty()) {
            throw faults.getFirst();
        }
        return binding;
    }

    /**
     * Returns every error in the values of a request; empty if they can be bound. A wrong name is
     * one error: what it probably stands for is not missing besides.
     */
    public List<BadParameterException> faults(Map<String, String> values, PrefixMap prefixes) {
        List<BadParameterException> faults = new ArrayList<>();
        bind(values, prefixes, faults);
        Set<String> meant =
                faults.stream().map(BadParameterException::meant).collect(Collectors.toSet());
        faults.removeIf(fault ->
                fault.reason() == BadParameterException.Reason.MISSING
                        && meant.contains(fault.parameter()));
        return faults;
    }

    private Binding bind(
            Map<String, String> values, PrefixMap prefixes, List<BadParameterException> faults) {
        BindingBuilder binding = BindingFactory.builder();
        for (Parameter parameter : parameters) {
            String value = values.get(parameter.name());
            if (value != null) {
                try {
                    binding.add(parameter.variable(), parameter.term(value, prefixes));
                } catch (BadParameterException e) {
                    faults.add(e);
                }
            } else if (parameter.required()) {
                faults.add(missing(parameter));
            }
        }
        for (String given : values.keySet()) {
            if (parameters.stream().noneMatch(p -> p.name().equals(given))) {
                faults.add(unknown(given, meant(given, values, faults)));
            }
        }
        return binding.build();
    }

    /**
     * Returns the parameter that a wrong name probably stands for: one without a value that forms
     * show under this name, else one that is required and missing.
     */
    private Optional<Parameter> meant(
            String given, Map<String, String> values, List<BadParameterException> faults) {
        return parameters.stream()
                .filter(p -> !values.containsKey(p.name()) && isLabelled(p, given))
                .findFirst()
                .or(() ->
                        parameters.stream()
                                .filter(p -> faults.stream().anyMatch(f -> isMissing(f, p)))
                                .min(
                                        Comparator.comparing(
                                                p -> !given.startsWith(p.name().substring(0, 1)))));
    }

    private boolean isLabelled(Parameter parameter, String given) {
        Localized label = labels.get(parameter.name());
        return label != null
                && label.byLanguage().values().stream().anyMatch(given::equalsIgnoreCase);
    }

    private static boolean isMissing(BadParameterException fault, Parameter parameter) {
        return fault.reason() == BadParameterException.Reason.MISSING
                && fault.parameter().equals(parameter.name());
    }

    private static BadParameterException missing(Parameter parameter) {
        return new BadParameterException(
                parameter.name(),
                BadParameterException.Reason.MISSING,
                "Parameter \""
                        + parameter.name()
                        + "\" is missing: "
                        + parameter.typeInWords()
                        + ". For example: "
                        + parameter.usage());
    }

    private BadParameterException unknown(String given, Optional<Parameter> meant) {
        return new BadParameterException(
                given,
                meant.map(Parameter::name).orElse(""),
                "The query \""
                        + name
                        + "\" has no parameter \""
                        + given
                        + "\". "
                        + meant.map(p -> "Did you mean \"" + p.name() + "\"? ").orElse("")
                        + (parameters.isEmpty()
                                ? "It takes none."
                                : "It takes: "
                                        + parameters.stream()
                                                .map(Parameter::usage)
                                                .collect(Collectors.joining(" "))));
    }

    /**
     * Returns the variables that stand for the graph of a pattern ({@code GRAPH ?source}), which
     * tell where a solution comes from.
     */
    public Set<Var> graphVariables() {
        Set<Var> variables = new LinkedHashSet<>();
        if (query.getQueryPattern() != null) {
            ElementWalker.walk(
                    query.getQueryPattern(),
                    new ElementVisitorBase() {
                        @Override
                        public void visit(ElementNamedGraph graph) {
                            if (graph.getGraphNameNode().isVariable()) {
                                variables.add(Var.alloc(graph.getGraphNameNode()));
                            }
                        }
                    });
        }
        return variables;
    }

    /**
     * Returns whether it has a {@code SERVICE}: its answer does not depend on the snapshot alone,
     * and what should work offline must not evaluate it.
     */
    public boolean isFederated() {
        boolean[] found = {false};
        if (query.getQueryPattern() != null) {
            ElementVisitorBase finder =
                    new ElementVisitorBase() {
                        @Override
                        public void visit(ElementService service) {
                            found[0] = true;
                        }

                        @Override
                        public void visit(ElementSubQuery inner) {
                            ElementWalker.walk(inner.getQuery().getQueryPattern(), this);
                        }
                    };
            ElementWalker.walk(query.getQueryPattern(), finder);
        }
        return found[0];
    }

    /**
     * Returns where a text stands in the value of a decorator, for a finding about it; where the
     * decorator stands, if the text does not occur.
     */
    public Location locationOf(String decorator, String text) {
        try {
            return Decorators.of(path, this.text).place(decorator, text);
        } catch (QueryFileException e) {
            throw new IllegalStateException("The decorators were read before.", e);
        }
    }

    /**
     * Returns the example values of the required parameters, with which the query is shown and
     * tested.
     */
    public Map<String, String> examples() {
        return parameters.stream()
                .filter(Parameter::required)
                .filter(p -> p.example().isPresent())
                .collect(Collectors.toMap(Parameter::name, p -> p.example().orElseThrow()));
    }

    private static List<Parameter> parameters(
            Query query,
            String text,
            PrefixMap prefixes,
            Map<String, String> defaults,
            Map<String, List<String>> choices) {
        List<Var> ordered = new ArrayList<>(Variables.of(query));
        ordered.sort(Comparator.comparingInt(v -> text.indexOf(v.getVarName())));
        List<Parameter> parameters = new ArrayList<>();
        for (Var variable : ordered) {
            Parameter.of(variable, prefixes, List.of(), Optional.empty())
                    .ifPresent(plain -> {
                        List<String> of = choices.getOrDefault(plain.name(), List.of());
                        Optional<String> example =
                                Optional.ofNullable(defaults.get(plain.name()))
                                        .or(() -> of.stream().findFirst());
                        parameters.add(Parameter.of(variable, prefixes, of, example).orElseThrow());
                    });
        }
        return List.copyOf(parameters);
    }
}
