package org.inkstream.agents.letters.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.inkstream.agents.letters.StandingQuotes;
import org.inkstream.agents.letters.zones.LetterReader;
import org.junit.jupiter.api.Test;

class RelationshipsToolTest {
    private static final String LETTER =
            """
            London, 3 May 1831

            Dear Mr. Gray,

            The mill stands still, and we have seen nobody since you left us.

            Yours truly,
            Anna Brown
            """;

    private final RelationshipsTool tool = new RelationshipsTool(new LetterReader());

    @Test
    void the_sender_wrote_to_the_recipient() {
        JsonObject result = tool.call(new JsonObject().put("text", LETTER));

        JsonObject relation = result.getJsonArray("relationships").getJsonObject(0);
        assertThat(relation.getString("entity1")).contains("Brown");
        assertThat(relation.getString("relation")).isEqualTo("wrote to");
        assertThat(relation.getString("entity2")).contains("Gray");
        StandingQuotes.assertIn(LETTER, result);
    }

    @Test
    void entities_that_stand_on_the_page_give_the_names() {
        JsonArray people =
                new JsonArray()
                        .add(new JsonObject().put("name", "Anna").put("role", "sender"))
                        .add(new JsonObject().put("name", "Nobody Here").put("role", "recipient"));
        JsonObject arguments =
                new JsonObject()
                        .put("text", LETTER)
                        .put("entities", new JsonObject().put("people", people));

        JsonObject relation = tool.call(arguments).getJsonArray("relationships").getJsonObject(0);

        assertThat(relation.getString("entity1")).isEqualTo("Anna");
        assertThat(relation.getString("entity2")).contains("Gray").doesNotContain("Nobody");
    }

    @Test
    void a_letter_with_one_party_has_no_relation() {
        JsonObject result = tool.call(new JsonObject().put("text", "the cow is well again"));

        assertThat(result.getJsonArray("relationships")).isEmpty();
    }
}
