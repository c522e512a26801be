package org.inkstream.agents;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of this module. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.inkstream.agents");

    @Test
    void calling_knows_no_protocol() {
        noClasses()
                .that()
                .resideInAPackage("org.inkstream.agents.call..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.inkstream.agents.mcp..",
                        "org.inkstream.agents.letters..",
                        "io.vertx.core.http..",
                        "io.vertx.core.net..",
                        "io.netty..")
                .check(CLASSES);
    }

    @Test
    void only_the_breakers_adapter_knows_vertx_itself() {
        noClasses()
                .that()
                .resideInAPackage("org.inkstream.agents.call..")
                .and()
                .haveSimpleNameNotStartingWith("CircuitBreakerAdapter")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.core.Vertx")
                .check(CLASSES);
    }

    @Test
    void rules_that_read_letters_know_neither_calls_nor_protocol_nor_vertx() {
        noClasses()
                .that()
                .resideInAPackage("org.inkstream.agents.letters..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.inkstream.agents.call..",
                        "org.inkstream.agents.mcp..",
                        "org.inkstream.agents.schema..",
                        "io.vertx.core",
                        "io.vertx.core.http..")
                .check(CLASSES);
    }

    @Test
    void the_protocol_knows_no_letters() {
        noClasses()
                .that()
                .resideInAPackage("org.inkstream.agents.mcp..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.inkstream.agents.letters..")
                .check(CLASSES);
    }

    @Test
    void schemas_know_nobody() {
        noClasses()
                .that()
                .resideInAPackage("org.inkstream.agents.schema..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.inkstream.agents.call..",
                        "org.inkstream.agents.mcp..",
                        "org.inkstream.agents.letters..")
                .check(CLASSES);
    }

    @Test
    void what_is_traced_knows_nothing_of_it() {
        noClasses()
                .that()
                .resideInAPackage("org.inkstream.agents..")
                .and()
                .resideOutsideOfPackage("org.inkstream.agents.trace")
                .and()
                .resideOutsideOfPackage("org.inkstream.agents.command")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.inkstream.agents.trace",
                        "org.inkstream.metrics.otlp",
                        "io.opentelemetry..")
                .check(CLASSES);
    }
}
