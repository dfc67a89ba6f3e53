package org.labledger.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.labledger.HomeFolder;
import org.labledger.generator.LedgerGenerator;
import org.labledger.generator.LedgerGenerator.Layout;
import org.labledger.generator.Question;

/**
 * All measurements on a ledger of one size. The systems take turns, in another order in each round,
 * so that what else the machine does meets all alike; each is asked the same requests.
 */
final class SizeRun implements AutoCloseable {

    /** The system that the ratios are of. */
    private static final String LEDGER = "ledger";

    private static final String BASELINE = "baseline";

    /** Lab Ledger in process, where each answer cites what it rests on. */
    private static final String CITED = "cited";

    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    /** Processor time of a server that warms up on one question, and the longest it may take. */
    private static final int WARM_MILLIS = 5_000;

    private static final int MAX_WARM_MILLIS = 20_000;
    private static final int BATCH_MILLIS = 200;
    private static final int BATCH_REQUESTS = 300;
    private static final int MIX_MILLIS = 3_000;

    /** A question that a system has spent so long on in a part is not asked of it again there. */
    private static final double MAX_QUESTION_MILLIS = 20_000;

    /** A question whose answers take longer than this is left out where many clients ask. */
    private static final double MAX_MIXED_MILLIS = 500;

    private static final int CACHED_BYTES = 3_000;

    /** The numbers of requests in different parts; no two parts ask the same. */
    private static final int COMPARED = 100_000;

    private static final int WARMING = 200_000;
    private static final int MIXED = 300_000;
    private static final int BESIDE = 600_000;
    private static final int COLD = 900_000;

    private final Settings settings;
    private final LedgerGenerator ledger;
    private final List<Question> questions = Question.all();
    private final Path folder;
    private final Path dump;
    private final Map<String, Side> running = new LinkedHashMap<>();
    private final Map<String, Samples> mediansOfNew = new LinkedHashMap<>();
    private final Report text;
    private long quads;

    SizeRun(Settings settings, int size, Report text) {
        this.settings = settings;
        this.text = text;
        this.ledger = LedgerGenerator.ofQuads(size, settings.seed());
        this.folder = settings.folder().resolve(size + "-" + settings.seed()).toAbsolutePath();
        this.dump = folder.resolve("ledger.nq");
    }

    /** Measures all parts, and reports their tables. */
    void measure() throws Exception {
        prepare();
        text.add("\n### %,d quads from %,d sources%n".formatted(quads, ledger.sources()));
        if (has("load")) {
            load();
        }
        if (has("new") || has("clients") || has("cached") || has("pages")) {
            for (String system : systems()) {
                running.put(system, start(system, settings.layouts().getFirst(), false));
            }
            if (has("new")) {
                compare();
                newRequests();
            }
            if (has("clients")) {
                clients();
            }
            if (has("cached") && running.containsKey(LEDGER)) {
                cached();
            }
            if (has("pages") && running.containsKey(LEDGER)) {
                pages();
            }
            close();
        }
        if (has("process")) {
            inProcess();
        }
        if (has("cite")) {
            cited();
        }
    }

    private boolean has(String part) {
        return settings.parts().contains(part);
    }

    private List<String> systems() {
        return settings.baseline().isEmpty()
                ? settings.systems()
                : Stream.concat(settings.systems().stream(), Stream.of(BASELINE)).toList();
    }

    // Ledgers and servers.

    private Path home(String layout) {
        return folder.resolve("home-" + layout);
    }

    /** Writes what is not there from an earlier run. */
    private void prepare() throws IOException {
        for (String layout : settings.layouts()) {
            Path home = home(layout);
            if (!Files.exists(home)) {
                ledger.write(
                        home,
                        HomeFolder.SMALL_LEDGER,
                        layout.equals("one") ? Layout.ONE_FILE : Layout.MANY_FILES);
            }
        }
        if (!Files.exists(dump)) {
            Process process =
                    new ProcessBuilder(
                                    Side.command(
                                            options(),
                                            "",
                                            List.of(
                                                    Dump.class.getName(),
                                                    home(settings.layouts().getFirst()).toString(),
                                                    dump.toString())))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            process.getInputStream().readAllBytes();
            if (process.onExit().join().exitValue() != 0) {
                Files.deleteIfExists(dump);
                throw new IOException("The quads of the ledger could not be written.");
            }
        }
        try (Stream<String> lines = Files.lines(dump)) {
            quads = lines.count();
        }
    }

    private List<String> options() {
        return List.of("-Xmx" + settings.heap(), "-XX:+UseParallelGC");
    }

    /**
     * Starts a system.
     *
     * @param isForLoad whether only its loading and its memory matter, so that it need not have a
     *     default graph of its own
     */
    private Side start(String system, String layout, boolean isForLoad) throws IOException {
        String classPath =
                switch (system) {
                    case BASELINE -> settings.baseline();
                    // Only a jar tells one build from another, without which no snapshot is kept.
                    case LEDGER ->
                            System.getProperty("java.class.path")
                                    .replaceFirst("target/classes(?=$|:)", "target/lab-ledger.jar");
                    default -> "";
                };
        return Side.start(
                system,
                options(),
                classPath,
                switch (system) {
                    case LEDGER ->
                            Side.ledger(
                                    home(layout).toString(), TIMEOUT, "--cache", kept().toString());
                    case BASELINE -> Side.ledger(home(layout).toString(), TIMEOUT);
                    case "rdf4j" -> {
                        List<String> program =
                                List.of(Rdf4jProcess.class.getName(), dump.toString());
                        yield isForLoad
                                ? Stream.concat(program.stream(), Stream.of("load")).toList()
                                : program;
                    }
                    default ->
                            List.of(
                                    FusekiProcess.class.getName(),
                                    isForLoad && system.equals("fuseki") ? "fuseki-load" : system,
                                    dump.toString());
                });
    }

    private static byte[] request(Question question, String query) {
        return Connection.get(
                "/sparql?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8),
                "Accept: "
                        + (question.isSelect()
                                ? "application/sparql-results+json"
                                : "application/n-triples"));
    }

    private byte[] request(int question, int number) {
        Question asked = questions.get(question);
        return request(asked, asked.of(ledger, number));
    }

    // Asking.

    /** Asks until the time is up or enough were asked, at least once. */
    private static void batch(
            Side side,
            IntFunction<byte[]> requests,
            AtomicInteger next,
            int millis,
            Samples samples)
            throws IOException {
        List<Double> times = new ArrayList<>();
        Map<Integer, Integer> refused = new TreeMap<>();
        // Made before, so that making them is not measured.
        try (Connection connection = new Connection(side.port())) {
            double before = side.processorTime().toNanos() / 1e6;
            double left = millis;
            while (left > 0 && times.size() < BATCH_REQUESTS) {
                byte[] request = requests.apply(next.getAndIncrement());
                long begun = System.nanoTime();
                int status = connection.send(request).status();
                double took = (System.nanoTime() - begun) / 1e6;
                left -= took;
                if (status == 200 || status == 304) {
                    times.add(took);
                } else {
                    refused.merge(status, 1, Integer::sum);
                }
            }
            samples.add(times, side.processorTime().toNanos() / 1e6 - before);
            samples.addRefused(refused);
        }
    }

    /**
     * Asks until the server has worked for some time, so that its code is compiled also where it
     * gets little of a busy machine.
     */
    private static void warmUp(Side side, IntFunction<byte[]> requests) throws IOException {
        AtomicInteger next = new AtomicInteger(WARMING);
        long begun = System.nanoTime();
        Duration worked = side.processorTime();
        do {
            batch(side, requests, next, BATCH_MILLIS, new Samples());
        } while (side.processorTime().minus(worked).toMillis() < WARM_MILLIS
                && (System.nanoTime() - begun) / 1_000_000 < MAX_WARM_MILLIS);
    }

    /** Returns the systems in another order for each turn. */
    private static <T> List<T> inTurn(List<T> all, int turn) {
        int first = turn % all.size();
        return Stream.concat(
                        all.subList(first, all.size()).stream(), all.subList(0, first).stream())
                .toList();
    }

    /** Returns the value of a key that the map has. */
    private static <K, V> V of(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), () -> "nothing was measured for " + key);
    }

    private List<Side> sides() {
        return List.copyOf(running.values());
    }

    // Parts.

    private void load() throws Exception {
        Table table =
                new Table(
                        "Starts, memory, reload",
                        List.of(
                                "System",
                                "first start s",
                                "second start s",
                                "heap after collection MB",
                                "bytes a quad beyond an almost empty ledger",
                                "resident MB",
                                "all questions, first time ms",
                                "small edit served after s"));
        Table cold =
                new Table(
                        "First request after a start, ms",
                        Stream.concat(Stream.of("Question"), systems().stream()).toList());
        Map<String, List<Double>> firstTimes = new LinkedHashMap<>();
        for (String system : systems()) {
            boolean isOurs = system.equals(LEDGER) || system.equals(BASELINE);
            for (String layout : isOurs ? settings.layouts() : List.of("")) {
                if (system.equals("tdb2")) {
                    delete(Path.of(dump + ".tdb2"));
                }
                delete(kept());
                try (Side side = start(system, layout, true)) {
                    Duration firstStart = side.startTime();
                    long heap = side.heapInUse();
                    if (system.equals(LEDGER)) {
                        awaitKept();
                    }
                    side.restart();
                    Duration secondStart = side.startTime();
                    long resident = side.residentBytes();
                    List<Double> first = isOurs || system.equals("tdb2") ? ask(side) : ask(system);
                    table.add(
                            List.of(
                                    isOurs ? system + ", " + layout : system,
                                    Table.number(firstStart.toMillis() / 1e3),
                                    Table.number(secondStart.toMillis() / 1e3),
                                    Table.number(heap / 1e6),
                                    Table.number(bytesPerQuad(system, heap)),
                                    Table.number(resident / 1e6),
                                    Table.number(first.stream().mapToDouble(t -> t).sum()),
                                    isOurs
                                            ? Table.number(reload(side, layout).toMillis() / 1e3)
                                            : "–"));
                    firstTimes.putIfAbsent(system, first);
                }
            }
        }
        table.note(
                "`many`: a file for each source; `one`: one N-Quads file. The heap is measured when it has"
                        + " settled; the ledger's has the index for text search in it, and what"
                        + " places in files need. Starts count from the start of the JVM; the ledger is checked in them, and derives what the others read"
                        + " from the file. The second start finds the snapshot that the first one has"
                        + " kept. TDB2's first start loads the database, and its indexes are"
                        + " not on the heap. The edit is served after the files have rested for"
                        + " 1.5 s.");
        for (int q = 0; q < questions.size(); q++) {
            List<String> row = new ArrayList<>(List.of(questions.get(q).name()));
            for (String system : systems()) {
                row.add(Table.number(of(firstTimes, system).get(q)));
            }
            cold.add(row);
        }
        text.add(table.toString());
        text.add(cold.toString());
    }

    /**
     * Returns the bytes of heap for each quad, without what the program itself takes: that is
     * measured with the smallest ledger.
     */
    private double bytesPerQuad(String system, long heap) throws IOException {
        SizeRun smallest = new SizeRun(settings, 0, text);
        smallest.prepare();
        try (Side side = smallest.start(system, settings.layouts().getFirst(), true)) {
            return (double) (heap - side.heapInUse()) / (quads - smallest.quads);
        }
    }

    /** Asks a server that has just started each question once. */
    private List<Double> ask(Side side) throws IOException {
        List<Double> times = new ArrayList<>();
        try (Connection connection = new Connection(side.port())) {
            for (int q = 0; q < questions.size(); q++) {
                byte[] request = request(q, COLD + q);
                long begun = System.nanoTime();
                connection.send(request);
                times.add((System.nanoTime() - begun) / 1e6);
            }
        }
        return times;
    }

    /** Starts a system as it is queried, and asks it each question once. */
    private List<Double> ask(String system) throws IOException {
        try (Side side = start(system, "", false)) {
            return ask(side);
        }
    }

    /** Returns the folder in which Lab Ledger keeps its snapshot for the next start. */
    private Path kept() {
        return Path.of(dump + ".kept");
    }

    /** Waits until the snapshot is kept, which is some seconds after the start. */
    private void awaitKept() throws IOException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() < end) {
            if (Files.isDirectory(kept())) {
                try (Stream<Path> files = Files.list(kept())) {
                    if (files.anyMatch(file -> file.toString().endsWith(".state"))) {
                        return;
                    }
                }
            }
            Thread.sleep(50);
        }
        throw new IOException("No snapshot is kept in " + kept());
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Adds a statement to a file, and returns how long it takes until answers are those of it. */
    private Duration reload(Side side, String layout) throws Exception {
        Path data = home(layout).resolve("data");
        Path file;
        try (Stream<Path> files = Files.walk(data)) {
            file = files.filter(Files::isRegularFile).max(Path::compareTo).orElseThrow();
        }
        byte[] before = Files.readAllBytes(file);
        byte[] ask = Connection.get("/sparql?query=ASK%7B%7D");
        try (Connection connection = new Connection(side.port())) {
            String tag = connection.send(ask).header("etag");
            Files.writeString(file, edit(file), StandardOpenOption.APPEND);
            long begun = System.nanoTime();
            while (connection.send(ask).header("etag").equals(tag)) {
                Thread.sleep(20);
                if (System.nanoTime() - begun > TIMEOUT.multipliedBy(10).toNanos()) {
                    throw new IOException("The edit of " + file + " is not served.");
                }
            }
            return Duration.ofNanos(System.nanoTime() - begun);
        } finally {
            Files.write(file, before);
        }
    }

    private static String edit(Path file) {
        String comment = "http://www.w3.org/2000/01/rdf-schema#comment";
        String thing = LedgerGenerator.BASE + "id/lab-ledger";
        return "<%s> <%s> \"An edit\"@en%s .%n"
                .formatted(
                        thing,
                        comment,
                        file.toString().endsWith(".nq")
                                ? " <" + LedgerGenerator.BASE + "entities/publishers>"
                                : "");
    }

    private void compare() throws IOException {
        List<String> differences = new ArrayList<>();
        for (int q = 0; q < questions.size(); q++) {
            Question question = questions.get(q);
            for (int number = COMPARED; number < COMPARED + 3; number++) {
                Map<String, List<String>> answers = new LinkedHashMap<>();
                for (Side side : sides()) {
                    try (Connection connection = new Connection(side.port())) {
                        Connection.Response response = connection.send(request(q, number));
                        answers.put(
                                side.name(),
                                response.status() == 200
                                        ? Answers.lines(question, response.body())
                                        : List.of("status " + response.status()));
                    }
                }
                String first = running.keySet().iterator().next();
                answers.forEach((system, lines) -> {
                    String difference = Answers.difference(question, of(answers, first), lines);
                    if (!difference.isEmpty()) {
                        differences.add(
                                question.name()
                                        + ", "
                                        + first
                                        + " and "
                                        + system
                                        + ": "
                                        + difference
                                        + (question.isDefined()
                                                ? ""
                                                : " (the standard leaves open what describes a thing)"));
                    }
                });
            }
        }
        text.add(
                differences.isEmpty()
                        ? "\nAll systems give the same answers.\n"
                        : "\nAnswers that differ:\n\n- "
                                + String.join("\n- ", differences.stream().distinct().toList())
                                + "\n");
    }

    private void newRequests() throws IOException {
        Map<String, AtomicInteger> next = new LinkedHashMap<>();
        for (int q = 0; q < questions.size(); q++) {
            int question = q;
            for (Side side : sides()) {
                next.put(key(side, q), new AtomicInteger());
                mediansOfNew.put(key(side, q), new Samples());
                warmUp(side, n -> request(question, n));
            }
        }
        for (int round = 0; round < settings.rounds(); round++) {
            for (int q = 0; q < questions.size(); q++) {
                int question = q;
                for (Side side : inTurn(sides(), round + q)) {
                    Samples samples = of(mediansOfNew, key(side, q));
                    if (samples.total() < MAX_QUESTION_MILLIS) {
                        batch(
                                side,
                                n -> request(question, n),
                                of(next, key(side, q)),
                                BATCH_MILLIS,
                                samples);
                    }
                }
            }
        }
        Map<Integer, Double> again = new LinkedHashMap<>();
        if (running.containsKey(LEDGER)) {
            for (int q = 0; q < questions.size(); q++) {
                int question = q;
                Samples samples = new Samples();
                batch(
                        of(running, LEDGER),
                        n -> request(question, COMPARED),
                        new AtomicInteger(),
                        BATCH_MILLIS,
                        samples);
                again.put(q, samples.median());
            }
        }
        byQuestion(
                "New requests over HTTP, one client, median ms",
                (system, q) -> of(mediansOfNew, key(of(running, system), q)).median(),
                again);
        byQuestion(
                "The same, processor time of the server for each request, ms",
                (system, q) -> of(mediansOfNew, key(of(running, system), q)).cpu(),
                Map.of());
        for (Map.Entry<String, Samples> entry : mediansOfNew.entrySet()) {
            String refused = entry.getValue().refused();
            if (!refused.isEmpty()) {
                text.add(
                        "\nRefused (status: how many): " + entry.getKey() + ", " + refused + ".\n");
            }
        }
        spread();
    }

    private String key(Side side, int question) {
        return side.name() + ", " + questions.get(question).name();
    }

    private void spread() throws IOException {
        StringBuilder line =
                new StringBuilder(
                        "\nThe medians of the rounds of one question lie apart by (largest by"
                                + " smallest; middle and worst of the questions):");
        for (Side side : sides()) {
            List<Double> spreads = new ArrayList<>();
            for (int q = 0; q < questions.size(); q++) {
                spreads.add(of(mediansOfNew, key(side, q)).spread());
            }
            List<Double> sorted = spreads.stream().sorted().toList();
            line.append(' ')
                    .append(side.name())
                    .append(' ')
                    .append(Table.number(sorted.get(sorted.size() / 2)))
                    .append(" and ")
                    .append(Table.number(sorted.getLast()))
                    .append(';');
        }
        line.setCharAt(line.length() - 1, '.');
        text.add(line + "\n");
    }

    /** Figures of one system for one question. */
    private interface Figures {
        double of(String system, int question);
    }

    /** Writes a table with a row for each question, and the ratios of the ledger to the others. */
    private void byQuestion(String title, Figures figures, Map<Integer, Double> again)
            throws IOException {
        List<String> systems = systems();
        List<String> others = systems.stream().filter(system -> !system.equals(LEDGER)).toList();
        boolean hasLedger = systems.contains(LEDGER);
        List<String> columns = new ArrayList<>(List.of("Question"));
        columns.addAll(systems);
        if (hasLedger) {
            others.forEach(other -> columns.add("ledger / " + other));
        }
        if (!again.isEmpty()) {
            columns.add("ledger, asked again");
        }
        Table table = new Table(title, columns);
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        for (int q = 0; q < questions.size(); q++) {
            List<String> row = new ArrayList<>(List.of(questions.get(q).name()));
            for (String system : systems) {
                row.add(Table.number(figures.of(system, q)));
            }
            if (hasLedger) {
                for (String other : others) {
                    double ratio = figures.of(LEDGER, q) / figures.of(other, q);
                    ratios.computeIfAbsent(other, o -> new ArrayList<>()).add(ratio);
                    row.add(Table.number(ratio));
                }
            }
            if (!again.isEmpty()) {
                row.add(Table.number(of(again, q)));
            }
            table.add(row);
        }
        if (hasLedger) {
            List<String> row = new ArrayList<>(List.of("**geometric mean**"));
            systems.forEach(system -> row.add(""));
            others.forEach(other ->
                    row.add("**" + Table.number(Samples.geometricMean(of(ratios, other))) + "**"));
            if (!again.isEmpty()) {
                row.add("");
            }
            table.add(row);
        }
        text.add(table.toString());
    }

    // Many clients.

    private void clients() throws Exception {
        List<Integer> mixed = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (int q = 0; q < questions.size(); q++) {
            int question = q;
            boolean isHeavy =
                    sides().stream()
                            .map(side -> mediansOfNew.get(key(side, question)))
                            .anyMatch(s -> s != null && s.median() > MAX_MIXED_MILLIS);
            if (isHeavy) {
                left.add(questions.get(q).name());
            } else {
                mixed.add(q);
            }
        }
        Table table =
                new Table(
                        "All questions mixed, new requests",
                        List.of(
                                "Clients",
                                "System",
                                "requests a second",
                                "median ms",
                                "99th percentile ms",
                                "processor ms a request",
                                "refused (status: how many)"));
        AtomicInteger number = new AtomicInteger(MIXED);
        for (int clients : settings.clients()) {
            for (Side side : inTurn(sides(), clients)) {
                Load load =
                        new Load(
                                side,
                                clients,
                                n -> request(mixed.get(n % mixed.size()), n),
                                number,
                                MIX_MILLIS);
                Samples samples = load.run();
                table.add(
                        List.of(
                                Integer.toString(clients),
                                side.name(),
                                Table.number(samples.count() * 1e3 / MIX_MILLIS),
                                Table.number(samples.median()),
                                Table.number(samples.quantile(0.99)),
                                Table.number(samples.cpu()),
                                samples.refused()));
            }
        }
        if (!left.isEmpty()) {
            table.note("Without " + String.join(", ", left) + ", too slow in one of the systems.");
        }
        text.add(table.toString());
    }

    // Answers that are kept.

    private void cached() throws Exception {
        Side side = of(running, LEDGER);
        byte[] body = new byte[0];
        String tag = "";
        String target = "";
        try (Connection connection = new Connection(side.port())) {
            for (int rows = 4; body.length < CACHED_BYTES && rows < 60; rows++) {
                target =
                        "/sparql?query="
                                + URLEncoder.encode(
                                        "SELECT ?s ?o { ?s a ?o } ORDER BY ?s ?o LIMIT " + rows,
                                        StandardCharsets.UTF_8);
                Connection.Response response =
                        connection.send(Connection.get(target, jsonFields()));
                body = response.body();
                tag = response.header("etag");
            }
        }
        Path file = folder.resolve("cached.json");
        Files.write(file, body);
        byte[] whole = Connection.get(target, jsonFields());
        byte[] known = Connection.get(target, "Accept: " + jsonType(), "If-None-Match: " + tag);
        byte[] bareKnown = Connection.get(target, "If-None-Match: \"bare\"");
        Table table =
                new Table(
                        "Answers that are kept, %,d bytes".formatted(body.length),
                        List.of(
                                "Clients",
                                "Answer",
                                "ledger, requests a second",
                                "bare Jetty",
                                "ratio",
                                "ledger, processor µs",
                                "bare Jetty",
                                "ratio"));
        try (Side bare =
                Side.start(
                        "bare",
                        options(),
                        "",
                        List.of(BareJetty.class.getName(), file.toString()))) {
            for (int clients : settings.clients()) {
                for (boolean isKnown : new boolean[] {false, true}) {
                    Samples ours = new Samples();
                    Samples theirs = new Samples();
                    for (int round = 0; round < settings.rounds() + 1; round++) {
                        // The first round warms up.
                        Samples oursNow = repeat(side, clients, isKnown ? known : whole);
                        Samples theirsNow = repeat(bare, clients, isKnown ? bareKnown : whole);
                        if (round > 0) {
                            ours.addAll(oursNow);
                            theirs.addAll(theirsNow);
                        }
                    }
                    double seconds = settings.rounds() * CACHED_MILLIS / 1e3;
                    table.add(
                            List.of(
                                    Integer.toString(clients),
                                    isKnown ? "304" : "200",
                                    Table.number(ours.count() / seconds),
                                    Table.number(theirs.count() / seconds),
                                    Table.number((double) ours.count() / theirs.count()),
                                    Table.number(1e3 * ours.cpu()),
                                    Table.number(1e3 * theirs.cpu()),
                                    Table.number(ours.cpu() / theirs.cpu())));
                }
            }
        }
        text.add(table.toString());
        beside(side, whole);
    }

    private static final int CACHED_MILLIS = 600;

    private static Samples repeat(Side side, int clients, byte[] request) throws Exception {
        return new Load(side, clients, n -> request, new AtomicInteger(), CACHED_MILLIS).run();
    }

    private static String jsonType() {
        return "application/sparql-results+json";
    }

    private static String[] jsonFields() {
        return new String[] {"Accept: " + jsonType()};
    }

    /** Asks for a kept answer while others ask heavy questions. */
    private void beside(Side side, byte[] cached) throws Exception {
        List<Integer> heavy = new ArrayList<>();
        for (int q = 0; q < questions.size(); q++) {
            String name = questions.get(q).name();
            if (List.of("departures by month", "latest", "top sources", "export 5000 rows")
                    .contains(name)) {
                heavy.add(q);
            }
        }
        Samples alone = new Load(side, 1, n -> cached, new AtomicInteger(), MIX_MILLIS).run();
        Load guests =
                new Load(
                        side,
                        2,
                        n -> request(heavy.get(n % heavy.size()), n),
                        new AtomicInteger(BESIDE),
                        MIX_MILLIS + 500);
        Thread other = Thread.ofPlatform().start(() -> guests.runQuietly());
        Thread.sleep(250);
        Samples beside = new Load(side, 1, n -> cached, new AtomicInteger(), MIX_MILLIS).run();
        other.join();
        text.add(
                """

                A kept answer, one client: median %s ms, 99th percentile %s ms; beside two clients that ask heavy \
                questions: median %s ms, 99th percentile %s ms.
                """
                        .formatted(
                                Table.number(alone.median()),
                                Table.number(alone.quantile(0.99)),
                                Table.number(beside.median()),
                                Table.number(beside.quantile(0.99))));
    }

    // Pages and saved queries.

    private void pages() throws IOException {
        List<Side> ours =
                sides().stream()
                        .filter(side -> side.name().equals(LEDGER) || side.name().equals(BASELINE))
                        .toList();
        List<String> columns = new ArrayList<>(List.of("Address"));
        ours.forEach(side -> {
            columns.add(side.name() + " ms");
            columns.add("processor ms");
        });
        Table table = new Table("Pages and saved queries, new requests, median ms", columns);
        for (Page page : Page.ALL) {
            Map<Side, Samples> samples = new LinkedHashMap<>();
            Map<Side, AtomicInteger> next = new LinkedHashMap<>();
            for (Side side : ours) {
                samples.put(side, new Samples());
                next.put(side, new AtomicInteger());
                warmUp(side, n -> page.request(ledger, n));
            }
            for (int round = 0; round < settings.rounds(); round++) {
                for (Side side : inTurn(ours, round)) {
                    batch(
                            side,
                            n -> page.request(ledger, n),
                            of(next, side),
                            BATCH_MILLIS,
                            of(samples, side));
                }
            }
            List<String> row = new ArrayList<>(List.of("`" + page.address() + "`"));
            for (Side side : ours) {
                row.add(Table.number(of(samples, side).median()));
                row.add(Table.number(of(samples, side).cpu()));
            }
            table.add(row);
        }
        text.add(table.toString());
    }

    // Without HTTP.

    /** Returns by system and question how many requests were made, and their milliseconds. */
    private Map<String, double[][]> taken(List<String> asked) throws IOException {
        Map<String, Worker> workers = new LinkedHashMap<>();
        Map<String, double[][]> taken = new LinkedHashMap<>();
        try {
            for (String system : asked) {
                String data =
                        system.equals(LEDGER) || system.equals(CITED)
                                ? home(settings.layouts().getFirst()).toString()
                                : dump.toString();
                workers.put(
                        system,
                        new Worker(
                                Side.command(
                                        options(),
                                        "",
                                        List.of(
                                                InProcess.class.getName(),
                                                system,
                                                data,
                                                Integer.toString(ledger.sources()),
                                                Long.toString(settings.seed())))));
                taken.put(system, new double[questions.size()][2]);
            }
            List<String> systems = List.copyOf(workers.keySet());
            for (int q = 0; q < questions.size(); q++) {
                for (Worker worker : workers.values()) {
                    worker.ask(q, WARMING, 50_000, WARM_MILLIS);
                }
            }
            for (int round = 0; round < settings.rounds(); round++) {
                for (int q = 0; q < questions.size(); q++) {
                    for (String system : inTurn(systems, round + q)) {
                        double[] sums = of(taken, system)[q];
                        if (sums[1] < MAX_QUESTION_MILLIS) {
                            Worker.Result result =
                                    of(workers, system)
                                            .ask(q, (int) sums[0], BATCH_REQUESTS, BATCH_MILLIS);
                            sums[0] += result.requests();
                            sums[1] += result.cpuMillis();
                        }
                    }
                }
            }
        } finally {
            workers.values().forEach(Worker::close);
        }
        return taken;
    }

    private void inProcess() throws IOException {
        Map<String, double[][]> taken = taken(settings.systems());
        byQuestion(
                "Without HTTP: parse, execute, write; processor ms for each request",
                (system, q) -> {
                    double[][] of = taken.get(system);
                    return of == null ? Double.NaN : of[q][1] / of[q][0];
                },
                Map.of());
    }

    /** What it costs to find out what each row rests on. */
    private void cited() throws IOException {
        Map<String, double[][]> taken = taken(List.of(LEDGER, CITED));
        Table table =
                new Table(
                        "With citations, without HTTP: parse, execute, write the rows; processor ms"
                                + " for each request",
                        List.of("Question", "plain", "cited", "cited / plain"));
        for (int q = 0; q < questions.size(); q++) {
            double plain = of(taken, LEDGER)[q][1] / of(taken, LEDGER)[q][0];
            double cited = of(taken, CITED)[q][1] / of(taken, CITED)[q][0];
            table.add(
                    List.of(
                            questions.get(q).name(),
                            Table.number(plain),
                            Table.number(cited),
                            Table.number(cited / plain)));
        }
        text.add(table.toString());
    }

    @Override
    public void close() {
        running.values().forEach(Side::close);
        running.clear();
    }
}
