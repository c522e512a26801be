package org.inkstream.app.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.inkstream.app.service.RunningService;
import org.inkstream.command.ExitCodes;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.Settings;
import org.inkstream.loadtest.peers.ScriptedAgent;
import org.inkstream.loadtest.peers.nsq.NsqdDouble;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.inkstream.pipeline.ingest.kafka.ConsumerLag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Jobs with a priority against a real coordinator, worker, broker and store. */
class UrgentJobsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String PEOPLE = "extract_people";

    private static final Map<String, String> QUICK =
            Map.of(
                    "coordinator.port", "0",
                    "coordinator.pollEvery", "100ms",
                    "coordinator.pollAtMost", "200ms");

    private final Vertx vertx = Vertx.vertx();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void letters_of_an_urgent_job_come_by_the_topic_of_urgent_letters_and_no_others()
            throws IOException {
        try (RunningService service = service(Map.of("kafka.urgentTopic", "ocr.urgent"));
                Coordinator coordinator = Coordinator.start(service.settings(), () -> false)) {
            create(coordinator, "rush", "--priority", "10", "--watch");
            create(coordinator, "calm", "--priority", "9", "--watch");

            assertThat(jobsOf(service, "ocr.urgent")).containsExactly("rush", "rush");
            assertThat(jobsOf(service, "ocr.completed")).containsExactly("calm", "calm");
            assertThat(err.toString()).doesNotContain("no topic of urgent letters");
        }
    }

    @Test
    void on_nsq_they_come_by_the_topic_of_the_subscription_for_urgent_letters() throws IOException {
        try (NsqdDouble nsqd = NsqdDouble.start(vertx, NsqdRules.usual());
                RunningService service =
                        service(
                                Map.of(
                                        "events.from", "nsq",
                                        "events.to", "nsq",
                                        "nsq.nsqd", "127.0.0.1:" + nsqd.port(),
                                        "nsq.urgentSubscriptions", "ocr.urgent/inkstream"));
                Coordinator coordinator = Coordinator.start(service.settings(), () -> false)) {
            create(coordinator, "rush", "--priority", "10", "--watch");
            assertThat(topicsOfTasks(nsqd)).containsExactly("ocr.urgent");

            create(coordinator, "calm", "--watch");
            assertThat(topicsOfTasks(nsqd)).containsExactly("ocr.urgent", "enrichment");
        }
    }

    @Test
    void without_such_a_topic_an_urgent_job_is_enriched_as_any_other_and_says_what_it_lacks()
            throws IOException {
        try (RunningService service = service(Map.of());
                Coordinator coordinator = Coordinator.start(service.settings(), () -> false)) {
            create(coordinator, "rush", "--priority", "10", "--watch");

            assertThat(jobsOf(service, "ocr.completed")).containsExactly("rush", "rush");
            assertThat(err.toString())
                    .contains("no topic of urgent letters is set")
                    .contains("set kafka.urgentTopic");
        }
    }

    @Test
    void a_job_whose_letters_stand_in_both_topics_is_paid_once() throws IOException {
        ScriptedAgent agent = ScriptedAgent.start(vertx).await();
        Map<String, String> given =
                Map.of(
                        "kafka.urgentTopic",
                        "ocr.urgent",
                        "agents.url",
                        agent.url(),
                        "workflow.tools",
                        PEOPLE,
                        "coordinator.ringAgainAfter",
                        "1s");
        try (RunningService service = service(given)) {
            service.stopService();
            // Asked for while there was no such topic, and rung again once there is one.
            try (Coordinator before = Coordinator.start(withoutTopic(service), () -> false)) {
                create(before, "rush", "--priority", "10");
                service.awaitFound("job_documents", new JsonObject().put("rings", 1), 2);
            }
            try (Coordinator after = Coordinator.start(service.settings(), () -> false)) {
                service.awaitEvents("ocr.urgent", 2, task -> true);
                service.startService();

                assertThat(jobs(after, "show", "rush", "--watch")).isEqualTo(ExitCodes.OK);

                awaitRead(service);
                assertThat(jobsOf(service, "ocr.completed")).containsExactly("rush", "rush");
                assertThat(agent.requests()).as("calls that were paid").hasSize(2);
                assertThat(service.find("enriched_history", new JsonObject())).isEmpty();
            }
        }
    }

    /** A coordinator's, of before there was a topic of urgent letters. */
    private static Settings withoutTopic(RunningService service) {
        Map<String, String> given = new HashMap<>(QUICK);
        given.put("kafka.bootstrapServers", service.settings().kafka().bootstrapServers());
        given.put("kafka.partitions", "2");
        given.put("store.uri", service.settings().store().uri());
        return Settings.loader().override(given).load();
    }

    private RunningService service(Map<String, String> more) throws IOException {
        Map<String, String> given = new HashMap<>(QUICK);
        given.putAll(more);
        Path letters = Files.createDirectory(folder.resolve("letters"));
        Files.writeString(letters.resolve("anna.txt"), "My dear Anna,\nall is well.\nYours, B.");
        Files.writeString(letters.resolve("clara.txt"), "My dear Clara,\nso it is.\nYours, B.");
        return RunningService.start(folder.resolve("service"), given);
    }

    private void create(Coordinator coordinator, String id, String... more) {
        Stream<String> what = Stream.of("create", folder.resolve("letters").toString(), "--id", id);
        int code = jobs(coordinator, Stream.concat(what, Stream.of(more)).toArray(String[]::new));
        assertThat(code).as("%s %s", out, err).isEqualTo(ExitCodes.OK);
    }

    private int jobs(Coordinator coordinator, String... arguments) {
        Stream<String> where = Stream.of("--url", "http://127.0.0.1:" + coordinator.port());
        return new CommandLine(new JobsCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(Stream.of(arguments), where).toArray(String[]::new));
    }

    /** The job of each record of a topic. */
    private static List<String> jobsOf(RunningService service, String topic) {
        KafkaSettings reading =
                service.settings().kafka().read().stream()
                        .filter(one -> one.topics().ocrCompleted().equals(topic))
                        .findFirst()
                        .orElseThrow();
        int records = (int) ConsumerLag.ask(reading, LIMIT).records();
        return service.awaitEvents(topic, records, any -> true).stream()
                .map(task -> task.getString("enrichmentJobId"))
                .toList();
    }

    /** Blocks until every record of both topics is settled. */
    private static void awaitRead(RunningService service) {
        long began = System.nanoTime();
        List<KafkaSettings> read = service.settings().kafka().read();
        while (read.stream().anyMatch(one -> ConsumerLag.ask(one, LIMIT).behind() > 0)) {
            assertThat(System.nanoTime() - began).isLessThan(LIMIT.toNanos());
        }
    }

    /** Where tasks were published, each topic once, in the order in which they were first used. */
    private static List<String> topicsOfTasks(NsqdDouble nsqd) {
        return nsqd.commands().stream()
                .filter(command -> command.get(0).endsWith("PUB"))
                .map(command -> command.get(1))
                .filter(Set.of("ocr.urgent", "enrichment")::contains)
                .distinct()
                .toList();
    }
}
