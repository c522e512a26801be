package org.inkstream.loadtest.peers.models;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One answer as the chunks of an OpenAI-compatible server. */
final class OpenAiStream {
    private final ModelAnswer answer;
    private final OpenAiFlavour flavour;
    private final boolean usageWanted;

    OpenAiStream(ModelRequest request, ModelAnswer answer, OpenAiFlavour flavour) {
        this.answer = answer;
        this.flavour = flavour;
        this.usageWanted =
                request.received()
                        .body()
                        .getJsonObject("stream_options", new JsonObject())
                        .getBoolean("include_usage", false);
    }

    static Buffer event(JsonObject data) {
        return Buffer.buffer("data: " + data.encode() + "\n\n");
    }

    List<Buffer> events() {
        String content = answer.stop() == ModelAnswer.Stop.REFUSAL ? "refusal" : "content";
        List<Buffer> events = new ArrayList<>();
        events.add(
                event(delta(new JsonObject().put("role", "assistant").put("content", ""), null)));
        for (String piece : ModelAnswer.pieces(answer.thinking())) {
            events.add(event(delta(new JsonObject().put("reasoning_content", piece), null)));
        }
        for (String piece : ModelAnswer.pieces(answer.text())) {
            events.add(event(delta(new JsonObject().put(content, piece), null)));
        }
        JsonObject last = delta(new JsonObject(), OpenAiUsage.reason(answer.stop()));
        events.add(event(OpenAiUsage.withTimings(last, answer, flavour)));
        if (usageWanted) {
            JsonObject usage = OpenAiUsage.usage(answer.counts(), flavour);
            events.add(event(chunk(new JsonArray()).put("usage", usage)));
        }
        events.add(Buffer.buffer("data: [DONE]\n\n"));
        return events;
    }

    private JsonObject delta(JsonObject delta, @Nullable String reason) {
        JsonObject choice =
                new JsonObject()
                        .put("index", 0)
                        .put("delta", delta)
                        .put("logprobs", null)
                        .put("finish_reason", reason);
        JsonObject chunk = chunk(new JsonArray().add(choice));
        return usageWanted ? chunk.put("usage", null) : chunk;
    }

    private JsonObject chunk(JsonArray choices) {
        return new JsonObject()
                .put("id", OpenAiWire.id(answer))
                .put("object", "chat.completion.chunk")
                .put("created", Instant.now().getEpochSecond())
                .put("model", answer.model())
                .put("choices", choices);
    }
}
