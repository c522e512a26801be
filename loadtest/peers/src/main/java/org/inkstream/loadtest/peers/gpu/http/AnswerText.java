package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.inkstream.loadtest.peers.models.ModelRequest;
import org.inkstream.loadtest.peers.models.SchemaAnswer;

/**
 * Texts of answers that follow the schema of their request. The first string that the schema leaves
 * open names tool and document; members called {@code quote} quote the document.
 */
final class AnswerText {
    private static final int CHARS_PER_TOKEN = 4;
    private static final int QUOTE_CHARS = 40;

    private final Letter letter;
    private boolean echoed;

    private AnswerText(Letter letter) {
        this.letter = letter;
    }

    /**
     * @param tasks what is asked, one member of the schema each if there are several
     * @param tokens that it is to have; a schema may demand more. JSON is filled up with white
     *     space
     */
    static String of(ModelRequest request, List<Letter> tasks, int tokens) {
        String text =
                tasks.size() == 1
                        ? new AnswerText(tasks.get(0)).text(request)
                        : together(request.schema().getJsonObject("properties"), tasks);
        int missing = tokens * CHARS_PER_TOKEN - text.length();
        if (missing <= 0) {
            return text;
        }
        if (text.endsWith("}")) {
            return filled(text, missing);
        }
        return text + " and so on".repeat(missing / 10 + 1).substring(0, missing);
    }

    /** The same object without its last member, as long as before; other texts stay as they are. */
    static String withoutLast(String text) {
        if (!text.endsWith("}")) {
            return text;
        }
        JsonObject left = new JsonObject(text);
        List<String> names = List.copyOf(left.fieldNames());
        if (!names.isEmpty()) {
            left.remove(names.get(names.size() - 1));
        }
        return filled(left.encode(), text.length() - left.encode().length());
    }

    private static String filled(String object, int missing) {
        return object.substring(0, object.length() - 1) + " ".repeat(missing) + "}";
    }

    private static String together(JsonObject schemas, List<Letter> tasks) {
        JsonObject answer = new JsonObject();
        int next = 0;
        for (String name : schemas.fieldNames()) {
            AnswerText part = new AnswerText(tasks.get(next++));
            answer.put(name, part.value(schemas.getJsonObject(name)));
        }
        return answer.encode();
    }

    private String text(ModelRequest request) {
        if (!request.schema().isEmpty()) {
            return Json.encode(value(request.schema()));
        }
        String sentence = echo();
        return request.json() ? new JsonObject().put("answer", sentence).encode() : sentence;
    }

    private Object value(JsonObject schema) {
        return new SchemaAnswer(schema, this::known, this::sentence).value();
    }

    private Optional<Object> known(String member) {
        return member.equals("quote") && !letter.text().isEmpty()
                ? Optional.of(quote())
                : Optional.empty();
    }

    /** The beginning of the first line, a whole number of characters. */
    private String quote() {
        String first = letter.text().strip().lines().findFirst().orElse("");
        int to =
                first.offsetByCodePoints(
                        0, Math.min(QUOTE_CHARS, first.codePointCount(0, first.length())));
        return first.substring(0, to);
    }

    private String sentence(String member) {
        if (echoed) {
            return member + ".";
        }
        echoed = true;
        return echo();
    }

    private String echo() {
        return letter.tool() + " of " + letter.document() + ".";
    }
}
