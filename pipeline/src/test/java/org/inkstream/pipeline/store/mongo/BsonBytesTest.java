package org.inkstream.pipeline.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;

final class BsonBytesTest {
    @Test
    void every_kind_of_value_is_what_the_driver_reads() {
        JsonObject tree =
                new JsonObject()
                        .put("text", "Gr\u00fc\u00dfe")
                        .put("int", 7)
                        .put("long", 1L << 40)
                        .put("double", 0.93)
                        .put("truth", true)
                        .putNull("nothing")
                        .put("at", Dates.date(Instant.parse("2026-01-01T00:00:00.123Z")))
                        .put("inside", new JsonObject(Map.of("list", List.of("a", Map.of()))));

        BsonArray list = new BsonArray(List.of(new BsonString("a"), new BsonDocument()));
        assertThat(read(tree))
                .isEqualTo(
                        new BsonDocument("text", new BsonString("Gr\u00fc\u00dfe"))
                                .append("int", new BsonInt32(7))
                                .append("long", new BsonInt64(1L << 40))
                                .append("double", new BsonDouble(0.93))
                                .append("truth", BsonBoolean.TRUE)
                                .append("nothing", BsonNull.VALUE)
                                .append("at", new BsonDateTime(1_767_225_600_123L))
                                .append("inside", new BsonDocument("list", list)));
    }

    @Test
    void long_lists_and_long_texts_find_room() {
        JsonArray many = new JsonArray(IntStream.range(0, 5_000).boxed().toList());
        JsonObject tree = new JsonObject().put("many", many).put("text", "x".repeat(100_000));

        BsonDocument read = read(tree);

        assertThat(read.getArray("many")).hasSize(5_000).endsWith(new BsonInt32(4_999));
        assertThat(read.getString("text").getValue()).hasSize(100_000);
    }

    @Test
    void what_is_written_already_is_taken_over() {
        JsonObject inside = new JsonObject().put("a", 1).put("b", new JsonArray().add("x"));

        assertThat(BsonBytes.of(new JsonObject().put("set", BsonBytes.of(inside)).put("more", 1)))
                .isEqualTo(BsonBytes.of(new JsonObject().put("set", inside).put("more", 1)));
    }

    @Property
    void whatever_a_text_holds_it_is_read_back(@ForAll String text) {
        String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertThat(read(new JsonObject().put("text", whole)).getString("text").getValue())
                .isEqualTo(whole);
    }

    @Test
    void a_zero_in_a_name_is_refused_for_it_would_end_the_name() {
        assertThatThrownBy(() -> BsonBytes.of(new JsonObject().put("a\0b", 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Decoded whole: a raw document is only compared by its bytes. */
    private static BsonDocument read(JsonObject tree) {
        return BsonBytes.of(tree).decode(new BsonDocumentCodec());
    }
}
