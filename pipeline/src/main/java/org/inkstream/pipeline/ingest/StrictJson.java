package org.inkstream.pipeline.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object from bytes that nobody has checked: UTF-8 only, no duplicate members, no
 * half surrogate pairs, nothing after the object, and bounded depth, so that whatever passes can be
 * stored and sent on.
 */
final class StrictJson {
    /** Deeper than any letter, shallow enough for recursion. */
    private static final int MAX_DEPTH = 100;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(OcrEventDecoder.MAX_RECORD_BYTES)
                                    .maxNumberLength(100)
                                    .maxNameLength(1000)
                                    .build())
                    .build();

    private final JsonParser parser;
    private final boolean escapes;

    /**
     * @param escapes whether there are numeric escapes in it: the only way for half a surrogate
     *     pair into text that was UTF-8
     */
    private StrictJson(JsonParser parser, boolean escapes) {
        this.parser = parser;
        this.escapes = escapes;
    }

    /**
     * @throws BadRecord if it is anything but one JSON object
     */
    static Map<String, Object> read(byte[] bytes) {
        String text = decoded(bytes);
        int from = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        try (JsonParser parser = FACTORY.createParser(text.substring(from))) {
            return new StrictJson(parser, text.contains("\\u")).whole();
        } catch (StreamConstraintsException excess) {
            throw new BadRecord(
                    "the JSON is nested too deeply (at most "
                            + MAX_DEPTH
                            + " levels), or a name or number in it is too long");
        } catch (JsonProcessingException broken) {
            throw new BadRecord("it is not JSON: broken at " + place(broken.getLocation()));
        } catch (IOException impossible) {
            // A string in memory cannot fail to be read.
            throw new IllegalStateException(impossible);
        }
    }

    private static String decoded(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // Only where this stands may something have been replaced, and decoding strictly is slow.
        return text.indexOf(REPLACEMENT) < 0 ? text : decodedStrictly(bytes);
    }

    private static String decodedStrictly(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException broken) {
            throw new BadRecord("it is not UTF-8");
        }
    }

    private Map<String, Object> whole() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new BadRecord("it is JSON, but not a JSON object");
        }
        Map<String, Object> read = object();
        if (parser.nextToken() != null) {
            throw new BadRecord("something follows the JSON object");
        }
        return read;
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            checkName(name);
            parser.nextToken();
            Object value = value();
            if (members.containsKey(name)) {
                throw new BadRecord("the member '" + Quoted.of(name) + "' is there twice");
            }
            // JSON null says the same as an absent member, and is kept so that twice is twice.
            members.put(name, value);
        }
        return members;
    }

    private List<Object> array() throws IOException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return items;
    }

    // JSON null is Java null inside these maps and lists, as in Vert.x's own JsonObject.
    @SuppressWarnings("NullAway")
    private Object value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> wellFormed(parser.getText());
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> real();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private Number integer() throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? real()
                : parser.getNumberValue();
    }

    private Double real() throws IOException {
        double value = Double.parseDouble(parser.getText());
        if (Double.isInfinite(value)) {
            throw new BadRecord("a number in it is too large");
        }
        return value;
    }

    private void checkName(String name) {
        wellFormed(name);
        // The store cannot keep such a name.
        if (name.indexOf('\0') >= 0) {
            throw new BadRecord("a member's name contains the character U+0000");
        }
    }

    /** Half a pair cannot be written as UTF-8: it would change on its way to the store. */
    private String wellFormed(String text) {
        for (int index = 0; escapes && index < text.length(); index++) {
            char unit = text.charAt(index);
            if (Character.isSurrogate(unit)) {
                boolean pair =
                        Character.isHighSurrogate(unit)
                                && index + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(index + 1));
                if (!pair) {
                    throw new BadRecord("it contains half of a surrogate pair, which is no text");
                }
                index++;
            }
        }
        return text;
    }

    private static String place(@Nullable JsonLocation at) {
        return at == null
                ? "an unknown place"
                : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
