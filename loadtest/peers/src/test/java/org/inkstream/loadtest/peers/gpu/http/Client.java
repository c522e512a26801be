package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A simulated server and a plain client that talks to it. */
final class Client implements AutoCloseable {
    static final JsonObject SCHEMA =
            new JsonObject(
                    """
                    {"type": "object", "title": "extract_people", "required": ["people"],
                     "properties": {"people": {"type": "array", "minItems": 1, "items":
                       {"type": "object", "required": ["name", "quote"], "properties":
                         {"name": {"type": "string"}, "quote": {"type": "string"}}}}}}
                    """);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final SimulatedServer server;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Client(ServerPlan plan) {
        this.server = SimulatedServer.start(vertx, plan).await();
    }

    /** The words of a request about a letter. */
    static JsonArray messages(String letter) {
        String user =
                "BEGIN DOCUMENT %s\nDear Mother, this is letter %s.\nEND DOCUMENT %s\n\nPeople?"
                        .formatted(letter, letter, letter);
        return new JsonArray().add(new JsonObject().put("role", "user").put("content", user));
    }

    static JsonObject ollama(String letter, boolean streamed) {
        return new JsonObject()
                .put("model", "llama3.2")
                .put("stream", streamed)
                .put("messages", messages(letter))
                .put("format", SCHEMA);
    }

    static JsonObject openAi(String model, String letter, boolean streamed) {
        JsonObject schema = new JsonObject().put("name", "extract_people").put("schema", SCHEMA);
        return new JsonObject()
                .put("model", model)
                .put("stream", streamed)
                .put("messages", messages(letter))
                .put(
                        "response_format",
                        new JsonObject().put("type", "json_schema").put("json_schema", schema));
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    HttpResponse<String> post(String path, JsonObject body) {
        return send(posting(path, body));
    }

    CompletableFuture<HttpResponse<String>> begin(String path, JsonObject body) {
        return http.sendAsync(posting(path, body), HttpResponse.BodyHandlers.ofString());
    }

    /** Reads the first bytes of a stream and goes away. */
    void leave(String path, JsonObject body) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                http.send(posting(path, body), HttpResponse.BodyHandlers.ofInputStream());
        response.body().read();
        response.body().close();
    }

    JsonObject stats() {
        return new JsonObject(get("/sim/stats").body());
    }

    void fault(String json) {
        HttpResponse<String> said = post("/sim/fault", new JsonObject(json));
        if (said.statusCode() != 200) {
            throw new AssertionError(said.body());
        }
    }

    private HttpRequest posting(String path, JsonObject body) {
        return request(path)
                .POST(HttpRequest.BodyPublishers.ofString(body.encode(), StandardCharsets.UTF_8))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(PATIENCE)
                .header("anthropic-version", "2023-06-01");
    }

    private HttpResponse<String> send(HttpRequest request) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    }

    @Override
    public void close() {
        server.close().await();
        vertx.close().await();
    }
}
