package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FusedCallsTest {
    @Test
    void a_tool_that_was_billed_for_a_call_of_its_own_too_was_not_served_by_the_shared_one() {
        List<JsonObject> costs =
                List.of(
                        share("extract_people"),
                        whole("extract_events"),
                        share("extract_events"),
                        whole("generate_summary"));

        Map<String, Boolean> served = FusedCalls.served(costs);

        assertThat(served)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("extract_people", true, "extract_events", false));
    }

    private static JsonObject whole(String tool) {
        return new JsonObject().put("tool", tool);
    }

    private static JsonObject share(String tool) {
        return whole(tool).put("shared_prompt_tokens", 900);
    }
}
