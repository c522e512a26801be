package org.inkstream.pipeline.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementTest {
    @ParameterizedTest
    @CsvSource({
        "Mrs. Brown, Brown, true",
        "MARIA EDGEWORTH, Maria Edgeworth, true",
        "Maria Edgeworth, Honora Edgeworth, false",
        "1816-09-04, 1816-09-04, true",
        "1816-09, 1816-09-04, true",
        "1816-09-04, 1816-09-05, false",
        "1816-09-04, Sept. 4th 1816, true",
        "1816-09-04, Sept. 4th 1817, false",
        "1816-09-04, Sept. 4th, true",
        "letter, telegram, false",
    })
    void values_agree_if_both_can_be_true(String one, String other, boolean agree) {
        assertThat(Agreement.agree(one, other)).isEqualTo(agree);
        assertThat(Agreement.agree(other, one)).isEqualTo(agree);
    }

    @Test
    void of_languages_the_first_counts() {
        JsonArray english = new JsonArray().add("en-GB").add("fr");

        assertThat(Agreement.agree(english, new JsonArray().add("en"))).isTrue();
        assertThat(Agreement.agree(english, new JsonArray().add("fr"))).isFalse();
    }
}
