package org.inkstream.agents.letters.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.agents.letters.StandingQuotes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganizationsToolTest {
    private final OrganizationsTool tool = OrganizationsTool.bundled();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    We wrote to the Pemberton Baking Corporation today | Pemberton Baking Corporation | company
                    paid by the Bank of Ireland in gold                | Bank of Ireland              | bank
                    THE NORTHERN CREST MILLING COMPANY                 | NORTHERN CREST MILLING COMPANY | company
                    Ihre Gebr. Rautenkranz & Sohn in Hamburg           | Gebr. Rautenkranz & Sohn     | company
                    la Société générale nous écrit                     |                              |
                    la Société Générale nous écrit                     | Société Générale             | company
                    Professor Garstang of Leeds University is here     | Leeds University             | university
                    the Libraries and Museum Committee of the town     | Libraries and Museum Committee | committee
                    in good company with the whole union               |                              |
                    Company will be welcome                            |                              |
                    """)
    void a_name_needs_more_than_the_word(String text, String name, String type) {
        JsonObject result = tool.call(new JsonObject().put("text", text));

        assertThat(
                        result.getJsonArray("organizations").stream()
                                .map(JsonObject.class::cast)
                                .map(
                                        found ->
                                                found.getString("name")
                                                        + "/"
                                                        + found.getString("type")))
                .containsExactlyElementsOf(name == null ? List.of() : List.of(name + "/" + type));
        StandingQuotes.assertIn(text, result);
    }
}
