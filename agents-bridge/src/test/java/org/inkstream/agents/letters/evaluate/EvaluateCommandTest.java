package org.inkstream.agents.letters.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {
    private static final Path REAL_LETTERS = Path.of("../../shared/data/letters/dev-letters.jsonl");
    private static final String GOOD =
            "{\"id\":\"one\",\"lang\":\"en\",\"text\":\"Leeds 3rd March 1811\\n\\nDear Sir\\n\\nCome.\\n\\n"
                    + "Yours truly\\nA. Ward\",\"truth\":{\"date_iso\":\"1811-03-03\",\"sender\":"
                    + "\"Anne Ward\",\"place\":\"York\"},\"truth_in_text\":{\"date_iso\":true}}";

    private final Path folder;
    private final StringWriter out = new StringWriter();

    EvaluateCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void scores_are_counted_where_the_truth_is_known() throws IOException {
        Path json = folder.resolve("scores.json");

        int code = evaluate(file(GOOD), "--json", json.toString());

        JsonObject fields =
                new JsonObject(Files.readString(json))
                        .getJsonObject("languages")
                        .getJsonObject("en")
                        .getJsonObject("fields");
        assertThat(code).isEqualTo(ExitCodes.OK);
        assertThat(fields.getJsonObject("date").getDouble("recall_in_text")).isEqualTo(1.0);
        assertThat(fields.getJsonObject("sender").getInteger("right")).isEqualTo(1);
        assertThat(fields.getJsonObject("place").getDouble("precision")).isEqualTo(0.0);
        assertThat(fields.getJsonObject("recipient").getInteger("truths")).isZero();
    }

    @Test
    void a_bad_line_is_named_with_its_number_and_the_rest_is_read() throws IOException {
        int code = evaluate(file(GOOD + "\nnot json\n{\"id\":\"x\"}\n" + GOOD));

        assertThat(code).isEqualTo(ExitCodes.SOME_FAILED);
        assertThat(out.toString())
                .contains("en, 2 letters")
                .contains("line 2: it is not a JSON object")
                .contains("line 3: member 'text' is missing");
    }

    @Test
    void a_figure_below_its_minimum_fails_and_is_named() throws IOException {
        int code = evaluate(file(GOOD), "--min", "place.recall=0.5");

        assertThat(code).isEqualTo(ExitCodes.SOME_FAILED);
        assertThat(out.toString()).contains("Not reached: en place recall");
    }

    @Test
    void misses_are_shown_with_truth_and_answer() throws IOException {
        evaluate(file(GOOD), "--show", "place");

        assertThat(out.toString()).contains("truth:  York").contains("answer: Leeds");
    }

    @Test
    void an_unknown_field_is_answered_with_the_known_ones() throws IOException {
        assertThat(evaluate(file(GOOD), "--show", "colour")).isEqualTo(ExitCodes.COULD_NOT_RUN);
        assertThat(out.toString()).contains("no field 'colour'").contains("salutation");
    }

    @Test
    void a_quote_that_stands_elsewhere_is_a_violation() {
        QuoteCheck check = new QuoteCheck("😀 Anna");

        check.check(
                "extract_people",
                new JsonObject("{\"people\":[{\"start\":3,\"end\":7,\"quote\":\"Anna\"}]}"));

        assertThat(check.violations()).hasSize(1);
    }

    @Test
    void the_command_is_found_by_the_entry_point() {
        assertThat(ServiceLoader.load(InkstreamCommand.class))
                .hasAtLeastOneElementOfType(EvaluateCommand.class);
    }

    @Test
    void real_english_letters_are_read_as_well_as_promised() {
        Assumptions.assumeTrue(
                Files.exists(REAL_LETTERS), "the letters to measure with are not on this machine");

        int code =
                evaluate(
                        REAL_LETTERS,
                        "--lang=en",
                        "--min=salutation.recall=0.90",
                        "--min=signature.recall=0.85",
                        "--min=closing.recall=0.85",
                        "--min=date.recall=0.60",
                        "--min=date.precision=0.93");

        assertThat(code).as(out.toString()).isEqualTo(ExitCodes.OK);
    }

    private int evaluate(Path file, String... options) {
        CommandLine command = new CommandLine(new EvaluateCommand());
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(out, true));
        String[] arguments = new String[options.length + 1];
        arguments[0] = file.toString();
        System.arraycopy(options, 0, arguments, 1, options.length);
        return command.execute(arguments);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("letters.jsonl"), content);
    }
}
