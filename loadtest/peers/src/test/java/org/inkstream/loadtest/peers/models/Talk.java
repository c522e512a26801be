package org.inkstream.loadtest.peers.models;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A scripted server with a plain client that talks to it. */
final class Talk implements AutoCloseable {
    static final JsonObject SCHEMA =
            new JsonObject(
                    """
                    {"type": "object",
                     "required": ["summary", "people"],
                     "properties": {
                       "summary": {"type": "string"},
                       "confidence": {"type": "number", "minimum": 0, "maximum": 1},
                       "people": {"type": "array", "minItems": 1,
                         "items": {"type": "object", "required": ["quote"],
                           "properties": {"quote": {"type": "string"}}}}}}
                    """);

    private static final long PATIENCE_S = 10;

    final ScriptedModelServer server;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final Dialect dialect;

    /**
     * @param headers of the response
     */
    record Answer(int status, MultiMap headers, Buffer body) {
        JsonObject json() {
            return body.toJsonObject();
        }

        /** Each line of NDJSON or JSONL. */
        List<JsonObject> lines() {
            return body.toString().lines().map(JsonObject::new).toList();
        }

        /** The data of each server-sent event that is JSON. */
        List<JsonObject> events() {
            return data().filter(data -> data.startsWith("{")).map(JsonObject::new).toList();
        }

        Stream<String> data() {
            return body.toString()
                    .lines()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> line.substring("data: ".length()));
        }
    }

    private Talk(Dialect dialect) {
        this.dialect = dialect;
        this.server = ScriptedModelServer.start(vertx, dialect).await();
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions().setDefaultPort(server.port()),
                        new PoolOptions().setHttp1MaxSize(50));
    }

    static Talk to(Dialect dialect) {
        return new Talk(dialect);
    }

    Vertx vertx() {
        return vertx;
    }

    /** A request for an answer with {@link #SCHEMA} to which nothing can be objected. */
    JsonObject question(boolean streamed) {
        JsonObject question =
                new JsonObject()
                        .put("model", "llama3.2")
                        .put("stream", streamed)
                        .put(
                                "messages",
                                List.of(
                                        new JsonObject()
                                                .put("role", "user")
                                                .put("content", "Dear Sir, 16 ch")));
        return switch (dialect) {
            case OLLAMA -> question.put("format", SCHEMA);
            case OPENAI ->
                    question.put(
                            "response_format",
                            new JsonObject()
                                    .put("type", "json_schema")
                                    .put(
                                            "json_schema",
                                            new JsonObject()
                                                    .put("name", "letter")
                                                    .put("schema", SCHEMA)));
            case ANTHROPIC ->
                    question.put("max_tokens", 1_000)
                            .put(
                                    "output_config",
                                    new JsonObject()
                                            .put(
                                                    "format",
                                                    new JsonObject()
                                                            .put("type", "json_schema")
                                                            .put("schema", SCHEMA)));
        };
    }

    String path() {
        return switch (dialect) {
            case OLLAMA -> "/api/chat";
            case OPENAI -> "/v1/chat/completions";
            case ANTHROPIC -> "/v1/messages";
        };
    }

    /** The text of a good answer, whole or streamed. */
    String text(Answer answer, boolean streamed) {
        return switch (dialect) {
            case OLLAMA ->
                    (streamed ? answer.lines() : List.of(answer.json()))
                            .stream()
                                    .map(line -> line.getJsonObject("message").getString("content"))
                                    .reduce("", String::concat);
            case OPENAI -> streamed ? openAiText(answer) : choice(answer).getString("content");
            case ANTHROPIC ->
                    streamed
                            ? anthropicText(answer)
                            : answer.json()
                                    .getJsonArray("content")
                                    .getJsonObject(0)
                                    .getString("text");
        };
    }

    static JsonObject choice(Answer answer) {
        return answer.json().getJsonArray("choices").getJsonObject(0).getJsonObject("message");
    }

    private static String openAiText(Answer answer) {
        return answer.events().stream()
                .filter(event -> !event.getJsonArray("choices").isEmpty())
                .map(event -> event.getJsonArray("choices").getJsonObject(0))
                .map(choice -> choice.getJsonObject("delta").getString("content", ""))
                .reduce("", String::concat);
    }

    private static String anthropicText(Answer answer) {
        return answer.events().stream()
                .filter(event -> event.getString("type").equals("content_block_delta"))
                .map(event -> event.getJsonObject("delta").getString("text", ""))
                .reduce("", String::concat);
    }

    Answer ask(boolean streamed) {
        return post(path(), question(streamed));
    }

    Future<Answer> begin(boolean streamed) {
        return open(HttpMethod.POST, path(), question(streamed).toBuffer()).compose(Talk::whole);
    }

    Answer post(String path, JsonObject body) {
        return wait(open(HttpMethod.POST, path, body.toBuffer()).compose(Talk::whole));
    }

    Answer get(String path) {
        return wait(open(HttpMethod.GET, path, Buffer.buffer()).compose(Talk::whole));
    }

    /** Completes with the head of the response, whose body is held back. */
    Future<HttpClientResponse> open(HttpMethod method, String path, Buffer body) {
        return client.request(method, path)
                .compose(request -> headed(request).send(body))
                .map(
                        response -> {
                            response.pause();
                            return response;
                        });
    }

    Future<HttpClientRequest> request() {
        return client.request(HttpMethod.POST, path()).map(this::headed);
    }

    private HttpClientRequest headed(HttpClientRequest request) {
        return request.putHeader("content-type", "application/json")
                .putHeader("anthropic-version", "2023-06-01")
                .putHeader("x-api-key", "key")
                .putHeader("authorization", "Bearer key");
    }

    private static Future<Answer> whole(HttpClientResponse response) {
        Future<Buffer> body = response.body();
        response.resume();
        return body.map(bytes -> new Answer(response.statusCode(), response.headers(), bytes));
    }

    static <T> T wait(Future<T> future) {
        return future.timeout(PATIENCE_S, TimeUnit.SECONDS).await();
    }

    /** The failure of something that must not succeed. */
    static Throwable failure(Future<?> future) {
        return wait(
                future.map(any -> (Throwable) new AssertionError("succeeded"))
                        .recover(Future::succeededFuture));
    }

    @Override
    public void close() {
        client.close().await();
        server.close().await();
        vertx.close().await();
    }
}
