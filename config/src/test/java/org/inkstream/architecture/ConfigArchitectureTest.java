package org.inkstream.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConfigArchitectureTest {
    private static final String[] PACKAGES = {
        "org.inkstream.catalogue..",
        "org.inkstream.command..",
        "org.inkstream.config..",
        "org.inkstream.identity..",
        "org.inkstream.json..",
        "org.inkstream.letter..",
        "org.inkstream.models..",
        "org.inkstream.money..",
        "org.inkstream.time..",
        "org.inkstream.yaml.."
    };

    private final JavaClasses classes =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.inkstream");

    @Test
    void config_knows_no_other_module() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(PACKAGES)
                                .or(
                                        resideInAnyPackage(
                                                "java..",
                                                "io.vertx.core..",
                                                "org.jspecify..",
                                                "org.slf4j..",
                                                "org.yaml.snakeyaml..",
                                                "picocli..")))
                .check(classes);
    }

    @Test
    void only_the_time_package_reads_clocks_or_waits() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.inkstream.time..")
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
    void packages_do_not_know_each_other_in_circles() {
        slices().matching("org.inkstream.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void settings_know_only_files_and_time() {
        noClasses()
                .that()
                .resideInAPackage("org.inkstream.config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.inkstream.catalogue..",
                        "org.inkstream.letter..",
                        "org.inkstream.identity..",
                        "org.inkstream.json..",
                        "org.inkstream.money..")
                .check(classes);
    }
}
