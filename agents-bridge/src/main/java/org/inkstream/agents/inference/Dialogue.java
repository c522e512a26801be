package org.inkstream.agents.inference;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What somebody says to a model who has words of his own, and is passed on as it stands. Two of
 * them are equal if they ask the same, whoever listens.
 *
 * @param messages in order; empty if there is no dialogue, because the prompt's parts say it all
 * @param form what the answer has to look like
 * @param sampling options of sampling by the names that Ollama has for them; not to be changed
 * @param pieces hears the answer piece by piece as far as it comes in pieces, on the endpoint's
 *     event loop; what it hears is a beginning of the answer, and may be none of it
 */
public record Dialogue(
        List<Message> messages, Form form, JsonObject sampling, Consumer<String> pieces) {
    /** Of a prompt that is rendered from its parts. */
    public static final Dialogue NONE =
            new Dialogue(List.of(), Form.SCHEMA, new JsonObject(), piece -> {});

    static final String SYSTEM = "system";

    private static final String BETWEEN = "\n\n";

    /** What an answer has to look like. */
    public enum Form {
        /** As it likes. */
        TEXT,
        /** Any JSON. */
        JSON,
        /** JSON as the request's schema says. */
        SCHEMA
    }

    /**
     * One message.
     *
     * @param role {@code system}, {@code user} or {@code assistant}
     */
    public record Message(String role, String content) {
        JsonObject toJson() {
            return new JsonObject().put("role", role).put("content", content);
        }

        boolean isOfSystem() {
            return role.equals(SYSTEM);
        }
    }

    public Dialogue {
        messages = List.copyOf(messages);
    }

    public boolean isNone() {
        return messages.isEmpty();
    }

    /** The messages of the system, or all others, as one text. */
    String text(boolean ofSystem) {
        return messages.stream()
                .filter(message -> message.isOfSystem() == ofSystem)
                .map(Message::content)
                .collect(Collectors.joining(BETWEEN));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dialogue that
                && messages.equals(that.messages)
                && form == that.form
                && sampling.equals(that.sampling);
    }

    @Override
    public int hashCode() {
        return Objects.hash(messages, form, sampling);
    }
}
