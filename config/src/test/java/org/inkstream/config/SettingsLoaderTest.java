package org.inkstream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.config.InvalidSettings.Problem;
import org.inkstream.config.KafkaSettings.GroupProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
    private final Path folder;

    SettingsLoaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void without_any_source_the_defaults_hold() {
        Settings settings = Settings.defaults();

        assertThat(settings.kafka().partitions()).isEqualTo(12);
        assertThat(settings.kafka().topics().deadLetters()).isEqualTo("ocr.completed.dlq");
        assertThat(settings.kafka().groupProtocol()).isEqualTo(GroupProtocol.CONSUMER);
        assertThat(settings.journal().deadAfter()).isEqualTo(Duration.ofSeconds(8));
        assertThat(settings.store().retention()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.workflow().tools()).isEmpty();
        assertThat(settings.agents().breaker().failures()).isEqualTo(10);
        assertThat(settings.instance().stateFolder()).isEqualTo(Path.of("./var"));
    }

    @Test
    void reading_from_nsq_or_writing_to_it_needs_somebody_to_connect_to() {
        InvalidSettings refused =
                catchThrowableOfType(
                        InvalidSettings.class,
                        () ->
                                Settings.loader()
                                        .override(Map.of("events.from", "both", "events.to", "nsq"))
                                        .load());

        assertThat(refused.problems()).extracting(Problem::key).containsOnly("nsq.nsqd");
    }

    @Test
    void what_is_written_to_nsq_does_not_come_back_as_letters() {
        InvalidSettings refused =
                catchThrowableOfType(
                        InvalidSettings.class,
                        () ->
                                Settings.loader()
                                        .override(
                                                Map.of("nsq.subscriptions", "document.review/mine"))
                                        .load());

        assertThat(refused.problems()).extracting(Problem::key).containsOnly("nsq.subscriptions");
    }

    @Test
    void the_login_to_nsq_is_never_shown() {
        Settings settings = Settings.loader().override(Map.of("nsq.authSecret", "s3cret")).load();

        assertThat(settings.nsq().authSecret()).isEqualTo("s3cret");
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void a_secret_may_stand_in_a_file_and_is_never_shown() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "s3cret\n");

        Settings settings =
                Settings.loader()
                        .environment(Map.of("INKSTREAM_AGENTS_TOKEN_FILE", token.toString()))
                        .load();

        assertThat(settings.agents().token()).isEqualTo("s3cret");
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void a_secret_that_is_given_twice_or_whose_file_is_missing_is_refused() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "s3cret");

        InvalidSettings refused =
                catchThrowableOfType(
                        InvalidSettings.class,
                        () ->
                                Settings.loader()
                                        .environment(
                                                Map.of(
                                                        "INKSTREAM_AGENTS_TOKEN", "other",
                                                        "INKSTREAM_AGENTS_TOKEN_FILE",
                                                                token.toString(),
                                                        "INKSTREAM_STORE_URI_FILE", "/no/such",
                                                        "INKSTREAM_NO_SUCH_FILE", "/no/such"))
                                        .load());

        assertThat(refused.problems())
                .extracting(Problem::key)
                .containsExactlyInAnyOrder(
                        "INKSTREAM_AGENTS_TOKEN_FILE",
                        "INKSTREAM_STORE_URI_FILE",
                        "INKSTREAM_NO_SUCH_FILE");
        assertThat(refused).hasMessageNotContaining("s3cret").hasMessageNotContaining("other");
    }

    @Test
    void a_setting_that_is_a_file_is_no_secret_in_one() {
        Settings settings =
                Settings.loader().environment(Map.of("INKSTREAM_NSQ_TLS_CA_FILE", "ca.pem")).load();

        assertThat(settings.nsq().tls().caFile()).isEqualTo("ca.pem");
    }

    @Test
    void the_command_line_wins_over_the_environment_over_the_file_over_the_default()
            throws IOException {
        Path file =
                write(
                        """
                        kafka: {partitions: 2, replication: 2, maxPollRecords: 2}
                        workflow:
                          tools: [extract_people, extract_closing]
                        """);

        Settings settings =
                Settings.loader()
                        .override(Map.of("kafka.maxPollRecords", "4"))
                        .environment(
                                Map.of(
                                        "INKSTREAM_KAFKA_REPLICATION", "3",
                                        "INKSTREAM_KAFKA_MAX_POLL_RECORDS", "3"))
                        .file(file)
                        .load();

        assertThat(settings.kafka().partitions()).isEqualTo(2);
        assertThat(settings.kafka().replication()).isEqualTo(3);
        assertThat(settings.kafka().maxPollRecords()).isEqualTo(4);
        assertThat(settings.kafka().groupId()).isEqualTo("inkstream");
        assertThat(settings.workflow().tools())
                .containsExactly("extract_people", "extract_closing");
    }

    @Test
    void the_environment_can_say_everything_that_a_file_can() {
        Settings settings =
                Settings.loader()
                        .environment(
                                Map.of(
                                        "INKSTREAM_KAFKA_BOOTSTRAP_SERVERS", "a:1,[::1]:2",
                                        "INKSTREAM_KAFKA_GROUP_PROTOCOL", "Classic",
                                        "INKSTREAM_KAFKA_PROPERTIES_SASL_MECHANISM", "PLAIN",
                                        "INKSTREAM_JOURNAL_FLUSH_WINDOW", "5ms",
                                        "INKSTREAM_AGENTS_HTTP2", "true",
                                        "INKSTREAM_AGENTS_RETRY_BUDGET", "0.5",
                                        "INKSTREAM_WORKFLOW_TOOLS",
                                                "extract_people, extract_closing",
                                        "PATH", "/bin"))
                        .load();

        assertThat(settings.kafka().bootstrapServers()).isEqualTo("a:1,[::1]:2");
        assertThat(settings.kafka().groupProtocol()).isEqualTo(GroupProtocol.CLASSIC);
        assertThat(settings.kafka().properties()).isEqualTo(Map.of("sasl.mechanism", "PLAIN"));
        assertThat(settings.journal().flushWindow()).isEqualTo(Duration.ofMillis(5));
        assertThat(settings.agents().http2()).isTrue();
        assertThat(settings.agents().retryBudget()).isEqualTo(0.5);
        assertThat(settings.workflow().tools())
                .containsExactly("extract_people", "extract_closing");
    }

    @Test
    void kafka_properties_are_merged_entry_by_entry() throws IOException {
        Path file =
                write(
                        """
                        kafka:
                          properties: {sasl.mechanism: PLAIN, retries: 7, enable.metrics.push: false}
                        """);

        Settings settings =
                Settings.loader()
                        .file(file)
                        .override(Map.of("kafka.properties.sasl.mechanism", "GSSAPI"))
                        .load();

        assertThat(settings.kafka().properties())
                .isEqualTo(
                        Map.of(
                                "sasl.mechanism", "GSSAPI",
                                "retries", "7",
                                "enable.metrics.push", "false"));
    }

    @Test
    void every_problem_of_every_source_is_reported_with_its_origin() throws IOException {
        Path file =
                write(
                        """
                        kafka:
                          partitons: 3
                          partitions: many
                          replication: 10
                          maxPollRecords: 0
                          topics: {deadLetters: "not legal", costRecorded: no}
                        store: somewhere
                        journal:
                          beat:
                        """);
        Map<String, String> overrides = new LinkedHashMap<>();
        overrides.put("agents.breaker.window", "soon");
        overrides.put("htp.port", "1");

        InvalidSettings invalid =
                invalid(
                        Settings.loader()
                                .file(file)
                                .environment(
                                        Map.of(
                                                "INKSTREAM_JOURNAL_DEAD_AFTER", "2s",
                                                "INKSTREAM_KAFKA_PARTITION", "3"))
                                .override(overrides));

        assertThat(invalid.problems())
                .containsExactlyInAnyOrder(
                        new Problem(
                                "kafka.partitons",
                                file.toString(),
                                "is not a setting; did you mean 'kafka.partitions'?"),
                        new Problem(
                                "kafka.partitions",
                                file.toString(),
                                "must be a whole number, got 'many'"),
                        new Problem("kafka.replication", file.toString(), "must be 1 to 9, got 10"),
                        new Problem(
                                "kafka.maxPollRecords",
                                file.toString(),
                                "must be 1 to 10000, got 0"),
                        new Problem(
                                "kafka.topics.deadLetters",
                                file.toString(),
                                "must be 1 to 249 letters, digits, dots, - or _, got 'not legal'"),
                        new Problem(
                                "kafka.topics.costRecorded",
                                file.toString(),
                                "must be text: put 'false' in quotes"),
                        new Problem(
                                "store", file.toString(), "must hold keys of its own, not a value"),
                        new Problem(
                                "journal.beat",
                                file.toString(),
                                "has no value; write \"\" for an empty text, or leave the key"
                                        + " out"),
                        new Problem(
                                "journal.deadAfter",
                                "INKSTREAM_JOURNAL_DEAD_AFTER",
                                "must be 3s to 5m, got 2s"),
                        new Problem(
                                "INKSTREAM_KAFKA_PARTITION",
                                "environment",
                                "is not a setting; did you mean 'INKSTREAM_KAFKA_PARTITIONS'?"),
                        new Problem(
                                "agents.breaker.window",
                                "--set",
                                "must be a duration such as 500ms, 8s, 2m, 1h or 7d, got 'soon'"),
                        new Problem(
                                "htp.port",
                                "--set",
                                "is not a setting; did you mean 'http.port'?"));
        assertThat(invalid.toString().lines()).hasSize(13);
    }

    @Test
    void a_missing_file_does_not_hide_the_other_problems() {
        InvalidSettings invalid =
                invalid(
                        Settings.loader()
                                .file(folder.resolve("none.yaml"))
                                .override(Map.of("http.port", "70000")));

        assertThat(invalid)
                .hasMessageContainingAll(
                        "none.yaml: there is no such settings file",
                        "http.port (--set): must be 0 to 65535, got 70000");
    }

    @Test
    void the_service_links_of_kubernetes_are_not_taken_for_settings() {
        Map<String, String> links =
                Map.of(
                        "INKSTREAM_SERVICE_HOST", "10.0.0.1",
                        "INKSTREAM_SERVICE_PORT_HTTP", "8002",
                        "INKSTREAM_PORT", "tcp://10.0.0.1:8002",
                        "INKSTREAM_BACKEND_PORT_9092_TCP_ADDR", "10.0.0.2");

        assertThat(Settings.loader().environment(links).load()).isEqualTo(Settings.defaults());
    }

    @Test
    void what_is_urgent_is_read_from_a_topic_of_its_own() {
        Settings settings =
                Settings.loader().override(Map.of("kafka.urgentTopic", "ocr.urgent")).load();

        assertThat(settings.kafka().read())
                .extracting(read -> read.topics().ocrCompleted() + " by " + read.groupId())
                .containsExactly("ocr.completed by inkstream", "ocr.urgent by inkstream-urgent");
        for (String taken : List.of("ocr.completed", "document.enriched", "no topic")) {
            assertThatThrownBy(
                            () ->
                                    Settings.loader()
                                            .override(Map.of("kafka.urgentTopic", taken))
                                            .load())
                    .hasMessageContaining("kafka.urgentTopic");
        }
    }

    @Test
    void secrets_stand_in_no_message() {
        InvalidSettings invalid =
                invalid(Settings.loader().override(Map.of("store.uri", "mongo://u:secret@h")));
        Settings settings =
                Settings.loader()
                        .override(
                                Map.of(
                                        "store.uri", "mongodb://u:secret@h",
                                        "kafka.properties.sasl.jaas.config", "secret"))
                        .load();

        assertThat(invalid.getMessage()).contains("store.uri").doesNotContain("secret");
        assertThat(settings.toString()).contains("sasl.jaas.config").doesNotContain("secret");
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("settings.yaml"), yaml);
    }

    private static InvalidSettings invalid(SettingsLoader loader) {
        return catchThrowableOfType(InvalidSettings.class, loader::load);
    }
}
