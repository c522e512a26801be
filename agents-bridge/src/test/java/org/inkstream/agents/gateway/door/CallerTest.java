package org.inkstream.agents.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.gateway.ScriptEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.models.ModelCatalogue;
import org.inkstream.models.ModelSpec;
import org.inkstream.models.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose calls foreign requests are thought to be, as the gateway sees them. */
class CallerTest {
    private static final ModelCatalogue MODELS =
            new ModelCatalogue(
                    Map.of("gpu", ScriptEndpoint.spec(1, 1)),
                    Map.of(
                            "local",
                            ScriptEndpoint.MODEL,
                            "backlog",
                            new ModelSpec(
                                    "backlog",
                                    "gpu",
                                    "m",
                                    8192,
                                    512,
                                    0,
                                    Duration.ZERO,
                                    Duration.ofMinutes(1))),
                    Map.of(),
                    Route.RULES_ONLY,
                    Map.of());

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<ModelRequest> asked = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @BeforeEach
    void start() {
        FrontDoor door =
                new FrontDoor(
                        vertx,
                        (request, progress) -> {
                            asked.add(request);
                            ScriptEndpoint script = new ScriptEndpoint();
                            var generation = script.generate(request);
                            script.running.get(0).answers("{}");
                            return generation;
                        },
                        MODELS);
        port =
                vertx.createHttpServer()
                        .requestHandler(door::serve)
                        .listen(0, "127.0.0.1")
                        .await()
                        .actualPort();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void a_caller_is_a_collection_of_its_own_by_its_name_or_its_program() throws Exception {
        CallTag named = ask("Dear Sir", Caller.NAME, "catalogue");
        CallTag unnamed = ask("Dear Sir", "User-Agent", "ollama-python/0.6.3 (x86_64)");

        assertThat(named.collectionId()).isEqualTo("caller:catalogue");
        assertThat(unnamed.collectionId()).isEqualTo("caller:ollama-python");
    }

    @Test
    void what_the_tag_says_wins() throws Exception {
        CallTag tag =
                ask(
                        "Dear Sir",
                        Caller.TAG,
                        "{\"collectionId\":\"c\",\"documentId\":\"d\",\"priority\":3,"
                                + "\"groupId\":\"g\",\"groupSize\":4,\"remainingMs\":5000}");

        assertThat(tag)
                .extracting(
                        CallTag::collectionId,
                        CallTag::documentId,
                        CallTag::priority,
                        CallTag::groupId,
                        CallTag::groupSize,
                        CallTag::remaining)
                .containsExactly("c", "d", 3, "g", 4, Duration.ofSeconds(5));
    }

    @Test
    void requests_that_begin_with_the_same_letter_are_a_group() throws Exception {
        String letter = "Dear Sir, the harvest was poor. ".repeat(50);

        CallTag people = ask(letter + "Who?", Caller.NAME, "a");
        CallTag places = ask(letter + "Where?", Caller.NAME, "a");
        CallTag other = ask("Dear Madam, " + letter + "Who?", Caller.NAME, "a");

        assertThat(people.groupId()).isEqualTo(places.groupId()).isNotEqualTo(other.groupId());
    }

    @Test
    void models_that_answer_after_a_day_are_not_behind_the_door() throws Exception {
        assertThat(status("backlog", "Dear Sir", List.of())).isEqualTo(404);
    }

    private CallTag ask(String prompt, String header, String value) throws Exception {
        assertThat(status("local", prompt, List.of(header, value))).isEqualTo(200);
        ModelRequest request = asked.poll(10, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request.tag();
    }

    private int status(String model, String prompt, List<String> headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/generate"))
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        new JsonObject()
                                                .put("model", model)
                                                .put("prompt", prompt)
                                                .encode()));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(new String[0]));
        }
        return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }
}
