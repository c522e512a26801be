package org.inkstream.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
    @Test
    void the_sample_of_the_rfc_has_its_canonical_form() {
        JsonObject sample =
                new JsonObject(
                        """
                        {
                          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3,
                                      0.000000000000000000000000001],
                          "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                          "literals": [null, true, false]
                        }
                        """);

        assertThat(CanonicalJson.of(sample))
                .isEqualTo(
                        "{\"literals\":[null,true,false],"
                                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void members_are_sorted_by_utf_16_code_units() {
        JsonObject keys = new JsonObject();
        for (String key :
                List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")) {
            keys.put(key, 0);
        }

        assertThat(CanonicalJson.of(keys))
                .isEqualTo(
                        "{\"\\r\":0,\"1\":0,\"\u0080\":0,\"\u00f6\":0,\"\u20ac\":0,"
                                + "\"\ud83d\ude00\":0,\"\ufb33\":0}");
    }

    /** RFC 8785, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void numbers_are_written_as_in_the_rfc(String bits, String written) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(EcmaNumber.format(value)).isEqualTo(written);
    }

    @Test
    void numbers_that_json_does_not_have_are_refused() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            JsonObject json = new JsonObject().put("n", value);

            assertThatThrownBy(() -> CanonicalJson.of(json))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_document_does_not_fail_over_a_huge_number_or_half_a_character() {
        JsonObject json =
                new JsonObject()
                        .put("a", Long.MAX_VALUE)
                        .put("b", Long.MIN_VALUE)
                        .put("c", BigInteger.TWO.pow(70))
                        .put("d", "x\ud83dy");

        assertThat(CanonicalJson.of(json))
                .isEqualTo(
                        "{\"a\":9223372036854775807,\"b\":-9223372036854775808,"
                                + "\"c\":1180591620717411303424,\"d\":\"x\\ud83dy\"}");
    }

    @Test
    void neither_order_nor_container_types_nor_number_types_make_a_difference() {
        JsonObject one =
                new JsonObject()
                        .put("a", 1)
                        .put("b", JsonArray.of(1.0, new JsonObject().put("c", 2L)));
        JsonObject other = new JsonObject(Map.of("b", List.of(1L, Map.of("c", 2.0f)), "a", 1.0));

        assertThat(CanonicalJson.sha256(one)).isEqualTo(CanonicalJson.sha256(other));
    }

    @Property
    void every_double_is_read_back_as_itself(@ForAll double value) {
        assertThat(Double.parseDouble(EcmaNumber.format(value))).isEqualTo(value + 0.0);
    }

    @Property
    void every_text_is_read_back_as_itself(@ForAll String text) {
        String canonical = CanonicalJson.of(new JsonObject().put("t", text));

        assertThat(new JsonObject(canonical).getString("t")).isEqualTo(text);
    }
}
