package org.inkstream.agents.letters.language;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageDetectorTest {
    private static final LanguageDetector DETECTOR = new LanguageDetector(StopWords.bundled());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | I have put off writing from day to day in hopes to have better news of you
                    en | You will be forry to hear that the fhip is loft & that moft of us are fafe
                    de | Ich habe Deinen lieben Brief erst gestern bekommen und danke Dir sehr dafür
                    fr | Nous avons bien reçu votre lettre et nous vous prions de ne pas l'oublier
                    hi | आपका पत्र कल मिला और यह जानकर मुझे बहुत खुशी हुई कि आप अच्छे हैं
                    es | He recibido su carta y no sé cómo darle las gracias por todo lo que me dice
                    it | Ho ricevuto la tua lettera e ti ringrazio di tutto quello che mi hai scritto
                    nl | Ik heb uw brief ontvangen en zal u zo spoedig als het kan een antwoord geven
                    la | Litteras tuas accepi quae mihi et fratri meo gratissimae fuerunt ut nunc te
                    """)
    void a_sentence_is_enough(String tag, String text) {
        assertThat(DETECTOR.detect(text)).extracting(LanguageGuess::tag).containsExactly(tag);
    }

    @Test
    void a_long_paragraph_in_another_language_is_a_second_language() {
        String text =
                """
                I have the letter of our friend in Lyon before me, and I give you his own words,
                for I could not put them better and you will want to know what he thinks of it:

                Je ne puis vous dire combien nous avons été heureux de votre visite, et nous ne
                demandons qu'une chose, c'est que vous reveniez avant la fin de cette année.
                """;

        assertThat(DETECTOR.detect(text))
                .extracting(LanguageGuess::tag)
                .containsExactly("en", "fr");
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "'   '",
        "'4417/94 12 27 1894'",
        "'Kjære venn jeg skriver til deg fra Bergen'"
    })
    void what_is_no_known_language_gets_no_tag(String text) {
        assertThat(DETECTOR.detect(text)).isEmpty();
    }

    @Property
    void any_text_is_read_and_confidence_stays_between_0_and_1(@ForAll String text) {
        assertThat(DETECTOR.detect(text + " the and of to which " + text))
                .allSatisfy(guess -> assertThat(guess.confidence()).isBetween(0.01, 1.0));
    }
}
