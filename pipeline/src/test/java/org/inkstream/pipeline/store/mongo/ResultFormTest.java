package org.inkstream.pipeline.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class ResultFormTest {
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void every_document_comes_back_as_it_was(@ForAll("documents") JsonObject document) {
        JsonObject stored = ResultForm.toStore(document);

        assertThat(ResultForm.fromStore(stored)).isEqualTo(document);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void no_key_in_the_store_has_a_dot_or_begins_with_a_dollar(
            @ForAll("documents") JsonObject document) {
        assertHarmless(ResultForm.toStore(document));
    }

    private static void assertHarmless(JsonObject stored) {
        for (Map.Entry<String, Object> member : stored) {
            assertThat(member.getKey()).doesNotContain(".").doesNotStartWith("$");
            if (member.getValue() instanceof JsonObject inner) {
                assertHarmless(inner);
            }
        }
    }

    @Test
    void a_time_is_a_date_in_the_store_and_words_under_the_same_name_are_words() {
        JsonObject document =
                new JsonObject()
                        .put("created_at", "2026-01-01T00:00:00.123456Z")
                        .put("completed_at", "not yet");

        JsonObject stored = ResultForm.toStore(document);

        assertThat(stored.getJsonObject("created_at").getString("$date"))
                .isEqualTo("2026-01-01T00:00:00.123Z");
        assertThat(stored.getString("completed_at")).isEqualTo("not yet");
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void it_is_written_without_a_copy_as_the_copy_would_be(
            @ForAll("documents") JsonObject document) {
        JsonObject timed =
                new JsonObject()
                        .put("created_at", "2026-01-01T01:00:00.123999+01:00")
                        .put("completed_at", "not yet")
                        .put("text", "2026-01-01T00:00:00Z")
                        .put("inside", document)
                        .put("at", Instant.EPOCH)
                        .put("list", new JsonArray().add(document).add(Instant.EPOCH));

        assertThat(BsonBytes.ofResult(timed)).isEqualTo(BsonBytes.of(ResultForm.toStore(timed)));
    }

    @Provide
    static Arbitrary<JsonObject> documents() {
        return objects(Arbitraries.oneOf(leaves(), inner(objects(leaves()))));
    }

    private static Arbitrary<Object> inner(Arbitrary<JsonObject> objects) {
        return Arbitraries.oneOf(
                objects.map(object -> (Object) object),
                objects.map(object -> (Object) new JsonArray().add(object).add("text")));
    }

    private static Arbitrary<JsonObject> objects(Arbitrary<Object> values) {
        return Arbitraries.maps(keys(), values).ofMaxSize(3).map(JsonObject::new);
    }

    private static Arbitrary<Object> leaves() {
        return Arbitraries.of("", "text", "$a.b", 7, -1.5, true);
    }

    private static Arbitrary<String> keys() {
        return Arbitraries.strings().withChars("ab.$0_ ").ofMaxLength(4);
    }
}
