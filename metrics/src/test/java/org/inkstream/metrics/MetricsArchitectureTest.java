package org.inkstream.metrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MetricsArchitectureTest {
    private final JavaClasses classes =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.inkstream.metrics");

    @Test
    void recorders_know_no_domain_types() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.inkstream.agents..",
                        "org.inkstream.pipeline..",
                        "org.inkstream.app..",
                        "org.inkstream.loadtest..",
                        "org.inkstream.catalogue..",
                        "org.inkstream.letter..",
                        "org.inkstream.money..",
                        "org.inkstream.config..")
                .check(classes);
    }

    @Test
    void recorders_read_no_clock() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(classes);
    }

    @Test
    void only_the_export_knows_the_library_of_the_protocol() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.inkstream.metrics.otlp")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(classes);
    }
}
