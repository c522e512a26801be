package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.inkstream.pipeline.ops.OperatorLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a whole service shows of one letter: log lines, meters, health. */
class SeenByOperatorsTest {
    private static final String MARK = "Zanzibarquux";
    private static final String LETTER =
            "Boston, May 3rd 1861\n\nDear Mother,\n\nI am well in "
                    + MARK
                    + ". Your loving son,\nHenry Adams";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Path folder;
    private RunningService service;

    SeenByOperatorsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void enrichOne() {
        ours().addAppender(log);
        log.start();
        service = RunningService.start(folder, Map.of());
        service.publish("letter-1", "collection-1", LETTER);
        service.awaitEnriched(1, 1);
    }

    @AfterEach
    void close() {
        operators().setLevel(null);
        ours().detachAppender(log);
        service.close();
    }

    @Test
    void everything_that_happened_stands_in_the_log_the_scrape_and_health() throws Exception {
        awaitLine("enriched");
        String metrics = get("/metrics").body();
        HttpResponse<String> health = get("/health");

        assertThat(messages())
                .contains("Invoking metadata-agent/extract_document_type (timeout: 30s)")
                .filteredOn(message -> message.startsWith("Document letter-1 enriched"))
                .singleElement()
                .asString()
                .matches(
                        "Document letter-1 enriched, total_processing_time: [0-9.]+s, _source: .*actual \\d+.*");
        assertThat(letterLine().getKeyValuePairs())
                .extracting(pair -> pair.key)
                .containsExactly("documentId", "outcome", "tookMs", "costMicroUsd");
        assertThat(metrics)
                .contains("enrichment_phase_seconds_count{phase=\"metadata-agent\"} 1")
                .contains("enrichment_phase_seconds_count{phase=\"finish\"} 1")
                .contains("enrichment_missing_fields_total{field=")
                .contains("enrichment_agent_available{agent=\"entity-agent\"} 1.0")
                .contains("enrichment_dead_letters_total{error_class=\"invalid_data\"} 0.0");
        assertThat(health.statusCode()).isEqualTo(200);
        JsonObject parts = new JsonObject(health.body()).getJsonObject("checks");
        assertThat(parts.fieldNames())
                .containsExactlyInAnyOrder(
                        "database", "queue", "workers", "endpoints", "apiQuota", "rateLimiter");
        assertThat(new JsonObject(health.body()).getString("status")).isEqualTo("UP");
        assertThat(metrics + health.body() + String.join("\n", lines())).doesNotContain(MARK);
    }

    @Test
    void a_line_of_the_log_can_be_json_with_its_key_values() {
        awaitLine("enriched");
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(ours().getLoggerContext());
        encoder.start();

        JsonObject line =
                new JsonObject(
                        new String(encoder.encode(letterLine()), StandardCharsets.UTF_8).strip());

        JsonArray pairs = line.getJsonArray("kvpList");
        assertThat(pairs.encode()).contains("\"outcome\"", "\"tookMs\"");
    }

    @Test
    void without_the_phrases_a_letter_still_has_its_one_line() {
        operators().setLevel(Level.OFF);
        service.publish("letter-2", "collection-1", LETTER);
        service.awaitEnriched(2, 1);
        awaitLine("letter has its result");

        assertThat(messages()).noneMatch(message -> message.contains("Document letter-2"));
        assertThat(lines())
                .filteredOn(line -> line.contains("letter has its result"))
                .singleElement()
                .asString()
                .contains("letter-2", "outcome", "costMicroUsd");
    }

    /** A letter is announced before its line is written. */
    private void awaitLine(String part) {
        long began = System.nanoTime();
        while (lines().stream().noneMatch(line -> line.contains(part))) {
            assertThat(System.nanoTime() - began).as(part).isLessThan(20_000_000_000L);
            Thread.onSpinWait();
        }
    }

    private ILoggingEvent letterLine() {
        return events().stream()
                .filter(event -> event.getFormattedMessage().startsWith("Document letter-1"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> messages() {
        return events().stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private List<String> lines() {
        return events().stream()
                .map(event -> event.getFormattedMessage() + " " + pairs(event))
                .toList();
    }

    private static String pairs(ILoggingEvent event) {
        return event.getKeyValuePairs() == null
                ? ""
                : event.getKeyValuePairs().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(" "));
    }

    private List<ILoggingEvent> events() {
        // It appends under this lock.
        synchronized (log) {
            return List.copyOf(log.list);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + service.managementPort() + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("org.inkstream");
    }

    private static Logger operators() {
        return (Logger) LoggerFactory.getLogger(OperatorLog.NAME);
    }
}
