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

    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry(ROOT, Set.of(".cli")),
                    Map.entry(
                            ".cli",
                            Set.of(
                                    ".web",
                                    ".check",
                                    ".catalog",
                                    ".query",
                                    ".federation",
                                    ".evidence",
                                    ".format",
                                    ".desk",
                                    ".store",
                                    ".settings",
                                    ".source")),
                    Map.entry(".format", Set.<String>of()),
                    Map.entry(
                            ".desk",
                            Set.of(
                                    ".check",
                                    ".catalog",
                                    ".query",
                                    ".evidence",
                                    ".format",
                                    ".store",
                                    ".source")),
                    Map.entry(
                            ".web",
                            Set.of(
                                    ".page",
                                    ".check",
                                    ".catalog",
                                    ".query",
                                    ".describe",
                                    ".federation",
                                    ".search",
                                    ".evidence",
                                    ".store",
                                    ".settings",
                                    ".syntax",
                                    ".source")),
                    Map.entry(
                            ".page",
                            Set.of(
                                    ".check",
                                    ".catalog",
                                    ".query",
                                    ".describe",
                                    ".search",
                                    ".store",
                                    ".source")),
                    Map.entry(
                            ".describe",
                            Set.of(
                                    ".check",
                                    ".catalog",
                                    ".query",
                                    ".evidence",
                                    ".store",
                                    ".settings",
                                    ".source")),
                    Map.entry(
                            ".check",
                            Set.of(".catalog", ".query", ".evidence", ".store", ".source")),
                    Map.entry(".catalog", Set.of(".source", ".syntax")),
                    Map.entry(".syntax", Set.<String>of()),
                    Map.entry(".query", Set.of(".federation", ".search", ".store", ".source")),
                    Map.entry(".search", Set.of(".catalog", ".store", ".source")),
                    Map.entry(".federation", Set.of(".source")),
                    Map.entry(".evidence", Set.of(".store", ".source")),
                    Map.entry(".store", Set.of(".source")),
                    Map.entry(".source", Set.<String>of()),
                    Map.entry(".settings", Set.<String>of()));

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
                .resideOutsideOfPackage(fullName(".web"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..",
                        "org.eclipse.jetty.server..",
                        "org.eclipse.jetty.ee11..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(fullName(".web"), fullName(".federation"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jetty..")
                .check(CLASSES);
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
