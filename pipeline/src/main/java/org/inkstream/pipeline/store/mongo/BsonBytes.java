package org.inkstream.pipeline.store.mongo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.bson.BsonType;
import org.bson.ByteBuf;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * A JSON tree as the bytes that go to the store, so that the driver copies them instead of walking
 * the tree. Times are told as the Vert.x client tells them, {@code {"$date": "..."}}. Not
 * thread-safe.
 */
final class BsonBytes {
    private static final int USUAL_BYTES = 16_384;

    /** What needs more is rare, and its buffer is not kept. */
    private static final int MOST_KEPT_BYTES = 65_536;

    private static final int INT = Integer.BYTES;
    private static final byte[][] INDICES = indices();

    /** Used again for every tree that a thread writes: most are much smaller than their buffer. */
    private static final ThreadLocal<byte[]> BUFFER =
            ThreadLocal.withInitial(() -> new byte[USUAL_BYTES]);

    private final Form form;
    private byte[] bytes = BUFFER.get();
    private int length;

    /** What becomes of a tree on its way. */
    private enum Form {
        /** It stands as it is. */
        PLAIN,
        /** {@link ResultForm}. */
        RESULT,
        /** {@link JournalForm}. */
        RUN
    }

    private BsonBytes(Form form) {
        this.form = form;
    }

    /**
     * @param tree which may hold what is written already
     * @throws IllegalArgumentException if a value has no place in the store
     */
    static RawBsonDocument of(JsonObject tree) {
        return new BsonBytes(Form.PLAIN).write(tree);
    }

    /**
     * The same as {@link #of} what {@link ResultForm#toStore} makes of the tree, without making it.
     *
     * @throws IllegalArgumentException if a value has no place in the store
     */
    static RawBsonDocument ofResult(JsonObject tree) {
        return new BsonBytes(Form.RESULT).write(tree);
    }

    /**
     * The same as {@link #of} what {@link JournalForm#toStore} makes of the members, without making
     * it.
     *
     * @throws IllegalArgumentException if a value has no place in the store
     */
    static RawBsonDocument ofRun(JsonObject members) {
        return new BsonBytes(Form.RUN).write(members);
    }

    private RawBsonDocument write(JsonObject tree) {
        document(tree.getMap());
        if (bytes.length <= MOST_KEPT_BYTES) {
            BUFFER.set(bytes);
        }
        return new RawBsonDocument(Arrays.copyOf(bytes, length));
    }

    private void document(Map<?, ?> members) {
        int start = begin();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            member(String.valueOf(member.getKey()), member.getValue());
        }
        end(start);
    }

    private void member(String name, @Nullable Object value) {
        byte[] encoded = BsonNames.encoded(form == Form.RESULT ? ResultForm.escaped(name) : name);
        boolean time = form != Form.PLAIN && Dates.isTime(name);
        OptionalLong millis =
                time && (value instanceof String || value instanceof Instant)
                        ? Dates.millis(value.toString())
                        : OptionalLong.empty();
        if (millis.isPresent()) {
            head(BsonType.DATE_TIME, encoded);
            eight(millis.getAsLong());
        } else if (form == Form.RUN && JournalForm.isTree(value)) {
            head(BsonType.DOCUMENT, encoded);
            int start = begin();
            head(BsonType.STRING, BsonNames.encoded(JournalForm.TEXT));
            text(JournalForm.text(value));
            end(start);
        } else {
            element(encoded, value);
        }
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
        } else if (value instanceof RawBsonDocument written) {
            head(BsonType.DOCUMENT, name);
            written(written);
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
        } else if (form != Form.PLAIN && value instanceof Instant) {
            head(BsonType.STRING, name);
            text(value.toString());
        } else {
            throw new IllegalArgumentException(
                    "the store has no place for a " + value.getClass().getSimpleName());
        }
    }

    private void object(byte[] name, Map<?, ?> members) {
        if (form == Form.PLAIN && Dates.isDate(members)) {
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

    private void written(RawBsonDocument document) {
        ByteBuf encoded = document.getByteBuffer();
        int size = encoded.remaining();
        room(size);
        encoded.get(bytes, length, size);
        length += size;
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
