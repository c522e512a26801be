package org.inkstream.agents.inference;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The order of a prompt for servers that keep what they have read: system and document first, the
 * same bytes for all tools of a document, then what differs between them.
 */
final class DocumentFirst {
    private static final String BETWEEN = "\n\n";

    private DocumentFirst() {}

    /** One message of the user: templates of some models refuse two in a row. */
    static JsonArray messages(Prompt prompt) {
        if (!prompt.dialogue().isNone()) {
            return asTheyStand(prompt.dialogue());
        }
        String user =
                Stream.of(prompt.document(), prompt.context(), prompt.instruction())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(BETWEEN));
        JsonArray messages = new JsonArray();
        if (!prompt.system().isEmpty()) {
            messages.add(message("system", prompt.system()));
        }
        return messages.add(message("user", user));
    }

    private static JsonArray asTheyStand(Dialogue dialogue) {
        JsonArray messages = new JsonArray();
        dialogue.messages().forEach(message -> messages.add(message.toJson()));
        return messages;
    }

    private static JsonObject message(String role, String content) {
        return new JsonObject().put("role", role).put("content", content);
    }
}
