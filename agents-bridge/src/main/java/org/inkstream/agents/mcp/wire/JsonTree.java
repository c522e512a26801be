package org.inkstream.agents.mcp.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.json.JsonBytes;
import org.jspecify.annotations.Nullable;

/**
 * JSON in one pass and strictly: UTF-8 only, one object, no member twice, no text that has no UTF-8
 * form, no number that has no value, nothing after the end.
 */
public final class JsonTree {
    private static final int DEEPEST = 100;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .build();

    private JsonTree() {}

    /**
     * @throws MalformedMessage if the bytes are not exactly one JSON object
     */
    public static JsonObject read(Buffer buffer) {
        byte[] bytes = buffer.getBytes();
        // Jackson guesses UTF-16 and UTF-32 from zero bytes, which UTF-8 JSON never begins with.
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            if (bytes[i] == 0 || bytes[i] == (byte) 0xFE || bytes[i] == (byte) 0xFF) {
                throw new MalformedMessage("not UTF-8");
            }
        }
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedMessage("not a JSON object");
            }
            JsonObject object = new JsonObject(object(parser));
            if (parser.nextToken() != null) {
                throw new MalformedMessage("something follows the JSON object");
            }
            return object;
        } catch (IOException broken) {
            // The parser's message quotes what it read, which may be text of a letter.
            throw new MalformedMessage("not JSON in UTF-8, or cut short");
        }
    }

    /**
     * @throws MalformedMessage if a value is none of JSON's
     */
    public static Buffer write(JsonObject object, LongTexts texts) {
        try {
            return Buffer.buffer(JsonBytes.of(object, texts::encoded));
        } catch (IllegalArgumentException unsayable) {
            throw new MalformedMessage(String.valueOf(unsayable.getMessage()));
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = wellFormed(parser.currentName());
            int before = members.size();
            members.put(name, value(parser, parser.nextToken()));
            if (members.size() == before) {
                throw new MalformedMessage("a member is there twice");
            }
        }
        return members;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return items;
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> wellFormed(parser.getText());
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new MalformedMessage("not JSON");
        };
    }

    private static Double finite(double number) {
        if (Double.isInfinite(number)) {
            throw new MalformedMessage("a number is too large");
        }
        return number;
    }

    /** A surrogate alone can be read from an escape and never be written again. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length()
                        || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    throw new MalformedMessage("half a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }
}
