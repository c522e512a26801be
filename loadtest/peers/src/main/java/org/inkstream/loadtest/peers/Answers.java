package org.inkstream.loadtest.peers;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.inkstream.money.ModelUsage;

/**
 * A constant, schema-valid answer for each tool, rendered beforehand; only the request's id and the
 * document's id are put in.
 */
public final class Answers {
    /** Stands in the answers for the document's id. */
    public static final String DOCUMENT = "@DOCUMENT@";

    private static final String ID = "@ID@";

    private final Map<String, Pieces> byTool = new HashMap<>();

    /** What stands around the two ids. */
    private record Pieces(Buffer head, List<String> tail) {}

    private Answers(JsonObject results, JsonArray usage) {
        results.fieldNames()
                .forEach(tool -> byTool.put(tool, pieces(results.getJsonObject(tool), usage)));
    }

    /** Answers that cost nothing. */
    public static Answers free() {
        return new Answers(results(), new JsonArray());
    }

    /** Answers that report this usage. */
    public static Answers paid(ModelUsage usage) {
        return new Answers(results(), new JsonArray().add(usage.toJson()));
    }

    /** The structured results by tool, with {@link #DOCUMENT} where the document's id goes. */
    public static JsonObject results() {
        try (InputStream file = Answers.class.getResourceAsStream("answers.json")) {
            byte[] bytes = Objects.requireNonNull(file, "answers.json").readAllBytes();
            return new JsonObject(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    boolean has(String tool) {
        return byTool.containsKey(tool);
    }

    /**
     * The whole response.
     *
     * @param id the request's id as JSON
     * @param documentId as JSON has it between the quotes
     */
    Buffer render(String tool, String id, String documentId) {
        Pieces pieces = byTool.get(tool);
        if (pieces == null) {
            throw new IllegalArgumentException("no answer for tool '" + tool + "'");
        }
        Buffer response = Buffer.buffer(1_024).appendBuffer(pieces.head()).appendString(id);
        for (int i = 0; i < pieces.tail().size(); i++) {
            response.appendString(i == 0 ? "" : documentId).appendString(pieces.tail().get(i));
        }
        return response;
    }

    private static Pieces pieces(JsonObject result, JsonArray usage) {
        JsonObject answer =
                new JsonObject()
                        .put("resultType", "complete")
                        .put("content", new JsonArray())
                        .put("structuredContent", result)
                        .put("isError", false)
                        .put("_meta", new JsonObject().put("org.inkstream/usage", usage));
        String whole = "{\"jsonrpc\":\"2.0\",\"id\":" + ID + ",\"result\":" + answer.encode() + "}";
        int id = whole.indexOf(ID);
        return new Pieces(
                Buffer.buffer(whole.substring(0, id)),
                List.of(whole.substring(id + ID.length()).split(DOCUMENT, -1)));
    }
}
