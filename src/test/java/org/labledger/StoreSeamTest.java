package org.labledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.SnapshotDataset;

/**
 * The seam of the store: the data of a snapshot are asked in SPARQL, through {@link
 * org.labledger.store.Store}. Only what speaks of files and lines may look at the embedded dataset.
 */
class StoreSeamTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void onlyWhatSpeaksOfFilesLooksAtTheDatasetOfASnapshot() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.labledger.snapshot", "org.labledger.check", "org.labledger.desk")
                .should()
                .callMethod(Snapshot.class, "dataset")
                .check(CLASSES);
    }

    @Test
    void theEmbeddedDatasetIsKnownOnlyToTheStoreAndTheSnapshot() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.labledger.store", "org.labledger.snapshot")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(SnapshotDataset.class)
                .check(CLASSES);
    }
}
