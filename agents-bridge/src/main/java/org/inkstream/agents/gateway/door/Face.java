package org.inkstream.agents.gateway.door;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.inference.Dialogue.Message;

/** The two operations that generate, which differ in how they say the same. */
enum Face {
    /** {@code /api/chat}. */
    CHAT {
        @Override
        List<String> notServed() {
            return List.of("tools", "logprobs");
        }

        @Override
        List<Message> messages(JsonObject body) {
            JsonArray given = Fields.list(body, "messages");
            if (given.size() > MOST_MESSAGES) {
                throw Objection.bad("more than " + MOST_MESSAGES + " messages");
            }
            List<Message> messages = new ArrayList<>();
            given.forEach(one -> messages.add(message(one)));
            return messages;
        }

        @Override
        JsonObject said(String text) {
            return new JsonObject()
                    .put("message", new JsonObject().put("role", "assistant").put("content", text));
        }
    },

    /** {@code /api/generate}. */
    GENERATE {
        @Override
        List<String> notServed() {
            return List.of("images", "raw", "template", "suffix", "context", "logprobs");
        }

        @Override
        List<Message> messages(JsonObject body) {
            List<Message> messages = new ArrayList<>();
            String system = Fields.text(body, "system");
            String prompt = Fields.text(body, "prompt");
            if (!prompt.isEmpty() && !system.isEmpty()) {
                messages.add(new Message("system", system));
            }
            if (!prompt.isEmpty()) {
                messages.add(new Message("user", prompt));
            }
            return messages;
        }

        @Override
        JsonObject said(String text) {
            return new JsonObject().put("response", text);
        }
    };

    private static final int MOST_MESSAGES = 1_000;
    private static final List<String> ROLES = List.of("system", "user", "assistant");
    private static final List<String> NOT_IN_MESSAGES = List.of("images", "tool_calls");

    /** Members that would change the answer, and are not passed on. */
    abstract List<String> notServed();

    /** Empty if the caller only wants the model to be loaded or unloaded. */
    abstract List<Message> messages(JsonObject body);

    /** A part of an answer, as this operation has it. */
    abstract JsonObject said(String text);

    private static Message message(Object given) {
        if (!(given instanceof JsonObject message)) {
            throw Objection.bad("each of 'messages' must be an object");
        }
        String role = Fields.text(message, "role");
        if (!ROLES.contains(role)) {
            throw Objection.bad("the 'role' of a message must be one of " + ROLES);
        }
        Fields.none(message, NOT_IN_MESSAGES);
        return new Message(role, Fields.text(message, "content"));
    }
}
