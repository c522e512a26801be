package org.inkstream.agents.mcp.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON in one pass and strictly: UTF-8 only, one object, no member twice, no text that has no UTF-8
 * form, no number that has no value, nothing after the end.
 */
public final class JsonTree {
    private static final int DEEPEST = 100;

    /** A call with a letter of a page or two, so that its buffer seldom grows. */
    private static final int USUAL_BYTES = 4_096;

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
        Buffer buffer = Buffer.buffer(USUAL_BYTES);
        try (JsonGenerator generator = JSON.createGenerator(new Appender(buffer))) {
            write(generator, object, texts);
        } catch (IOException impossible) {
            throw new MalformedMessage("a value has no form in JSON");
        }
        return buffer;
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

    private static void write(JsonGenerator out, @Nullable Object value, LongTexts texts)
            throws IOException {
        if (value instanceof CharSequence text) {
            writeText(out, text.toString(), texts);
        } else if (value instanceof JsonObject object) {
            writeObject(out, object.getMap(), texts);
        } else if (value instanceof Map<?, ?> map) {
            writeObject(out, map, texts);
        } else if (value instanceof JsonArray array) {
            writeArray(out, array.getList(), texts);
        } else if (value instanceof List<?> list) {
            writeArray(out, list, texts);
        } else if (value instanceof Number number) {
            writeNumber(out, number);
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value == null) {
            out.writeNull();
        } else {
            throw new MalformedMessage("JSON has no " + value.getClass().getSimpleName());
        }
    }

    private static void writeText(JsonGenerator out, String text, LongTexts texts)
            throws IOException {
        if (LongTexts.isLong(text)) {
            byte[] encoded = texts.encoded(text);
            out.writeRawUTF8String(encoded, 0, encoded.length);
        } else {
            out.writeString(text);
        }
    }

    private static void writeObject(JsonGenerator out, Map<?, ?> members, LongTexts texts)
            throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            out.writeFieldName(String.valueOf(member.getKey()));
            write(out, member.getValue(), texts);
        }
        out.writeEndObject();
    }

    private static void writeArray(JsonGenerator out, List<?> items, LongTexts texts)
            throws IOException {
        out.writeStartArray();
        for (Object item : items) {
            write(out, item, texts);
        }
        out.writeEndArray();
    }

    private static void writeNumber(JsonGenerator out, Number number) throws IOException {
        if (number instanceof Integer || number instanceof Long || number instanceof Short) {
            out.writeNumber(number.longValue());
        } else if (number instanceof BigInteger whole) {
            out.writeNumber(whole);
        } else if (number instanceof BigDecimal decimal) {
            out.writeNumber(decimal);
        } else if (Double.isFinite(number.doubleValue())) {
            out.writeNumber(number.doubleValue());
        } else {
            throw new MalformedMessage("JSON has no infinite number");
        }
    }

    /** Lets the generator's own buffer flow into ours without a copy between them. */
    private static final class Appender extends OutputStream {
        private final Buffer buffer;

        Appender(Buffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public void write(int one) {
            buffer.appendByte((byte) one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            buffer.appendBytes(bytes, from, length);
        }
    }
}
