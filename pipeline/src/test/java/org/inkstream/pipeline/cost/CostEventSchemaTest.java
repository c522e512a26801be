package org.inkstream.pipeline.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.document.Letters.NOON;
import static org.inkstream.pipeline.document.Letters.aLetter;
import static org.inkstream.pipeline.document.Letters.aRun;
import static org.inkstream.pipeline.document.Letters.answered;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.PriceTable;
import org.inkstream.money.Tokens;
import org.inkstream.money.UsageShares;
import org.junit.jupiter.api.Test;

class CostEventSchemaTest {
    private static final String FILE = "/org/inkstream/events/cost.recorded.v1.json";

    @Test
    void every_kind_of_record_is_as_the_schema_of_the_event_says_and_says_nothing_more()
            throws IOException {
        JsonObject schema = schema();
        JsonSchema compiled =
                JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema.encode());

        List<JsonObject> records =
                CostRecords.of(
                                aRun(aLetter()),
                                List.of(
                                        answered(
                                                "extract_people",
                                                new JsonObject(),
                                                used("anthropic", "claude-haiku-4-5"),
                                                used("anthropic", "claude-next"),
                                                used("ollama", "llama3.2"),
                                                share())),
                                PriceTable.packaged(),
                                NOON)
                        .toJson();

        assertThat(records)
                .extracting(record -> record.getString("cost_status"))
                .containsExactly("priced", "unknown", "free", "free");
        assertThat(records.get(3).getLong("shared_prompt_tokens")).isEqualTo(16);
        assertThat(records)
                .allSatisfy(
                        record -> {
                            assertThat(compiled.validate(record.encode(), InputFormat.JSON))
                                    .isEmpty();
                            assertThat(schema.getJsonObject("properties").fieldNames())
                                    .containsAll(record.fieldNames());
                        });
    }

    private static ModelUsage used(String provider, String model) {
        Tokens tokens = new Tokens(1, 2, 1, 4, 5, 6);
        return new ModelUsage(provider, model, tokens, true, Duration.ofSeconds(1), "r", "v1");
    }

    private static ModelUsage share() {
        ModelUsage whole = used("ollama", "llama3.2");
        return UsageShares.of(whole, List.of(1L, 1L), List.of(1L, 1L)).get(0);
    }

    private static JsonObject schema() throws IOException {
        try (InputStream file = CostEventSchemaTest.class.getResourceAsStream(FILE)) {
            return new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
