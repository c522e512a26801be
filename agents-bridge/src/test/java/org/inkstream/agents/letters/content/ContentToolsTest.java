package org.inkstream.agents.letters.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.StandingQuotes;
import org.inkstream.agents.letters.language.LanguageDetector;
import org.inkstream.agents.letters.language.StopWords;
import org.inkstream.agents.letters.zones.LetterReader;
import org.junit.jupiter.api.Test;

class ContentToolsTest {
    private static final String LETTER =
            """
            My dear Tom,

            The cylinder is broken and the mill stands still. I shall send the cylin-
            der to Leeds by the railway, where the foundry of Mr. Gray will cast another
            cylinder within the week. The railway wants nine shillings for it.

            The hands have no wages till then.

            Yours truly
            Anna Brown
            """;

    private final StopWords stopWords = StopWords.bundled();
    private final List<LetterTool> tools =
            ContentTools.all(new LetterReader(), new LanguageDetector(stopWords), stopWords);

    @Test
    void a_summary_is_the_letters_own_first_sentences_and_says_so() {
        JsonObject result = call("generate_summary", LETTER);

        assertThat(result.getString("summary"))
                .contains("The cylinder is broken and the mill stands still.")
                .contains("send the cylinder to Leeds");
        assertThat(result.getBoolean("extractive")).isTrue();
        StandingQuotes.assertIn(LETTER, result);
    }

    @Test
    void the_most_frequent_rare_word_leads_and_is_counted_across_line_ends() {
        JsonObject result = call("extract_keywords", LETTER);

        assertThat(result.getJsonArray("keywords").getJsonObject(0))
                .isEqualTo(
                        new JsonObject()
                                .put("keyword", "cylinder")
                                .put("relevance", 1.0)
                                .put("frequency", 3));
        assertThat(result.getJsonObject("_evidence").encode()).contains("cylin-\\nder");
        StandingQuotes.assertIn(LETTER, result);
    }

    @Test
    void names_formulas_and_function_words_are_no_keywords() {
        String keywords = call("extract_keywords", LETTER).encode();

        assertThat(keywords)
                .doesNotContain("\"leeds\"", "\"gray\"", "\"truly\"", "\"the\"", "\"dear\"");
    }

    @Test
    void a_subject_needs_two_different_words() {
        JsonObject two = call("classify_subjects", LETTER);
        JsonObject one = call("classify_subjects", "The bishop, the bishop and the bishop.");

        assertThat(two.getJsonArray("subjects").getJsonObject(0).getString("subject"))
                .isEqualTo("Industry and manufacturing");
        assertThat(one.getJsonArray("subjects")).isEmpty();
        StandingQuotes.assertIn(LETTER, two);
    }

    @Test
    void a_sentence_without_end_is_cut_after_a_word_and_shows_it() {
        String endless = "and so we went on and on ".repeat(100);

        JsonObject result = call("generate_summary", endless);

        assertThat(result.getString("summary")).hasSizeLessThan(430).endsWith(" …");
        StandingQuotes.assertIn(endless, result);
    }

    private JsonObject call(String name, String text) {
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow()
                .call(new JsonObject().put("text", text));
    }
}
