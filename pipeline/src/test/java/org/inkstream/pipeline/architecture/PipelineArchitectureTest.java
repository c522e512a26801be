package org.inkstream.pipeline.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.inkstream.pipeline.ingest.Decoding;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.publish.EventType;
import org.junit.jupiter.api.Test;

class PipelineArchitectureTest {
    private static final String ROOT = "org.inkstream.pipeline.";

    /** What decides; everything else only carries. */
    private static final String[] DOMAIN =
            packages(
                    "document",
                    "plan",
                    "quality",
                    "cost",
                    "review",
                    "journal",
                    "workflow",
                    "jobs",
                    "audit");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.inkstream.pipeline");

    @Test
    void document_knows_nothing_of_the_pipeline() {
        knowsOnly("document");
    }

    @Test
    void document_does_not_know_the_agents() {
        noClasses()
                .that()
                .resideInAnyPackage(packages("document", "plan", "quality", "cost", "review"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.inkstream.agents..")
                .check(CLASSES);
    }

    @Test
    void plan_knows_document() {
        knowsOnly("plan", "document");
    }

    @Test
    void quality_knows_document() {
        knowsOnly("quality", "document");
    }

    @Test
    void cost_knows_document() {
        knowsOnly("cost", "document");
    }

    @Test
    void review_knows_document() {
        knowsOnly("review", "document");
    }

    @Test
    void audit_knows_what_comes_in_and_is_told_what_the_store_holds() {
        onlyDependsOn(
                "audit",
                resideInAnyPackage(packages("audit", "document"))
                        .or(belongToAnyOf(Delivery.class, Delivery.Origin.class, EventType.class)));
    }

    @Test
    void jobs_know_what_a_letter_is_and_read_it_as_workers_do() {
        onlyDependsOn(
                "jobs",
                resideInAnyPackage(packages("jobs", "document"))
                        .or(
                                belongToAnyOf(
                                        OcrEventDecoder.class,
                                        Decoding.class,
                                        Decoding.Decoded.class,
                                        Decoding.Rejected.class)));
    }

    @Test
    void journal_knows_document() {
        knowsOnly("journal", "document");
    }

    @Test
    void publish_knows_what_it_announces() {
        classes()
                .that()
                .resideInAPackage(ROOT + "publish")
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage(ROOT + "."))
                                .or(resideInAPackage(ROOT + "publish"))
                                .or(
                                        resideInAnyPackage(
                                                packages("document", "quality", "cost", "review"))))
                .check(CLASSES);
    }

    @Test
    void publishing_on_kafka_implements_interfaces_that_stand_beside_their_users() {
        knowsOnly("publish.kafka", "publish", "ingest", "document");
    }

    @Test
    void workflow_knows_what_it_leads_through_and_no_source_store_or_server() {
        // How a source message ends is the workflow's answer; that it came from a source is not.
        onlyDependsOn(
                "workflow",
                resideInAnyPackage(
                                packages(
                                        "workflow",
                                        "document",
                                        "plan",
                                        "quality",
                                        "cost",
                                        "review",
                                        "journal",
                                        "publish"))
                        .or(belongToAnyOf(Settlement.class)));
    }

    @Test
    void ingest_knows_document_and_is_handed_a_function() {
        knowsOnly("ingest", "document");
    }

    @Test
    void nobody_knows_the_store_but_only_interfaces_beside_their_users() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "store..")
                .check(CLASSES);
    }

    @Test
    void the_domain_never_sees_a_broker_a_socket_a_store_or_an_event_loop() {
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "org.apache.kafka..",
                                "io.netty..",
                                "com.mongodb..",
                                "org.bson..",
                                "io.vertx.ext.mongo..",
                                "io.vertx.ext.web..",
                                "io.vertx.core.http..",
                                "io.vertx.core.net..",
                                "java.net.http.."))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.core.Vertx")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.core.Context")
                .check(CLASSES);
    }

    @Test
    void only_the_kafka_packages_know_kafka() {
        onlyKnownBy("org.apache.kafka..", ROOT + "ingest.kafka..", ROOT + "publish.kafka..");
    }

    @Test
    void only_the_mongo_package_knows_mongo() {
        onlyKnownBy("io.vertx.ext.mongo..", ROOT + "store.mongo..");
        onlyKnownBy("com.mongodb..", ROOT + "store.mongo..");
    }

    @Test
    void nobody_reads_clocks_or_sleeps() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }

    private static void knowsOnly(String name, String... others) {
        String[] known = packages(Stream.concat(Stream.of(name), Arrays.stream(others)));
        onlyDependsOn(name, resideInAnyPackage(known));
    }

    private static void onlyDependsOn(String name, DescribedPredicate<? super JavaClass> known) {
        classes()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage(ROOT + ".")).or(known))
                .check(CLASSES);
    }

    private static void onlyKnownBy(String library, String... packages) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    private static String[] packages(String... names) {
        return packages(Arrays.stream(names));
    }

    private static String[] packages(Stream<String> names) {
        return names.map(name -> ROOT + name + "..").toArray(String[]::new);
    }
}
