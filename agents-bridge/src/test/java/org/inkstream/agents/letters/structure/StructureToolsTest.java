package org.inkstream.agents.letters.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.entities.ExtractPeople;
import org.inkstream.agents.letters.zones.LetterReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructureToolsTest {
    private static final int LARGEST = 512 * 1024;
    private static final String LETTER =
            """
            😀 Halifax, 9th May 1874

            My dear Mrs. Hale,

            Mr. Booth and Ellen Ward were here yester-
            day and spoke of you.

            Ever yours sincerely
            A. B. Ward, Secretary

            Encl. two drawings

            Mrs. Hale
            12 North Street
            Bradford
            """;

    private final LetterReader reader = new LetterReader();

    @Test
    void a_letter_says_who_wrote_to_whom_where_from_and_when() {
        JsonObject correspondence =
                call("parse_correspondence", LETTER).getJsonObject("correspondence");

        assertThat(correspondence.getString("date")).isEqualTo("1874-05-09");
        assertThat(correspondence.getJsonObject("sender").getString("name"))
                .isEqualTo("A. B. Ward");
        assertThat(correspondence.getJsonObject("sender").getString("location"))
                .isEqualTo("Halifax");
        assertThat(correspondence.getJsonObject("recipient").getString("name"))
                .isEqualTo("Mrs. Hale");
        assertThat(correspondence.getJsonObject("recipient").getString("location"))
                .isEqualTo("Bradford");
    }

    @Test
    void nobody_writes_to_themselves() {
        String letter =
                """
                Dear Sir,

                The boxes came on Tuesday and are all in good order.

                Yours sincerely,

                A. R. Fairbrother
                Borough Librarian.
                """;

        JsonObject correspondence =
                call("parse_correspondence", letter).getJsonObject("correspondence");

        assertThat(correspondence.getJsonObject("sender").getString("name"))
                .isEqualTo("A. R. Fairbrother");
        assertThat(String.valueOf(correspondence.getJsonObject("recipient")))
                .doesNotContain("Fairbrother");
    }

    @Test
    void a_request_for_an_answer_is_nobody_s_name() {
        String invitation =
                """
                Mr. and Mrs. Ormerod request the pleasure of your company
                on Wednesday, the 3rd of September, 1879, at Eleven o'clock.

                                                        R.S.V.P.

                Elm Grove, Halifax.
                """;

        assertThat(call("parse_correspondence", invitation).encode()).doesNotContain("R.S.V.P");
    }

    @Test
    void a_signature_is_parted_into_name_and_office() {
        JsonObject result = call("extract_signature", LETTER);

        assertThat(result.getString("signatory_name")).isEqualTo("A. B. Ward");
        assertThat(result.getString("title")).isEqualTo("Secretary");
    }

    @Test
    void a_body_is_running_text_without_greeting_and_closing() {
        JsonObject result = call("parse_letter_body", LETTER);

        assertThat(result.getJsonArray("body"))
                .containsExactly("Mr. Booth and Ellen Ward were here yesterday and spoke of you.");
        assertThat(result.getInteger("paragraph_count")).isEqualTo(1);
    }

    @Test
    void what_is_enclosed_is_named() {
        assertThat(call("identify_attachments", LETTER).getJsonArray("attachments"))
                .containsExactly("two drawings");
    }

    @Test
    void each_person_is_named_once() {
        List<String> names = new ArrayList<>();
        for (Object person : call("extract_people", LETTER).getJsonArray("people")) {
            names.add(((JsonObject) person).getString("name"));
        }

        assertThat(names).containsExactly("A. B. Ward", "Mrs. Hale", "Mr. Booth", "Ellen Ward");
    }

    @Test
    void a_year_below_the_letter_completes_its_day() {
        String letter = "Leeds, May 8\n\nDear Tom\n\nCome soon.\n\nYours ever\nA. Ward\n\n1817";

        JsonObject result = call("parse_correspondence", letter);

        assertThat(result.getJsonObject("correspondence").getString("date"))
                .isEqualTo("1817-05-08");
    }

    @Test
    void two_years_complete_nothing() {
        String letter =
                "Leeds, May 8\n\nDear Tom\n\nCome soon.\n\nYours ever\nA. Ward\n\n1817\n\n1819";

        JsonObject result = call("parse_correspondence", letter);

        assertThat(result.getJsonObject("correspondence").getString("date")).isEmpty();
    }

    @Test
    void what_is_not_there_is_empty_and_sure_of_nothing() {
        JsonObject result = call("extract_salutation", "the rain went on");

        assertThat(result)
                .isEqualTo(
                        new JsonObject(
                                "{'salutation':'','type':'','confidence':0.0}".replace('\'', '"')));
    }

    @Test
    void a_call_without_text_is_refused_by_name() {
        assertThatThrownBy(() -> new ExtractClosing(reader).call(new JsonObject()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'text'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                " ",
                "\n",
                "M.",
                "a-A'",
                "dear ",
                "1 May\n",
                "X\n\n",
                "A\f",
                "😀",
                "To \n",
                "Encl \n",
                "ref ",
                "a@a.",
                "~ . ~\n",
                "Yours truly\nMaria E\n\n"
            })
    void the_largest_text_of_anything_is_read(String piece) {
        String text = piece.repeat(piece.isEmpty() ? 0 : LARGEST / piece.length());

        assertEveryQuoteStands(text);
    }

    @Property(tries = 300)
    void whatever_the_text_every_quote_stands_where_it_says(@ForAll String text) {
        assertEveryQuoteStands(text);
    }

    @Property(tries = 300)
    void however_a_letter_is_shuffled_every_quote_stands_where_it_says(
            @ForAll @From("scraps") String text) {
        assertEveryQuoteStands(text);
    }

    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.of(
                        "Dear Sir",
                        "My dear Mrs. Hale,",
                        "Halifax, 9th May 1874",
                        "1874",
                        "To Mr. Booth",
                        "Yours truly",
                        "A. B. Ward",
                        "P.S. one word",
                        "cc: Mr. Gray; Mr. Moss",
                        "Encl. 2",
                        "😀 नमस्ते",
                        "and so we went sat-",
                        "isfied to bed.",
                        "",
                        "\f",
                        "Für die Direction",
                        "Herrn Dr. K. Amsler",
                        "- 2 -",
                        "Recd 10 May 1874")
                .list()
                .ofMaxSize(20)
                .map(lines -> String.join("\n", lines));
    }

    private void assertEveryQuoteStands(String text) {
        int[] codePoints = text.codePoints().toArray();
        for (LetterTool tool : tools()) {
            JsonObject evidence =
                    tool.call(new JsonObject().put("text", text))
                            .getJsonObject(Evidence.MEMBER, new JsonObject());
            for (String path : evidence.fieldNames()) {
                assertStands(codePoints, evidence.getJsonArray(path));
            }
        }
    }

    private static void assertStands(int[] text, JsonArray quotes) {
        for (Object each : quotes) {
            JsonObject quote = (JsonObject) each;
            int start = quote.getInteger("start");
            int end = quote.getInteger("end");
            // Not AssertJ's diff: it would describe half a megabyte.
            assertTrue(new String(text, start, end - start).equals(quote.getString("quote")));
        }
    }

    private JsonObject call(String name, String text) {
        return tools().stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow()
                .call(new JsonObject().put("text", text));
    }

    private List<LetterTool> tools() {
        List<LetterTool> tools = new ArrayList<>(StructureTools.all(reader));
        tools.add(new ExtractPeople(reader));
        return tools;
    }
}
