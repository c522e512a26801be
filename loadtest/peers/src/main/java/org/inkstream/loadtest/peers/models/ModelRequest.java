package org.inkstream.loadtest.peers.models;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a model is asked for, whichever dialect it came in.
 *
 * @param received the request itself
 * @param model as named by the client
 * @param prompt all texts in order, system first, with a line feed between them
 * @param schema which the answer must follow, empty if none was sent
 * @param json whether the answer must be JSON, with or without a schema
 * @param streamed whether the answer comes in pieces
 * @param maxTokens of the answer, 0 if the client sets no bound
 */
public record ModelRequest(
        ReceivedRequest received,
        String model,
        String prompt,
        JsonObject schema,
        boolean json,
        boolean streamed,
        int maxTokens) {
    public ModelRequest {
        schema = schema.copy();
    }

    /** A request that is not for an answer of the model. */
    static ModelRequest forPage(ReceivedRequest received) {
        return new ModelRequest(received, "", "", new JsonObject(), false, false, 0);
    }

    /** The text of one message's content: a string, or the texts of its blocks. */
    static Stream<String> texts(Object content) {
        if (content instanceof JsonArray blocks) {
            return blocks.stream()
                    .map(JsonObject.class::cast)
                    .map(block -> block.getString("text", ""));
        }
        return content instanceof String text ? Stream.of(text) : Stream.empty();
    }

    /** The texts of {@code messages}, each message's content in order. */
    static String prompt(Stream<String> before, JsonArray messages) {
        Stream<String> said =
                messages.stream()
                        .map(JsonObject.class::cast)
                        .flatMap(message -> texts(message.getValue("content", "")));
        return Stream.concat(before, said).collect(Collectors.joining("\n"));
    }
}
