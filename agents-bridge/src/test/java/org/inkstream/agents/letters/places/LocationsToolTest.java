package org.inkstream.agents.letters.places;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.agents.letters.StandingQuotes;
import org.inkstream.agents.letters.language.LanguageDetector;
import org.inkstream.agents.letters.language.StopWords;
import org.inkstream.agents.letters.zones.LetterReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationsToolTest {
    private final LocationsTool tool =
            LocationsTool.bundled(new LetterReader(), new LanguageDetector(StopWords.bundled()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    We went to St. Gallen and then to Aix-les-Bains.     | St. Gallen, Aix-les-Bains
                    LANDED LIVERPOOL THIS MORNING                        | Liverpool
                    Die Grenzen Preußens sind offen                      | Preußen
                    यह पत्र बनारस से लिख रहा हूँ                            | बनारस
                    I met Mr. London and J. Dublin in the garden         |
                    We lodge in Oxford Street with Lady Berlin           |
                    Her bath was cold, and so was the reading of it      |
                    She was very ill at Bath and is now in Reading       | Bath, Reading
                    I was staying at Byrkley Lodge with the children     | Byrkley Lodge
                    I saw him at Hartwell's in January, in God's name    |
                    """)
    void places_are_told_from_persons_streets_and_words(String text, String names) {
        JsonObject result = tool.call(new JsonObject().put("text", text));

        assertThat(namesIn(result))
                .containsExactlyElementsOf(names == null ? List.of() : List.of(names.split(", ")));
        StandingQuotes.assertIn(text, result);
    }

    @Test
    void a_known_place_has_type_country_and_every_quote() {
        String text = "From Genf to Zürich, and from Zürich to Genf.";

        JsonObject result = tool.call(new JsonObject().put("text", text));

        assertThat(result.getJsonArray("locations").getJsonObject(0))
                .isEqualTo(
                        new JsonObject(
                                """
                                {"name": "Genf", "type": "city", "country": "Switzerland",
                                 "confidence": 0.85}
                                """));
        assertThat(result.getJsonObject("_evidence").getJsonArray("locations")).hasSize(4);
    }

    private static List<String> namesIn(JsonObject result) {
        return result.getJsonArray("locations").stream()
                .map(location -> ((JsonObject) location).getString("name"))
                .toList();
    }
}
