package org.inkstream.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.inkstream.yaml.InvalidFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceFileTest {
    private static final String GOOD =
            """
            providers: {p: {paid: true}}
            models:
              - name: m
                provider: p
                aliases: [a, b]
                prices:
                  - {from: 2026-01-01, to: 2026-01-31, perMillion: {input: 1.50, output: 2}}
                  - {from: 2026-02-01, perMillion: {input: 1, output: 2}, source: a letter}
            """;

    @Test
    void everything_that_is_wrong_is_told_at_once_and_by_name() {
        List<String> problems =
                problems(
                        """
                        providers: {p: {paid: true}, free: {pade: false}}
                        models:
                          - name: negative
                            provider: p
                            prices:
                              - {from: 2026-01-01, perMillion: {input: -1}}
                          - name: empty
                            provider: p
                            prices:
                              - {from: 2026-01-01}
                          - name: misspelt
                            provider: q
                            prices:
                              - {from: 2026-01-01, perMillion: {cache_reads: 1, output: 1}}
                          - name: overlap
                            provider: p
                            prices:
                              - {from: 2026-01-01, to: 2026-02-01, perMillion: {input: 1}}
                              - {from: 2026-02-01, perMillion: {input: 1}}
                          - name: open
                            provider: p
                            prices:
                              - {from: 2026-01-01, perMillion: {input: 1}}
                              - {from: 2026-02-01, perMillion: {input: 1}}
                          - name: gap
                            provider: p
                            prices:
                              - {from: 2026-01-01, to: 2026-01-30, perMillion: {input: 1}}
                              - {from: 2026-02-01, perMillion: {input: 1}}
                          - name: lengths
                            provider: p
                            prices:
                              - {from: 2026-01-01, upTo: 100, perMillion: {input: 1}}
                              - {from: 2026-01-01, upTo: 100, perMillion: {input: 1}}
                          - name: names
                            provider: p
                            aliases: [gap]
                            prices:
                              - {from: yesterday, batch: 2, perMillion: {input: much}}
                          - name: nothing
                            provider: p
                        """);

        assertThat(problems)
                .containsExactly(
                        "providers.free.pade: is not a known key; did you mean 'paid'?",
                        "models.negative.prices.0.perMillion: input must not be negative, got -1",
                        "models.empty.prices.0: perMillion has no price",
                        "models.misspelt.prices.0.perMillion: 'cache_reads' is not a token class;"
                                + " did you mean 'cache_read'?",
                        "models.misspelt: provider 'q' is not listed under providers; did you mean"
                                + " 'p'?",
                        "models.names.prices.0.from: must be a day such as 2026-10-07, got"
                                + " 'yesterday'",
                        "models.names.prices.0.perMillion.input: must be a number, got 'much'",
                        "models.names.prices.0: batch must be 0 to 1, got 2",
                        "models.overlap: the prices from 2026-01-01 and from 2026-02-01 overlap:"
                                + " the first must end on 2026-01-31",
                        "models.open: the prices from 2026-01-01 and from 2026-02-01 overlap: the"
                                + " first must end on 2026-01-31",
                        "models.gap: there is no price between 2026-01-30 and 2026-02-01",
                        "models.lengths: two prices from 2026-01-01 overlap: both hold for prompts"
                                + " of up to 100 tokens",
                        "models.lengths: from 2026-01-01 there is no price for prompts of more"
                                + " than 100 tokens",
                        "models.names: 'gap' is also a name of gap",
                        "models.nothing: has no prices");
    }

    @Test
    void the_version_names_what_the_file_says_and_not_how() {
        String reordered =
                """
                # A comment.
                models:
                  - prices:
                      - {perMillion: {output: 2.0, input: 1}, from: "2026-02-01"}
                      - {from: 2026-01-01, to: 2026-01-31, perMillion: {input: 1.5, output: 2}}
                    provider: p
                    name: m
                    aliases: [b, a]
                providers: {p: {paid: true}}
                """;

        String version = PriceFile.parse("a", GOOD).version();

        assertThat(version).matches("[0-9a-f]{16}");
        assertThat(PriceFile.parse("b", reordered).version()).isEqualTo(version);
        assertThat(PriceFile.parse("c", GOOD.replace("1.50", "1.51")).version())
                .isNotEqualTo(version);
        assertThat(PriceFile.parse("d", GOOD.replace("01-31", "01-30").replace("02-01", "01-31")))
                .extracting(PriceTable::version)
                .isNotEqualTo(version);
    }

    @Test
    void a_file_of_ones_own_takes_the_place_of_the_packaged_one(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), GOOD);

        assertThat(PriceTable.load(file.toString()).models()).hasSize(1);
        assertThat(PriceTable.load(file.toString()).source()).isEqualTo(file.toString());
        assertThat(PriceTable.load("").version()).isEqualTo(PriceTable.packaged().version());
        assertThatThrownBy(() -> PriceTable.load(folder.resolve("none").toString()))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("there is no such price file");
    }

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(InvalidFile.class, () -> PriceFile.parse("prices.yaml", yaml))
                .problems();
    }
}
