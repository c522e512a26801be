package org.inkstream.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.inkstream.app.enrich.EnrichCommand;
import org.inkstream.command.ExitCodes;
import org.inkstream.loadtest.peers.gpu.EngineStats;
import org.inkstream.loadtest.peers.gpu.ParameterSet;
import org.inkstream.loadtest.peers.gpu.http.EngineKind;
import org.inkstream.loadtest.peers.gpu.http.ServerPlan;
import org.inkstream.loadtest.peers.gpu.http.SimulatedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The sample letters with three tools of a model on a simulated GPU, alone and together. */
class EnrichFusedIT {
    private static final Path SAMPLES = Path.of("../samples");
    private static final int LETTERS = 17;
    private static final List<String> TOGETHER =
            List.of("extract_people", "extract_locations", "extract_events");
    private static final String MODELS =
            """
            endpoints:
              gpu: {kind: ollama, url: "%s", concurrent: 4}
            models:
              local: {endpoint: gpu, model: llama3.2, contextTokens: 16384, maxOutputTokens: 1024}
            routes:
              extract_people: [local]
              extract_locations: [local]
              extract_events: [local]
            """;
    private static final String FUSION =
            "fusion: {groups: [[" + String.join(", ", TOGETHER) + "]], linger: 500ms}\n";

    /** Two, so that no tool can meet one when it is asked together, alone and for a repair. */
    private static final String FAULTS =
            "{\"next\": [{\"kind\": \"partial\"}, {\"kind\": \"truncated\"}]}";

    @TempDir private Path folder;

    private final Vertx vertx = Vertx.vertx();

    /** What came of a run: the letters by name, and what the server did for them. */
    private record Played(List<JsonObject> letters, EngineStats server) {}

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void letters_are_the_same_and_take_a_third_of_the_calls_and_each_token_is_in_the_ledger_once()
            throws IOException {
        Played alone = enrich("alone", "", "");
        Played together = enrich("together", FUSION, "");

        assertThat(together.letters()).hasSize(LETTERS);
        for (int i = 0; i < LETTERS; i++) {
            assertThat(fields(together.letters().get(i))).isEqualTo(fields(alone.letters().get(i)));
        }
        assertThat(alone.server().finished()).isEqualTo(3L * LETTERS);
        assertThat(together.server().finished()).isEqualTo(LETTERS);
        assertThat(tokens(alone)).isEqualTo(billed(alone));
        assertThat(tokens(together)).isEqualTo(billed(together));
    }

    @Test
    void what_is_missing_from_an_answer_is_asked_alone_and_the_letters_are_the_same()
            throws IOException {
        Played alone = enrich("alone", "", "");
        Played together = enrich("together", FUSION, FAULTS);

        for (int i = 0; i < LETTERS; i++) {
            for (String tool : TOGETHER) {
                assertThat(tool(together.letters().get(i), tool).getString("_source"))
                        .isEqualTo("actual");
            }
            assertThat(fields(together.letters().get(i))).isEqualTo(fields(alone.letters().get(i)));
        }
        assertThat(together.server().finished())
                .isGreaterThan(LETTERS)
                .isLessThan(alone.server().finished());
        assertThat(tokens(together)).isEqualTo(billed(together));
    }

    private static long billed(Played played) {
        return played.server().promptTokens() + played.server().writtenTokens();
    }

    /** As the letters have it, of all three tools. */
    private static long tokens(Played played) {
        return played.letters().stream()
                .flatMap(letter -> TOGETHER.stream().map(tool -> tool(letter, tool)))
                .mapToLong(tool -> tool.getLong("tokens"))
                .sum();
    }

    /** Their values, states and evidence, without what they took. */
    private static List<JsonObject> fields(JsonObject letter) {
        return letter.getJsonArray("fields").stream()
                .map(JsonObject.class::cast)
                .map(
                        field -> {
                            JsonObject read = field.copy();
                            read.remove("origin");
                            return read;
                        })
                .toList();
    }

    private static JsonObject tool(JsonObject letter, String name) {
        return letter.getJsonObject("tools").getJsonObject(name);
    }

    private Played enrich(String name, String fusion, String faults) throws IOException {
        SimulatedServer server =
                SimulatedServer.start(
                                vertx,
                                ServerPlan.of(EngineKind.OLLAMA, ParameterSet.RTX4090, 20, 5))
                        .await();
        if (!faults.isEmpty()) {
            post(server.url() + "/sim/fault", faults);
        }
        Path models = folder.resolve(name + "-models.yaml");
        Files.writeString(models, MODELS.formatted(server.url()) + fusion);
        Path settings = folder.resolve(name + ".yaml");
        Files.writeString(settings, "inference: {models: \"" + models + "\"}\n");
        Path out = folder.resolve(name);
        StringWriter printed = new StringWriter();
        CommandLine command =
                new CommandLine(new EnrichCommand())
                        .setOut(new PrintWriter(printed))
                        .setErr(new PrintWriter(printed));

        int code =
                command.execute(
                        SAMPLES.toString(),
                        "--out",
                        out.toString(),
                        "--settings",
                        settings.toString(),
                        "--no-reuse");

        assertThat(code).as(printed.toString()).isEqualTo(ExitCodes.OK);
        try (Stream<Path> results = Files.list(out.resolve("letters"))) {
            List<JsonObject> letters = results.sorted().map(EnrichFusedIT::read).toList();
            return new Played(letters, server.stats().await());
        }
    }

    private static void post(String url, String body) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)).build();
        try {
            HttpResponse<String> done =
                    HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private static JsonObject read(Path result) {
        try {
            return new JsonObject(Files.readString(result));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
