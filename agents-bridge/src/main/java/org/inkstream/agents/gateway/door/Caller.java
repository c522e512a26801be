package org.inkstream.agents.gateway.door;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.inference.Dialogue.Message;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.identity.Hashes;
import org.jspecify.annotations.Nullable;

/**
 * Whose call a request serves: what its header {@code X-Inkstream-Call} says, and a guess at what
 * that does not say. Each caller is a collection of its own, so that none can crowd out the others;
 * requests that begin alike are a group, because they can share what a server has read.
 */
final class Caller {
    static final String TAG = "X-Inkstream-Call";
    static final String NAME = "X-Inkstream-Caller";

    private static final int LONGEST_NAME = 64;

    /** Characters of the user's first message; a prompt that begins with the document has it. */
    private static final int BEGINNING = 1_024;

    private Caller() {}

    /**
     * @throws Objection if the header cannot be read
     */
    static CallTag tag(HttpServerRequest http, Asked asked) {
        String caller = name(http);
        CallTag told = told(http.getHeader(TAG), caller);
        JsonObject json = told.toJson().put("groupSize", Math.max(1, told.groupSize()));
        if (told.collectionId().isEmpty()) {
            json.put("collectionId", "caller:" + caller);
        }
        if (told.groupId().isEmpty()) {
            json.put("groupId", group(asked));
        }
        return CallTag.fromJson(told.tool(), json);
    }

    private static CallTag told(@Nullable String header, String caller) {
        if (header == null) {
            return CallTag.anonymous(caller);
        }
        try {
            JsonObject json = JsonTree.read(Buffer.buffer(header));
            return CallTag.fromJson(
                    json.getValue("tool") instanceof String tool ? tool : caller, json);
        } catch (MalformedMessage unreadable) {
            throw Objection.bad("the header " + TAG + " must be one JSON object");
        }
    }

    /** What it calls itself, else its program's name, else where it is. */
    private static String name(HttpServerRequest http) {
        String own = bounded(http.getHeader(NAME));
        if (!own.isEmpty()) {
            return own;
        }
        String program = bounded(http.getHeader("User-Agent")).split("[/ ]", 2)[0];
        return program.isEmpty() ? String.valueOf(http.remoteAddress().hostAddress()) : program;
    }

    private static String bounded(@Nullable String given) {
        if (given == null) {
            return "";
        }
        String plain = given.replaceAll("[^\\x20-\\x7E]", "").strip();
        return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    }

    private static String group(Asked asked) {
        StringBuilder beginning = new StringBuilder(asked.model().name());
        for (Message message : firstWords(asked.messages())) {
            String text = message.content();
            beginning.append('\u001f').append(message.role().equals("system") ? text : cut(text));
        }
        return "alike:" + Hashes.sha256(beginning.toString());
    }

    /** All messages up to the first that is not the system's. */
    private static List<Message> firstWords(List<Message> messages) {
        int end = 0;
        while (end < messages.size() && messages.get(end).role().equals("system")) {
            end++;
        }
        return messages.subList(0, Math.min(messages.size(), end + 1));
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), BEGINNING));
    }
}
