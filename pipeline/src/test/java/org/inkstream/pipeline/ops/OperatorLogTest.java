package org.inkstream.pipeline.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.inkstream.money.Money;
import org.junit.jupiter.api.Test;

class OperatorLogTest {
    @Test
    void a_letter_tells_how_its_tools_ended() {
        JsonObject tools =
                new JsonObject()
                        .put("extract_people", new JsonObject().put("_source", "actual"))
                        .put("generate_summary", new JsonObject().put("_source", "actual"))
                        .put("extract_keywords", new JsonObject().put("_source", "fallback"));

        OperatorLog.Letter letter =
                new OperatorLog.Letter(
                        "letter-1", "published", Duration.ofSeconds(12), new Money(0), tools);

        assertThat(letter.sources()).isEqualTo("actual 2 fallback 1");
    }
}
