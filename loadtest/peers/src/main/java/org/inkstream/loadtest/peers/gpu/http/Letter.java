package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.loadtest.peers.models.ModelRequest;

/**
 * What a request is about. Both names come from the header {@code X-Inkstream-Call} if there is
 * one; otherwise the document is named by the code on the fence around it, the tool by its schema.
 *
 * @param text of the document, empty if it cannot be told from the rest of the prompt
 */
record Letter(String document, String tool, String text) {
    private static final Set<String> TOOLS = ToolCatalogue.packaged().byName().keySet();
    private static final String TAG = "x-inkstream-call";
    private static final String BEGIN = "BEGIN DOCUMENT ";
    private static final String END = "\nEND DOCUMENT ";

    static Letter of(ModelRequest request) {
        JsonObject tag = tag(request.received().header(TAG));
        String prompt = request.prompt();
        int begin = prompt.indexOf(BEGIN);
        int line = begin < 0 ? -1 : prompt.indexOf('\n', begin);
        int end = line < 0 ? -1 : prompt.indexOf(END, line);
        boolean fenced = end > line;
        String code =
                fenced
                        ? prompt.substring(begin + BEGIN.length(), line)
                        : "prompt-%08x".formatted(prompt.hashCode());
        return new Letter(
                tag.getString("documentId", code),
                tag.getString("tool", tool(request)),
                fenced ? prompt.substring(line + 1, end) : "");
    }

    /**
     * What each of several tools asks, if the schema has nothing but one member for each of them;
     * or else this alone. Each is named as it would be if it were asked alone.
     */
    List<Letter> tasks(ModelRequest request) {
        JsonObject members = request.schema().getJsonObject("properties", new JsonObject());
        if (members.size() < 2 || !TOOLS.containsAll(members.fieldNames())) {
            return List.of(this);
        }
        boolean named = !tool.equals(byHash(request.schema()));
        return members.fieldNames().stream()
                .map(
                        name ->
                                new Letter(
                                        document,
                                        named ? name : byHash(members.getJsonObject(name)),
                                        text))
                .toList();
    }

    private static JsonObject tag(String header) {
        try {
            return header.isEmpty() ? new JsonObject() : new JsonObject(header);
        } catch (DecodeException noTag) {
            return new JsonObject();
        }
    }

    private static String tool(ModelRequest request) {
        JsonObject schema = request.schema();
        String named =
                request.received().body().getValue("response_format", "")
                                instanceof JsonObject format
                        ? format.getJsonObject("json_schema", new JsonObject())
                                .getString("name", "")
                        : "";
        if (!named.isEmpty()) {
            return named;
        }
        return schema.isEmpty() ? "answer" : schema.getString("title", byHash(schema));
    }

    private static String byHash(JsonObject schema) {
        return "schema-%08x".formatted(schema.encode().hashCode());
    }
}
