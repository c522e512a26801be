package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.inkstream.agents.schema.ObjectSchema;

/** Asks inference servers one thing at a time and blocks, as simple programs do. For any thread. */
final class DirectClient {
    /** By which the servers know what a request is about. */
    private static final String TAG = "X-Inkstream-Call";

    private static final int OK = 200;
    private static final int CONTEXT = 8_192;
    private static final int MAX_OUTPUT = 2_048;
    private static final Duration LIMIT = Duration.ofHours(24);

    /** What is asked about. */
    record Letter(String documentId, String text) {
        String tag(String tool) {
            return new JsonObject().put("documentId", documentId).put("tool", tool).encode();
        }

        /** What stands in every answer about it. */
        String echo(String tool) {
            return tool + " of " + documentId + ".";
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Questions questions;
    private final Layout layout;

    DirectClient(Questions questions, Layout layout) {
        this.questions = questions;
        this.layout = layout;
    }

    /**
     * @return the answer if it follows the schema and is about that letter and tool
     */
    Optional<JsonObject> ask(
            ServerSpec.Engine engine, String url, String model, String tool, Letter letter) {
        JsonObject body =
                new JsonObject()
                        .put("model", model)
                        .put("messages", layout.messages(questions, tool, letter.text()))
                        .put("stream", false);
        boolean slots = engine == ServerSpec.Engine.SLOTS;
        String path = slots ? "/api/chat" : "/v1/chat/completions";
        JsonObject schema = questions.schema(tool);
        JsonObject asked = slots ? ollama(body, schema) : openAi(body, tool, schema);
        return send(URI.create(url + path), asked, letter.tag(tool))
                .flatMap(response -> content(slots, response))
                .filter(said -> said.contains(letter.echo(tool)))
                .flatMap(said -> answer(said, schema));
    }

    private static JsonObject ollama(JsonObject body, JsonObject schema) {
        return body.put("format", schema)
                .put("keep_alive", "30m")
                .put(
                        "options",
                        new JsonObject()
                                .put("num_ctx", CONTEXT)
                                .put("num_predict", MAX_OUTPUT)
                                .put("temperature", 0));
    }

    private static JsonObject openAi(JsonObject body, String tool, JsonObject schema) {
        return body.put("max_tokens", MAX_OUTPUT)
                .put("temperature", 0)
                .put(
                        "response_format",
                        new JsonObject()
                                .put("type", "json_schema")
                                .put(
                                        "json_schema",
                                        new JsonObject().put("name", tool).put("schema", schema)));
    }

    private Optional<JsonObject> send(URI uri, JsonObject body, String tag) {
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(LIMIT)
                        .header("content-type", "application/json")
                        .header(TAG, tag)
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() == OK
                    ? Optional.of(new JsonObject(response.body()))
                    : Optional.empty();
        } catch (IOException broken) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> content(boolean slots, JsonObject response) {
        JsonArray choices = response.getJsonArray("choices", new JsonArray());
        JsonObject holder = slots || choices.isEmpty() ? response : choices.getJsonObject(0);
        return Optional.ofNullable(
                holder.getJsonObject("message", new JsonObject()).getString("content"));
    }

    private static Optional<JsonObject> answer(String text, JsonObject schema) {
        try {
            JsonObject answer = new JsonObject(text);
            return new ObjectSchema(schema).problem(answer).isEmpty()
                    ? Optional.of(answer)
                    : Optional.empty();
        } catch (DecodeException noJson) {
            return Optional.empty();
        }
    }
}
