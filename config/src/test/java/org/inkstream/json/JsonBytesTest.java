package org.inkstream.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class JsonBytesTest {
    @Test
    void a_tree_is_written_without_spaces_in_the_order_of_its_members() {
        JsonObject tree =
                new JsonObject()
                        .put("z", new JsonArray().add(1).add(-2L).add(0.5).add(true).addNull())
                        .put("a", new JsonObject(Map.of("inside", List.of("x", Map.of()))))
                        .put("big", new BigInteger("123456789012345678901"))
                        .put("exact", new BigDecimal("1.10"))
                        .put("at", Instant.EPOCH);

        assertThat(written(tree))
                .isEqualTo(
                        "{\"z\":[1,-2,0.5,true,null],\"a\":{\"inside\":[\"x\",{}]},"
                                + "\"big\":123456789012345678901,\"exact\":1.10,"
                                + "\"at\":\"1970-01-01T00:00:00Z\"}");
    }

    @Property
    void every_number_is_read_back_as_it_was(
            @ForAll double real, @ForAll long whole, @ForAll @IntRange(max = 20_000) int parts) {
        double share = parts / 10_000.0;
        JsonObject tree = new JsonObject().put("n", new JsonArray().add(real).add(share));
        JsonObject wholes = new JsonObject().put("n", new JsonArray().add(whole).add(parts));

        JsonArray read = new JsonObject(written(tree)).getJsonArray("n");
        JsonArray readWholes = new JsonObject(written(wholes)).getJsonArray("n");

        assertThat(read.getDouble(0)).isEqualTo(real);
        assertThat(read.getDouble(1)).isEqualTo(share);
        assertThat(readWholes.getLong(0)).isEqualTo(whole);
        assertThat(readWholes.getInteger(1)).isEqualTo(parts);
    }

    @Test
    void shares_are_as_short_as_they_can_be() {
        JsonObject shares = new JsonObject();
        List.of(0.5, 0.93, 0.0001, 0.1234, 0.12345, 1.0, 0.0)
                .forEach(share -> shares.put("" + share, share));

        assertThat(written(shares))
                .isEqualTo(
                        "{\"0.5\":0.5,\"0.93\":0.93,\"1.0E-4\":0.0001,\"0.1234\":0.1234,"
                                + "\"0.12345\":0.12345,\"1.0\":1.0,\"0.0\":0.0}");
    }

    @Property
    void whatever_a_text_holds_it_is_read_back(@ForAll String text) {
        // Half of a pair is the one thing that it cannot hold.
        String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        JsonObject tree = new JsonObject().put("k" + whole, whole.repeat(40));

        assertThat(new JsonObject(written(tree))).isEqualTo(tree);
    }

    @Property
    void every_character_is_found_wherever_it_stands(
            @ForAll @IntRange(max = 0x17F) int character, @ForAll @IntRange(max = 40) int place) {
        String text = "x".repeat(place) + (char) character + "y".repeat(40 - place);
        JsonObject tree = new JsonObject().put("text", text);

        assertThat(written(tree)).isEqualToIgnoringCase(tree.encode());
        assertThat(new JsonObject(written(tree))).isEqualTo(tree);
    }

    @Test
    void half_a_pair_is_refused_rather_than_changed() {
        for (String half : List.of("a\ud83d", "\ude00 b?", "\ud83d\ud83d\ude00")) {
            assertThatThrownBy(() -> JsonBytes.of(new JsonObject().put("text", half)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("half a surrogate pair");
        }
    }

    @Test
    void what_json_cannot_say_is_refused() {
        for (Object value : List.of(Double.NaN, Float.NEGATIVE_INFINITY, new byte[] {1})) {
            assertThatThrownBy(() -> JsonBytes.of(new JsonObject().put("value", value)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("JSON has no");
        }
    }

    private static String written(JsonObject tree) {
        return new String(JsonBytes.of(tree), StandardCharsets.UTF_8);
    }
}
