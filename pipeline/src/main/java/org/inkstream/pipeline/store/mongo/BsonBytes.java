package org.inkstream.pipeline.store.mongo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.bson.BsonType;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * A JSON tree as the bytes that go to the store, so that the driver copies them instead of walking
 * the tree. Times are told as the Vert.x client tells them, {@code {"$date": "..."}}. Not
 * thread-safe.
 */
final class BsonBytes {
    private static final int USUAL_BYTES = 8_192;
    private static final int INT = Integer.BYTES;
    private static final byte[][] INDICES = indices();

    private byte[] bytes = new byte[USUAL_BYTES];
    private int length;

    private BsonBytes() {}

    /**
     * @throws IllegalArgumentException if a value has no place in the store
     */
    static RawBsonDocument of(JsonObject tree) {
        BsonBytes bson = new BsonBytes();
        bson.document(tree.getMap());
        return new RawBsonDocument(bson.bytes, 0, bson.length);
    }

    private void document(Map<?, ?> members) {
        int start = begin();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            element(BsonNames.encoded(String.valueOf(member.getKey())), member.getValue());
        }
        end(start);
    }

    private void array(List<?> items) {
        int start = begin();
        Iterator<?> item = items.iterator();
        for (int index = 0; item.hasNext(); index++) {
            byte[] name = index < INDICES.length ? INDICES[index] : index(index);
            element(name, item.next());
        }
        end(start);
    }

    private void element(byte[] name, @Nullable Object value) {
        if (value instanceof String text) {
            head(BsonType.STRING, name);
            text(text);
        } else if (value instanceof JsonObject object) {
            object(name, object.getMap());
        } else if (value instanceof Map<?, ?> object) {
            object(name, object);
        } else if (value instanceof JsonArray array) {
            head(BsonType.ARRAY, name);
            array(array.getList());
        } else if (value instanceof List<?> array) {
            head(BsonType.ARRAY, name);
            array(array);
        } else if (value instanceof Number number) {
            number(name, number);
        } else if (value instanceof Boolean truth) {
            head(BsonType.BOOLEAN, name);
            one(truth ? 1 : 0);
        } else if (value == null) {
            head(BsonType.NULL, name);
        } else {
            throw new IllegalArgumentException(
                    "the store has no place for a " + value.getClass().getSimpleName());
        }
    }

    private void object(byte[] name, Map<?, ?> members) {
        if (Dates.isDate(members)) {
            head(BsonType.DATE_TIME, name);
            eight(Dates.millis(members));
        } else {
            head(BsonType.DOCUMENT, name);
            document(members);
        }
    }

    private void number(byte[] name, Number number) {
        if (number instanceof Integer || number instanceof Short) {
            head(BsonType.INT32, name);
            four(number.intValue());
        } else if (number instanceof Long) {
            head(BsonType.INT64, name);
            eight(number.longValue());
        } else {
            head(BsonType.DOUBLE, name);
            eight(Double.doubleToRawLongBits(number.doubleValue()));
        }
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        four(utf8.length + 1);
        raw(utf8);
        one(0);
    }

    private int begin() {
        int start = length;
        room(INT);
        length += INT;
        return start;
    }

    private void end(int start) {
        one(0);
        int size = length - start;
        length = start;
        four(size);
        length = start + size;
    }

    private void head(BsonType type, byte[] name) {
        one(type.getValue());
        raw(name);
    }

    private void one(int value) {
        room(1);
        bytes[length] = (byte) value;
        length++;
    }

    private void four(int value) {
        room(INT);
        for (int i = 0; i < INT; i++) {
            bytes[length + i] = (byte) (value >>> (Byte.SIZE * i));
        }
        length += INT;
    }

    private void eight(long value) {
        four((int) value);
        four((int) (value >>> Integer.SIZE));
    }

    private void raw(byte[] encoded) {
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    private static byte[][] indices() {
        byte[][] indices = new byte[64][];
        Arrays.setAll(indices, BsonBytes::index);
        return indices;
    }

    private static byte[] index(int index) {
        return BsonNames.terminated(Integer.toString(index));
    }
}
