package org.inkstream.loadtest.peers.models;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** One answer as the events of Anthropic Messages. */
final class AnthropicStream {
    static final String SIGNATURE = "c2NyaXB0ZWQ=";

    private final ModelAnswer answer;
    private final List<Buffer> events = new ArrayList<>();
    private int block;

    AnthropicStream(ModelAnswer answer) {
        this.answer = answer;
    }

    static Buffer event(String name, JsonObject data) {
        return Buffer.buffer("event: " + name + "\ndata: " + data.encode() + "\n\n");
    }

    List<Buffer> events() {
        // What came in is known at the start; of what goes out, one token is.
        JsonObject usage = AnthropicWire.usage(answer.counts(), 1);
        add(
                "message_start",
                new JsonObject().put("message", AnthropicWire.begun(answer).put("usage", usage)));
        thinkingBlock();
        textBlock();
        JsonObject stop =
                new JsonObject()
                        .put("stop_reason", AnthropicWire.reason(answer.stop()))
                        .put("stop_sequence", null);
        add(
                "message_delta",
                new JsonObject()
                        .put("delta", stop)
                        .put(
                                "usage",
                                AnthropicWire.usage(answer.counts(), answer.counts().output())));
        add("message_stop", new JsonObject());
        return events;
    }

    private void thinkingBlock() {
        if (answer.thinking().isEmpty()) {
            return;
        }
        start(new JsonObject().put("type", "thinking").put("thinking", "").put("signature", ""));
        for (String piece : ModelAnswer.pieces(answer.thinking())) {
            delta(new JsonObject().put("type", "thinking_delta").put("thinking", piece));
        }
        delta(new JsonObject().put("type", "signature_delta").put("signature", SIGNATURE));
        stop();
    }

    private void textBlock() {
        if (answer.text().isEmpty()) {
            return;
        }
        start(new JsonObject().put("type", "text").put("text", ""));
        add("ping", new JsonObject());
        for (String piece : ModelAnswer.pieces(answer.text())) {
            delta(new JsonObject().put("type", "text_delta").put("text", piece));
        }
        stop();
    }

    private void start(JsonObject content) {
        add(
                "content_block_start",
                new JsonObject().put("index", block).put("content_block", content));
    }

    private void delta(JsonObject delta) {
        add("content_block_delta", new JsonObject().put("index", block).put("delta", delta));
    }

    private void stop() {
        add("content_block_stop", new JsonObject().put("index", block));
        block++;
    }

    private void add(String name, JsonObject data) {
        events.add(event(name, new JsonObject().put("type", name).mergeIn(data)));
    }
}
