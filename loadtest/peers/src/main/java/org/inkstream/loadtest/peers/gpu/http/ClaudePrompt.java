package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.loadtest.peers.gpu.Prompt;

/** Reads a request for a message in the order in which its cache does: tools, system, messages. */
final class ClaudePrompt {
    private final List<Prompt.Part> parts = new ArrayList<>();
    private final List<Integer> breakpoints = new ArrayList<>();
    private final StringBuilder segment = new StringBuilder();

    private ClaudePrompt() {}

    static ClaudePrompt of(JsonObject body) {
        ClaudePrompt read = new ClaudePrompt();
        for (Object tool : body.getJsonArray("tools", new JsonArray())) {
            JsonObject definition = ((JsonObject) tool).copy();
            boolean marked = definition.remove("cache_control") != null;
            read.add(definition.encode(), marked);
        }
        read.content(body.getValue("system", ""));
        for (Object message : body.getJsonArray("messages", new JsonArray())) {
            read.content(((JsonObject) message).getValue("content", ""));
        }
        read.endSegment();
        return read;
    }

    Prompt prompt() {
        return new Prompt(parts);
    }

    /** Counts of leading parts. */
    Integer[] breakpoints() {
        return breakpoints.toArray(Integer[]::new);
    }

    private void content(Object content) {
        if (content instanceof JsonArray blocks) {
            for (Object block : blocks) {
                JsonObject part = (JsonObject) block;
                add(part.getString("text", ""), part.containsKey("cache_control"));
            }
        } else {
            add(content.toString(), false);
        }
    }

    private void add(String text, boolean marked) {
        if (!text.isEmpty()) {
            segment.append(text).append('\n');
        }
        if (marked) {
            endSegment();
            if (!parts.isEmpty()) {
                breakpoints.add(parts.size());
            }
        }
    }

    private void endSegment() {
        parts.addAll(Prompt.ofText(segment.toString()).parts());
        segment.setLength(0);
    }
}
