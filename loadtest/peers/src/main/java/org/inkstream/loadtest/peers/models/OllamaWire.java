package org.inkstream.loadtest.peers.models;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The bytes of Ollama: NDJSON, unless the client asks for a whole answer. */
final class OllamaWire implements Wire {
    private static final String CHAT = "/api/chat";
    private static final String GENERATE = "/api/generate";

    private final Setup setup;
    private final OllamaModels models;

    OllamaWire(Setup setup) {
        this.setup = setup;
        this.models = new OllamaModels(setup);
    }

    @Override
    public boolean generates(ReceivedRequest request) {
        return request.is("POST", CHAT) || request.is("POST", GENERATE);
    }

    @Override
    public ModelRequest read(ReceivedRequest request) {
        JsonObject body = request.body();
        Object format = body.getValue("format", "");
        JsonObject options = body.getJsonObject("options", new JsonObject());
        Stream<String> alone =
                Stream.of(body.getString("system", ""), body.getString("prompt", ""))
                        .filter(text -> !text.isEmpty());
        return new ModelRequest(
                request,
                body.getString("model", ""),
                ModelRequest.prompt(alone, body.getJsonArray("messages", new JsonArray())),
                format instanceof JsonObject schema ? schema : new JsonObject(),
                format instanceof JsonObject || format.equals("json"),
                body.getBoolean("stream", true),
                Math.max(0, options.getInteger("num_predict", 0)));
    }

    @Override
    public Optional<Refused> objection(ReceivedRequest request) {
        String model = request.body().getString("model", "");
        if (model.isEmpty()) {
            return Optional.of(new Refused(400, "model is required"));
        }
        return setup.knows(model)
                ? Optional.empty()
                : Optional.of(new Refused(404, "model '" + model + "' not found"));
    }

    @Override
    public String contentType(ModelRequest request) {
        return request.streamed() ? "application/x-ndjson" : JSON;
    }

    @Override
    public Duration load(ModelRequest request) {
        return models.load(request);
    }

    @Override
    public List<Buffer> render(ModelRequest request, ModelAnswer answer) {
        if (request.prompt().isEmpty()) {
            return List.of(
                    line(
                            request,
                            last(request, answer, "", "")
                                    .put("done_reason", models.reason(request))));
        }
        if (!request.streamed()) {
            return List.of(line(request, last(request, answer, answer.thinking(), answer.text())));
        }
        List<Buffer> lines = new ArrayList<>();
        for (String piece : ModelAnswer.pieces(answer.thinking())) {
            lines.add(line(request, said(request, answer, piece, "").put("done", false)));
        }
        for (String piece : ModelAnswer.pieces(answer.text())) {
            lines.add(line(request, said(request, answer, "", piece).put("done", false)));
        }
        lines.add(line(request, last(request, answer, "", "")));
        return lines;
    }

    private static JsonObject last(
            ModelRequest request, ModelAnswer answer, String thinking, String text) {
        ModelTimes times = answer.times();
        JsonObject last =
                said(request, answer, thinking, text)
                        .put("done", true)
                        .put("done_reason", reason(answer.stop()))
                        .put("total_duration", times.total().toNanos())
                        .put("load_duration", times.load().toNanos())
                        .put("prompt_eval_count", answer.counts().allInput())
                        .put("prompt_eval_duration", times.promptEval().toNanos())
                        .put("eval_count", answer.counts().output())
                        .put("eval_duration", times.eval().toNanos());
        return isChat(request) ? last : last.put("context", new JsonArray().add(1).add(2).add(3));
    }

    private static JsonObject said(
            ModelRequest request, ModelAnswer answer, String thinking, String text) {
        JsonObject said =
                new JsonObject()
                        .put("model", answer.model())
                        .put("created_at", Instant.now().toString());
        if (!isChat(request)) {
            return thinking.isEmpty()
                    ? said.put("response", text)
                    : said.put("response", text).put("thinking", thinking);
        }
        JsonObject message = new JsonObject().put("role", "assistant").put("content", text);
        return said.put(
                "message", thinking.isEmpty() ? message : message.put("thinking", thinking));
    }

    private static Buffer line(ModelRequest request, JsonObject object) {
        return request.streamed() ? object.toBuffer().appendString("\n") : object.toBuffer();
    }

    private static boolean isChat(ModelRequest request) {
        return request.received().path().equals(CHAT);
    }

    /** Ollama has no word for a refusal: the model just says so. */
    private static String reason(ModelAnswer.Stop stop) {
        return stop == ModelAnswer.Stop.LENGTH ? "length" : "stop";
    }

    @Override
    public Buffer error(int status, String message) {
        return new JsonObject().put("error", message).toBuffer();
    }

    @Override
    public Buffer errorEvent(int status, String message) {
        return error(status, message).appendString("\n");
    }

    @Override
    public String usualMessage(int status) {
        return switch (status) {
            // The two spaces are Ollama's.
            case 503 -> "server busy, please try again.  maximum pending requests exceeded";
            case 404 -> "model 'scripted' not found";
            default -> "scripted status " + status;
        };
    }

    @Override
    public Page page(ReceivedRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "GET /" -> new Page(200, "text/plain", Buffer.buffer("Ollama is running"));
            case "GET /api/version" ->
                    Page.json(new JsonObject().put("version", "0.33.0").toBuffer());
            case "GET /api/tags" -> Page.json(models.tags().toBuffer());
            case "GET /api/ps" -> Page.json(models.running().toBuffer());
            default -> new Page(404, "text/plain", Buffer.buffer("404 page not found"));
        };
    }
}
