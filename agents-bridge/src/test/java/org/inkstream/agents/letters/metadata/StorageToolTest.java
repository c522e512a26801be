package org.inkstream.agents.letters.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.inkstream.agents.letters.StandingQuotes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageToolTest {
    private final StorageTool tool = new StorageTool();

    @ParameterizedTest
    @CsvSource({
        "nitschke/box_04/folder_12/0031.tif, 04, 12",
        "Archive/Box 7/Folder 3b/p1.jpg, 7, 3b",
        "C:\\scans\\karton-2\\mappe-9\\1.tif, 2, 9",
        "carton12/dossier4/lettre.xml, 12, 4",
        "mailbox/inboxes/foldering/1.txt, '', ''",
        "letters/1811.txt, '', ''",
    })
    void box_and_folder_are_read_off_the_path(String path, String box, String folder) {
        JsonObject result = tool.call(new JsonObject().put("text", "x").put("file_path", path));

        assertThat(result.getString("box_number")).isEqualTo(box);
        assertThat(result.getString("folder_number")).isEqualTo(folder);
    }

    @Test
    void a_stamp_is_read_off_the_page_with_its_quote() {
        String text = "Dear Tom,\n  [Box 12, Folder 7]\nYours";

        JsonObject result = tool.call(new JsonObject().put("text", text));

        assertThat(result.getString("box_number")).isEqualTo("12");
        assertThat(result.getString("folder_number")).isEqualTo("7");
        assertThat(result.getJsonObject("_evidence").fieldNames())
                .containsExactlyInAnyOrder("box_number", "folder_number");
        StandingQuotes.assertIn(text, result);
    }

    @Test
    void a_letter_that_speaks_of_a_box_is_no_stamp() {
        String text = "I was glad to get box 12, the butter was good\nP.O. Box 12\nUtica";

        assertThat(tool.call(new JsonObject().put("text", text)).getString("box_number")).isEmpty();
    }

    @Test
    void the_collections_record_wins_over_path_and_stamp() {
        JsonObject arguments =
                new JsonObject()
                        .put("text", "Box 1")
                        .put("file_path", "box_2/x.tif")
                        .put("metadata", new JsonObject().put("box_number", 3).put("archive", "A"));

        JsonObject result = tool.call(arguments);

        assertThat(result.getString("box_number")).isEqualTo("3");
        assertThat(result.getString("archive_name")).isEqualTo("A");
        assertThat(result.containsKey("_evidence")).isFalse();
    }
}
