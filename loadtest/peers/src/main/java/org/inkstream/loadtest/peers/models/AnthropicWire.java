package org.inkstream.loadtest.peers.models;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bytes of Anthropic Messages: named server-sent events, or one message. */
final class AnthropicWire implements Wire {
    private static final String MESSAGES = "/v1/messages";
    private static final String COUNT = "/v1/messages/count_tokens";
    private static final String BATCHES = "/v1/messages/batches";

    private final Setup setup;
    private final AnthropicLimits limits = new AnthropicLimits();
    private final AnthropicBatches batches;

    AnthropicWire(Setup setup) {
        this.setup = setup;
        this.batches = new AnthropicBatches(this, setup);
    }

    @Override
    public boolean generates(ReceivedRequest request) {
        return request.is("POST", MESSAGES);
    }

    @Override
    public ModelRequest read(ReceivedRequest request) {
        JsonObject body = request.body();
        JsonObject output = body.getJsonObject("output_config", new JsonObject());
        JsonObject schema =
                output.getJsonObject("format", new JsonObject())
                        .getJsonObject("schema", new JsonObject());
        return new ModelRequest(
                request,
                body.getString("model", ""),
                ModelRequest.prompt(
                        ModelRequest.texts(body.getValue("system", "")),
                        body.getJsonArray("messages", new JsonArray())),
                schema,
                !schema.isEmpty(),
                body.getBoolean("stream", false),
                body.getInteger("max_tokens", 0));
    }

    @Override
    public Optional<Refused> objection(ReceivedRequest request) {
        JsonObject body = request.body();
        Optional<Refused> stranger = unknownCaller(request);
        if (stranger.isPresent()) {
            return stranger;
        }
        if (body.getInteger("max_tokens", 0) < 1) {
            return Optional.of(new Refused(400, "max_tokens: Field required"));
        }
        if (body.getJsonArray("messages", new JsonArray()).isEmpty()) {
            return Optional.of(new Refused(400, "messages: Field required"));
        }
        String model = body.getString("model", "");
        return setup.knows(model)
                ? Optional.empty()
                : Optional.of(new Refused(404, "model: " + model));
    }

    private Optional<Refused> unknownCaller(ReceivedRequest request) {
        if (!setup.key.isEmpty() && !request.header("x-api-key").equals(setup.key)) {
            return Optional.of(new Refused(401, "invalid x-api-key"));
        }
        return request.header("anthropic-version").isEmpty()
                ? Optional.of(new Refused(400, "anthropic-version: header is required"))
                : Optional.empty();
    }

    @Override
    public String contentType(ModelRequest request) {
        return request.streamed() ? "text/event-stream; charset=utf-8" : JSON;
    }

    /** The message begins, a block begins, and a ping. */
    @Override
    public int piecesBeforeText() {
        return 3;
    }

    @Override
    public List<Buffer> render(ModelRequest request, ModelAnswer answer) {
        return request.streamed()
                ? new AnthropicStream(answer).events()
                : List.of(message(answer).toBuffer());
    }

    /** The whole message. */
    static JsonObject message(ModelAnswer answer) {
        JsonArray content = new JsonArray();
        if (!answer.thinking().isEmpty()) {
            content.add(
                    new JsonObject()
                            .put("type", "thinking")
                            .put("thinking", answer.thinking())
                            .put("signature", AnthropicStream.SIGNATURE));
        }
        if (!answer.text().isEmpty()) {
            content.add(new JsonObject().put("type", "text").put("text", answer.text()));
        }
        return begun(answer)
                .put("content", content)
                .put("stop_reason", reason(answer.stop()))
                .put("usage", usage(answer.counts(), answer.counts().output()));
    }

    /** A message of which nothing is said yet. */
    static JsonObject begun(ModelAnswer answer) {
        return new JsonObject()
                .put("id", "msg_" + answer.number())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", answer.model())
                .put("content", new JsonArray())
                .put("stop_reason", null)
                .put("stop_sequence", null);
    }

    /** Here {@code input_tokens} excludes everything that has to do with the cache. */
    static JsonObject usage(TokenCounts counts, long output) {
        return new JsonObject()
                .put("input_tokens", counts.input())
                .put("cache_creation_input_tokens", counts.cacheWrites())
                .put("cache_read_input_tokens", counts.cacheRead())
                .put(
                        "cache_creation",
                        new JsonObject()
                                .put("ephemeral_5m_input_tokens", counts.cacheWrite5m())
                                .put("ephemeral_1h_input_tokens", counts.cacheWrite1h()))
                .put("output_tokens", output)
                .put("service_tier", "standard");
    }

    static String reason(ModelAnswer.Stop stop) {
        return switch (stop) {
            case END -> "end_turn";
            case LENGTH -> "max_tokens";
            case REFUSAL -> "refusal";
        };
    }

    @Override
    public Buffer error(int status, String message) {
        return errorObject(status, message).toBuffer();
    }

    @Override
    public Buffer errorEvent(int status, String message) {
        return AnthropicStream.event("error", errorObject(status, message));
    }

    static JsonObject errorObject(int status, String message) {
        JsonObject error = new JsonObject().put("type", errorType(status)).put("message", message);
        return new JsonObject()
                .put("type", "error")
                .put("error", error)
                .put("request_id", "req_scripted");
    }

    private static String errorType(int status) {
        return switch (status) {
            case 400 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> "api_error";
        };
    }

    @Override
    public String usualMessage(int status) {
        return status == 529 ? "Overloaded" : "scripted status " + status;
    }

    @Override
    public Map<String, String> headers() {
        return limits.next();
    }

    @Override
    public Page page(ReceivedRequest request) {
        Optional<Refused> stranger = unknownCaller(request);
        if (stranger.isPresent()) {
            return refused(stranger.get().status(), stranger.get().message());
        }
        if (request.is("POST", COUNT)) {
            long tokens = TokenCounts.tokens(read(request).prompt());
            return Page.json(new JsonObject().put("input_tokens", tokens).toBuffer());
        }
        return request.path().startsWith(BATCHES)
                ? batches.page(request, request.path().substring(BATCHES.length()))
                : refused(404, "Not found");
    }

    Page refused(int status, String message) {
        return new Page(status, JSON, error(status, message));
    }
}
