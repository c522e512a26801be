package org.inkstream.agents.letters.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.inkstream.agents.letters.StandingQuotes;
import org.inkstream.agents.letters.language.LanguageDetector;
import org.inkstream.agents.letters.language.StopWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTypeToolTest {
    private final DocumentTypeTool tool =
            new DocumentTypeTool(new LanguageDetector(StopWords.bundled()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    letter     | Dear Mr. Gray,/I have your note./Yours truly,/A. Brown
                    letter     | Hochgeehrter Herr Präsident!/Ich danke./Hochachtungsvoll/A. Braun
                    letter     | Mon cher ami,/Je vous remercie./Votre dévoué/A. Brun
                    letter     | I have your telegram of today./My dear Tom/Your loving father
                    letter     | BROWN & CO/Telegrams: BROWNCO LONDON/Dear Sirs,/Yours faithfully
                    letter     | ACME LTD/Fax (0632) 960 380/Dear Sir,/Kind regards
                    telegram   | WESTERN UNION/ARRIVE SUNDAY STOP BRING COAT STOP ANNA
                    telegram   | Telegraphie des Deutschen Reichs/TELEGRAMM/ankomme sonntag anna
                    memo       | MEMORANDUM/To: All staff/From: A. Brown/Subject: Coal
                    memo       | To: A. Gray/From: A. Brown/Subject: Coal/There is no coal.
                    fax        | FAX MESSAGE/To: A. Gray/From: A. Brown/Dear Tom,/Regards
                    email      | From: a.brown@example.org/To: b@example.org/Subject: Coal/Hi,
                    invitation | Mr. and Mrs. Brown/request the pleasure of/Mr. Gray's company/R.S.V.P.
                    """)
    void forms_are_told_from_letters(String type, String lines) {
        String text = lines.replace('/', '\n');

        JsonObject result = tool.call(new JsonObject().put("text", text));

        assertThat(result.getString("document_type")).isEqualTo(type);
        assertThat(result.getDouble("confidence")).isBetween(0.5, 0.98);
        assertThat(result.getString("reasoning")).isNotEmpty();
        assertThat(result.getJsonObject("_evidence").getJsonArray("document_type")).isNotEmpty();
        StandingQuotes.assertIn(text, result);
    }

    @Test
    void a_fragment_without_heading_or_formula_gets_no_type() {
        JsonObject result = tool.call(new JsonObject().put("text", "and the cow is well again"));

        assertThat(result.getString("document_type")).isEmpty();
        assertThat(result.getDouble("confidence")).isZero();
    }

    @Test
    void the_engine_is_believed_only_where_the_detector_is_silent() {
        JsonObject norwegian =
                new JsonObject().put("text", "Kjære venn").put("detected_language", "nb");
        JsonObject german =
                new JsonObject()
                        .put("text", "Ich habe Deinen Brief und danke Dir sehr dafür, daß Du mir")
                        .put("detected_language", "en");

        assertThat(tool.call(norwegian).getJsonArray("languages"))
                .isEqualTo(new JsonArray("[\"nb\"]"));
        assertThat(tool.call(german).getJsonArray("languages"))
                .isEqualTo(new JsonArray("[\"de\"]"));
    }
}
