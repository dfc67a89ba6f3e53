package org.labledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between packages. They never point up; a new package needs a line here. */
class PackagesTest {

    private static final String ROOT = "org.labledger";

    /** Each package with those it may use, from the front doors down. */
    private static final Map<String, Set<String>> MAY_USE =
            arrows(
                    """
                    .           -> cli
                    cli         -> catalog changes check citation desk display federation format history link live ontology query result settings snapshot source store syntax web
                    web         -> catalog changes check citation describe display federation history http link live ontology page problem query result search settings snapshot source store syntax
                    page        -> accepted catalog changes chart citation describe display evidence form history link ontology problem query result search settings snapshot source store term vocabulary
                    link        -> catalog citation display query result snapshot source store syntax
                    citation    -> describe display evidence query result snapshot store term vocabulary
                    live        -> check persist settings snapshot source
                    changes     -> catalog display history ontology problem snapshot source store vocabulary
                    form        -> catalog check display ontology query result snapshot store
                    desk        -> accepted check evidence format ontology snapshot source vocabulary
                    describe    -> catalog check evidence ontology problem result settings snapshot source store term vocabulary
                    http        -> problem settings
                    check       -> catalog evidence ontology query result snapshot source store syntax vocabulary
                    query       -> engine federation problem result search snapshot store syntax term
                    chart       -> catalog display
                    search      -> catalog ontology problem snapshot source store term
                    evidence    -> accepted ontology snapshot source store term vocabulary
                    display     -> accepted catalog ontology result snapshot source store term vocabulary
                    history     -> problem settings snapshot source
                    snapshot    -> accepted catalog index ontology persist source store vocabulary
                    catalog     -> ontology problem source syntax
                    ontology    -> source vocabulary
                    federation  -> problem source
                    source      -> format persist vocabulary
                    vocabulary  ->
                    syntax      -> problem
                    accepted    -> index term vocabulary
                    store       -> engine index
                    engine      -> index term
                    index       -> persist term
                    settings    ->
                    result      -> problem term
                    problem     ->
                    persist     ->
                    term        ->
                    format      ->
                    """);

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void areAllNamedHere() {
        Set<String> named =
                MAY_USE.keySet().stream().map(PackagesTest::fullName).collect(Collectors.toSet());
        Set<String> found =
                CLASSES.stream()
                        // The classes that templates become are not ours.
                        .filter(PackagesTest::isOurs)
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toSet());

        assertEquals(new TreeSet<>(named), new TreeSet<>(found));
    }

    @ParameterizedTest
    @MethodSource("names")
    void useOnlyPackagesBelowThem(String name) {
        Set<String> allowed =
                Stream.concat(Stream.of(name), MAY_USE.getOrDefault(name, Set.of()).stream())
                        .map(PackagesTest::fullName)
                        .collect(Collectors.toSet());

        classes()
                .that()
                .resideInAPackage(fullName(name))
                .should()
                .onlyDependOnClassesThat(
                        DescribedPredicate.describe(
                                "are not ours or are in " + allowed,
                                (JavaClass used) ->
                                        !isOurs(used) || allowed.contains(used.getPackageName())))
                .check(CLASSES);
    }

    @Test
    void haveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("names")
    void areNullMarked(String name) {
        JavaPackage marked = CLASSES.getPackage(fullName(name));

        assertEquals(true, marked.isAnnotatedWith(NullMarked.class), marked::getDescription);
    }

    @Test
    void keepTheCommandLineLibraryToOneOfThem() {
        noClasses()
                .that()
                .resideOutsideOfPackage(fullName(".cli"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLASSES);
    }

    @Test
    void keepHttpToOneOfThem() {
        noClasses()
                .that()
                .resideOutsideOfPackages(fullName(".web"), fullName(".http"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..",
                        "org.eclipse.jetty.server..",
                        "org.eclipse.jetty.ee11..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        fullName(".web"), fullName(".http"), fullName(".federation"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jetty..")
                .check(CLASSES);
    }

    private static Map<String, Set<String>> arrows(String table) {
        Map<String, Set<String>> arrows = new TreeMap<>();
        table.lines()
                .map(line -> line.split("->", -1))
                .forEach(sides ->
                        arrows.put(
                                name(sides[0].strip()),
                                Stream.of(sides[1].strip().split(" +"))
                                        .filter(used -> !used.isEmpty())
                                        .map(PackagesTest::name)
                                        .collect(Collectors.toSet())));
        return arrows;
    }

    /** The top package is a full stop in the table. */
    private static String name(String inTable) {
        return inTable.equals(".") ? ROOT : "." + inTable;
    }

    static Stream<String> names() {
        return MAY_USE.keySet().stream().sorted();
    }

    private static boolean isOurs(JavaClass used) {
        String name = used.getPackageName();
        return name.equals(ROOT) || name.startsWith(ROOT + ".");
    }

    private static String fullName(String name) {
        return name.startsWith(".") ? ROOT + name : name;
    }
}
