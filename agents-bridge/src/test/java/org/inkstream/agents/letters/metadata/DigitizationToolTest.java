package org.inkstream.agents.letters.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class DigitizationToolTest {
    private final DigitizationTool tool = new DigitizationTool();

    @Test
    void the_page_alone_says_nothing_of_its_scan() {
        JsonObject result = tool.call(new JsonObject().put("text", "scanned by Tom at 600 dpi"));

        assertThat(result.fieldNames()).containsExactly("_not_attempted");
    }

    @Test
    void what_came_with_the_file_is_taken_over() {
        JsonObject result =
                tool.call(
                        new JsonObject()
                                .put("file_path", "a/b/0031.TIF")
                                .put(
                                        "file_metadata",
                                        new JsonObject()
                                                .put("processingDateTime", "2024-03-01T10:00:00Z")
                                                .put("dpi", 600)));

        assertThat(result)
                .isEqualTo(
                        new JsonObject(
                                """
                                {"date": "2024-03-01T10:00:00Z", "operator": "", "equipment": "",
                                 "resolution": "600", "file_format": "image/tiff"}
                                """));
    }
}
