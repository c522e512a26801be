package org.inkstream.agents.letters.zones;

import static org.assertj.core.api.Assertions.assertThat;

import org.inkstream.agents.letters.text.LetterText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterZonesTest {
    private static final String LETTER =
            """
            THE CALDER MILL COMPANY
            Halifax, 9th May 1874

            %s

            We have your order of the second and shall send the cloth by the
            canal boat on Monday, if the water allows it.

            %s
            %s

            Encl. price list
            cc: Mr. Booth
            P.S. The red sort is sold.

            To Messrs. Hale & Son
            Bradford
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Gentlemen,",
                "Dear Sirs",
                "My dear Mrs. Hale,",
                "Dr Sir",
                "My own dearest Aunt",
                "Sehr geehrte Herren!",
                "Hochverehrter Herr Regierungsrath!",
                "Lieber und verehrter Freund,",
                "Monsieur le Directeur,",
                "Ma chère amie",
                "प्रिय मित्र",
            })
    void a_greeting_on_its_own_line_is_the_salutation(String greeting) {
        assertThat(text(zones(greeting, "Yours truly", "A. Ward"), ZoneKind.SALUTATION))
                .isEqualTo(greeting);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Your obedt. humble servt.            | Jno. Ward
                    Believe me ever yours affectionately | Ellen
                    I remain, Gentlemen, Yours faithfully | A. B. Ward
                    Mit vorzüglicher Hochachtung Ihr ergebenster | Dr. K. Amsler
                    Herzlichst Dein                      | Karl
                    Votre bien dévoué                    | P. Favre
                    """)
    void the_formula_is_the_closing_and_the_name_below_it_the_signature(
            String formula, String name) {
        LetterZones zones = zones("Gentlemen,", formula, name);

        assertThat(text(zones, ZoneKind.CLOSING)).isEqualTo(formula);
        assertThat(text(zones, ZoneKind.SIGNATURE)).isEqualTo(name);
    }

    @Test
    void what_stands_below_the_signature_is_told_apart() {
        LetterZones zones = zones("Gentlemen,", "Yours truly", "A. Ward");

        assertThat(text(zones, ZoneKind.LETTERHEAD)).contains("CALDER MILL");
        assertThat(text(zones, ZoneKind.ENCLOSURE)).isEqualTo("Encl. price list");
        assertThat(text(zones, ZoneKind.COPY)).startsWith("cc: Mr. Booth");
        assertThat(text(zones, ZoneKind.ADDRESS)).startsWith("To Messrs. Hale");
    }

    @Test
    void a_name_behind_the_formula_in_one_line_is_the_signature() {
        LetterZones zones =
                LetterZones.of(LetterText.of("Dear Tom\n\nCome soon.\n\nEver yours, A.W."));

        assertThat(text(zones, ZoneKind.CLOSING)).isEqualTo("Ever yours,");
        assertThat(text(zones, ZoneKind.SIGNATURE)).isEqualTo("A.W.");
    }

    @Test
    void prose_alone_has_neither_greeting_nor_ending() {
        LetterZones zones =
                LetterZones.of(LetterText.of("the rain went on and nobody came to the mill today"));

        assertThat(zones.zones()).extracting(Zone::kind).containsExactly(ZoneKind.BODY);
    }

    @Test
    void zones_never_overlap() {
        int end = 0;
        for (Zone zone : zones("Gentlemen,", "Yours truly", "A. Ward").zones()) {
            assertThat(zone.charStart()).isGreaterThanOrEqualTo(end);
            end = zone.charEnd();
        }
    }

    @Test
    void tools_that_ask_for_one_text_share_its_zones() {
        LetterReader reader = new LetterReader();

        assertThat(reader.read("Dear Tom")).isSameAs(reader.read("Dear Tom"));
    }

    private static LetterZones zones(String greeting, String formula, String name) {
        return LetterZones.of(LetterText.of(LETTER.formatted(greeting, formula, name)));
    }

    private static String text(LetterZones zones, ZoneKind kind) {
        return zones.first(kind).map(zones::oneLine).orElse("");
    }
}
