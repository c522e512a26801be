package org.inkstream.loadtest.peers.models;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Makes strings that a JSON Schema allows and that say which member they stand in. */
final class SchemaText {
    private static final Map<String, String> BY_FORMAT =
            Map.of(
                    "date", "1890-01-02",
                    "date-time", "1890-01-02T03:04:05Z",
                    "time", "03:04:05Z",
                    "email", "scripted@example.org",
                    "uri", "https://example.org/scripted",
                    "uuid", "123e4567-e89b-42d3-a456-426614174000");

    /** Tried in turn where there is a pattern; a pattern that none of them meets is not met. */
    private static final List<String> CANDIDATES =
            List.of(
                    "1890-01-02",
                    "1890",
                    "en",
                    "eng",
                    "scripted",
                    "SCRIPTED",
                    "A",
                    "1",
                    "Scripted");

    private SchemaText() {}

    /** What a string member says by default. */
    static String sentence(String member) {
        return "Scripted " + member + ".";
    }

    static String value(JsonObject schema, String member, UnaryOperator<String> says) {
        String format = schema.getString("format", "");
        if (BY_FORMAT.containsKey(format)) {
            return BY_FORMAT.get(format);
        }
        String sentence = fitting(says.apply(member), schema);
        String pattern = schema.getString("pattern", "");
        if (pattern.isEmpty() || Pattern.compile(pattern).matcher(sentence).find()) {
            return sentence;
        }
        return CANDIDATES.stream()
                .filter(candidate -> Pattern.compile(pattern).matcher(candidate).find())
                .findFirst()
                .orElse(sentence);
    }

    private static String fitting(String sentence, JsonObject schema) {
        int least = schema.getInteger("minLength", 0);
        int most = schema.getInteger("maxLength", Integer.MAX_VALUE);
        StringBuilder text = new StringBuilder(sentence);
        while (text.length() < least) {
            text.append(' ').append(sentence);
        }
        text.setLength(Math.min(text.length(), Math.max(least, Math.min(most, text.length()))));
        return text.toString();
    }
}
