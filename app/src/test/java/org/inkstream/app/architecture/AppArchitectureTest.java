package org.inkstream.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class AppArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.inkstream.app");

    @Test
    void only_the_embedded_package_sees_the_classes_of_servers() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.inkstream.app.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "kafka..",
                        "org.apache.kafka.server..",
                        "org.apache.kafka.metadata..",
                        "de.bwaldvogel..",
                        "org.h2..")
                .check(CLASSES);
    }

    @Test
    void the_embedded_servers_know_nothing_of_the_service() {
        noClasses()
                .that()
                .resideInAPackage("org.inkstream.app.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.inkstream.app.service..",
                        "org.inkstream.app.enrich..",
                        "org.inkstream.pipeline..",
                        "org.inkstream.agents..")
                .check(CLASSES);
    }

    @Test
    void the_service_does_not_know_the_command_that_enriches_files() {
        noClasses()
                .that()
                .resideInAPackage("org.inkstream.app.service..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.inkstream.app.enrich..")
                .check(CLASSES);
    }
}
