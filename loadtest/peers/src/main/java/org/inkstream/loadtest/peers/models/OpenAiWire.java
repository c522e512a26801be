package org.inkstream.loadtest.peers.models;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The bytes of OpenAI-compatible servers: server-sent events that end with {@code [DONE]}. */
final class OpenAiWire implements Wire {
    private static final String CHAT = "/v1/chat/completions";

    private final Setup setup;
    private final Slots slots;

    OpenAiWire(Setup setup, Slots slots) {
        this.setup = setup;
        this.slots = slots;
    }

    @Override
    public boolean generates(ReceivedRequest request) {
        return request.is("POST", CHAT);
    }

    @Override
    public ModelRequest read(ReceivedRequest request) {
        JsonObject body = request.body();
        JsonObject format = body.getJsonObject("response_format", new JsonObject());
        return new ModelRequest(
                request,
                body.getString("model", ""),
                ModelRequest.prompt(Stream.empty(), body.getJsonArray("messages", new JsonArray())),
                format.getJsonObject("json_schema", new JsonObject())
                        .getJsonObject("schema", new JsonObject()),
                format.getString("type", "text").startsWith("json"),
                body.getBoolean("stream", false),
                body.getInteger("max_completion_tokens", body.getInteger("max_tokens", 0)));
    }

    @Override
    public Optional<Refused> objection(ReceivedRequest request) {
        if (!setup.key.isEmpty()
                && !request.header("authorization").equals("Bearer " + setup.key)) {
            return Optional.of(new Refused(401, "Unauthorized"));
        }
        String model = request.body().getString("model", "");
        if (!setup.knows(model)) {
            return Optional.of(new Refused(404, "The model `" + model + "` does not exist."));
        }
        return request.body().getJsonArray("messages", new JsonArray()).isEmpty()
                ? Optional.of(new Refused(400, "messages: field required"))
                : Optional.empty();
    }

    @Override
    public String contentType(ModelRequest request) {
        return request.streamed() ? "text/event-stream; charset=utf-8" : JSON;
    }

    /** The one that says who speaks. */
    @Override
    public int piecesBeforeText() {
        return 1;
    }

    @Override
    public List<Buffer> render(ModelRequest request, ModelAnswer answer) {
        return request.streamed()
                ? new OpenAiStream(request, answer, setup.flavour).events()
                : List.of(whole(answer));
    }

    private Buffer whole(ModelAnswer answer) {
        boolean refused = answer.stop() == ModelAnswer.Stop.REFUSAL;
        JsonObject message =
                new JsonObject()
                        .put("role", "assistant")
                        .put("content", refused ? null : answer.text())
                        .put("refusal", refused ? answer.text() : null);
        if (!answer.thinking().isEmpty()) {
            message.put("reasoning_content", answer.thinking());
        }
        JsonObject choice =
                new JsonObject()
                        .put("index", 0)
                        .put("message", message)
                        .put("logprobs", null)
                        .put("finish_reason", OpenAiUsage.reason(answer.stop()));
        JsonObject whole =
                new JsonObject()
                        .put("id", id(answer))
                        .put("object", "chat.completion")
                        .put("created", Instant.now().getEpochSecond())
                        .put("model", answer.model())
                        .put("choices", new JsonArray().add(choice))
                        .put("usage", OpenAiUsage.usage(answer.counts(), setup.flavour));
        return OpenAiUsage.withTimings(whole, answer, setup.flavour).toBuffer();
    }

    static String id(ModelAnswer answer) {
        return "chatcmpl-" + answer.number();
    }

    @Override
    public Buffer error(int status, String message) {
        return errorObject(status, message).toBuffer();
    }

    @Override
    public Buffer errorEvent(int status, String message) {
        return OpenAiStream.event(errorObject(status, message));
    }

    private static JsonObject errorObject(int status, String message) {
        String type =
                switch (status) {
                    case 400 -> "BadRequestError";
                    case 401 -> "AuthenticationError";
                    case 404 -> "NotFoundError";
                    case 429 -> "RateLimitError";
                    case 503 -> "ServiceUnavailableError";
                    default -> "InternalServerError";
                };
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("message", message)
                                .put("type", type)
                                .put("param", null)
                                .put("code", status));
    }

    @Override
    public String usualMessage(int status) {
        return "scripted status " + status;
    }

    @Override
    public Page page(ReceivedRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "GET /health" -> Page.json(new JsonObject().put("status", "ok").toBuffer());
            case "GET /v1/models" -> Page.json(models().toBuffer());
            case "GET /metrics" -> metrics();
            default -> new Page(404, JSON, new JsonObject().put("detail", "Not Found").toBuffer());
        };
    }

    private Page metrics() {
        if (!setup.flavour.hasMetrics()) {
            return new Page(404, JSON, error(404, "Not Found"));
        }
        String text =
                setup.flavour.metrics(
                        setup.modelsListed().get(0), slots.running(), slots.waiting());
        return new Page(200, "text/plain; version=0.0.4; charset=utf-8", Buffer.buffer(text));
    }

    private JsonObject models() {
        List<JsonObject> models = new ArrayList<>();
        for (String name : setup.modelsListed()) {
            models.add(
                    new JsonObject()
                            .put("id", name)
                            .put("object", "model")
                            .put("created", Instant.now().getEpochSecond())
                            .put("owned_by", setup.flavour.owner()));
        }
        return new JsonObject().put("object", "list").put("data", new JsonArray(models));
    }
}
