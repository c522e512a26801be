package org.inkstream.agents.inference;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * The order of a prompt for Anthropic, whose cache pays for beginnings that are marked: what a tool
 * says to every document first, up to the mark, then the document.
 */
final class StaticFirst {
    /** Said last, so that what is said last is not the letter. */
    private static final String CLOSING =
            "Now do the task that was set above, for this document alone, and answer with the one"
                    + " JSON object.";

    private StaticFirst() {}

    static JsonArray system(Prompt prompt) {
        JsonArray blocks = new JsonArray();
        if (!prompt.system().isEmpty()) {
            blocks.add(block(prompt.system()));
        }
        if (!prompt.dialogue().isNone()) {
            return blocks;
        }
        return blocks.add(
                block(prompt.instruction())
                        .put("cache_control", new JsonObject().put("type", "ephemeral")));
    }

    static JsonArray messages(Prompt prompt) {
        if (!prompt.dialogue().isNone()) {
            return asTheyStand(prompt.dialogue());
        }
        JsonArray content = new JsonArray();
        if (!prompt.document().isEmpty()) {
            content.add(block(prompt.document()));
        }
        if (!prompt.context().isEmpty()) {
            content.add(block(prompt.context()));
        }
        content.add(block(CLOSING));
        return new JsonArray().add(new JsonObject().put("role", "user").put("content", content));
    }

    /** Without those of the system, which stand elsewhere. */
    private static JsonArray asTheyStand(Dialogue dialogue) {
        JsonArray messages = new JsonArray();
        dialogue.messages().stream()
                .filter(message -> !message.isOfSystem())
                .forEach(message -> messages.add(message.toJson()));
        return messages;
    }

    private static JsonObject block(String text) {
        return new JsonObject().put("type", "text").put("text", text);
    }
}
