package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole service with a receiver of spans: what leads from its scrape to a trace. */
class ScrapedTracesTest {
    private static final String LETTER =
            "Boston, May 3rd 1861\n\nDear Mother,\n\nI am well. Your loving son,\nHenry Adams";
    private static final String OPEN = "application/openmetrics-text; version=1.0.0";
    private static final Pattern EXEMPLAR =
            Pattern.compile("(\\w+)_bucket\\{.*} \\d+ # \\{.*trace_id=\"([0-9a-f]{32})\"}.*");
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private final List<byte[]> received = new CopyOnWriteArrayList<>();
    private final Path folder;

    ScrapedTracesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void buckets_of_a_letter_name_the_trace_that_the_receiver_of_spans_has() throws Exception {
        try (RunningService service = RunningService.start(folder, traced())) {
            String scrape = scrapeOfOneLetter(service, OPEN);
            String plain = get(service, "text/plain");
            Map<String, String> traces = traces(scrape);

            assertThat(traces)
                    .containsKeys(
                            "enrichment_document_seconds",
                            "enrichment_phase_seconds",
                            "enrichment_agent_response_seconds",
                            "enrichment_completeness_score");
            assertThat(traces.values()).as(scrape).containsOnly(onlyTrace(traces));
            awaitSpansOf(onlyTrace(traces));
            assertThat(plain).doesNotContain("trace_id").contains("enrichment_phase_seconds");
        }
    }

    @Test
    void without_a_receiver_of_spans_nothing_names_a_trace() throws Exception {
        try (RunningService service = RunningService.start(folder, Map.of())) {
            String scrape = scrapeOfOneLetter(service, OPEN);

            assertThat(scrape).endsWith("# EOF\n").doesNotContain("trace_id");
        }
    }

    private Map<String, String> traced() {
        HttpServer receiver =
                vertx.createHttpServer()
                        .requestHandler(
                                request ->
                                        request.body()
                                                .onSuccess(
                                                        body -> {
                                                            received.add(body.getBytes());
                                                            request.response().end();
                                                        }))
                        .listen(0, "127.0.0.1")
                        .await();
        return Map.of(
                "telemetry.otlpEndpoint",
                "http://127.0.0.1:" + receiver.actualPort(),
                "telemetry.spanInterval",
                "100ms");
    }

    /** A letter is announced before it is measured. */
    private String scrapeOfOneLetter(RunningService service, String accept) throws Exception {
        service.publish("letter-1", "collection-1", LETTER);
        service.awaitEnriched(1, 1);
        long began = System.nanoTime();
        String scrape = get(service, accept);
        while (!scrape.contains("enrichment_document_seconds_count 1")) {
            assertThat(System.nanoTime() - began).as(scrape).isLessThan(PATIENCE_NANOS);
            scrape = get(service, accept);
        }
        return scrape;
    }

    private String get(RunningService service, String accept)
            throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + service.managementPort() + "/metrics");
        return http.send(
                        HttpRequest.newBuilder(metrics).header("Accept", accept).build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** By histogram; where its buckets name several, the last. */
    private static Map<String, String> traces(String scrape) {
        return scrape.lines()
                .map(EXEMPLAR::matcher)
                .filter(Matcher::matches)
                .collect(
                        Collectors.toMap(
                                line -> line.group(1), line -> line.group(2), (one, two) -> two));
    }

    private static String onlyTrace(Map<String, String> traces) {
        return traces.get("enrichment_document_seconds");
    }

    private void awaitSpansOf(String trace) {
        String id = new String(HexFormat.of().parseHex(trace), StandardCharsets.ISO_8859_1);
        long began = System.nanoTime();
        while (received.stream().noneMatch(body -> unpacked(body).contains(id))) {
            assertThat(System.nanoTime() - began).as(trace).isLessThan(PATIENCE_NANOS);
            Thread.onSpinWait();
        }
    }

    private static String unpacked(byte[] body) {
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(unzipped.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
