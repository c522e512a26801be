package org.inkstream.agents.letters.evaluate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how well the built-in rules read letters whose truth is known. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Reads letters with the built-in rules and compares the answers with the truth.",
            "",
            "FILE holds one JSON object a line: id, lang, text, truth{date_iso, sender,"
                    + " recipient, place, salutation, closing, signature, people[]} and, if"
                    + " known, truth_in_text{field: true|false}.",
            "",
            "Recall = right / letters with that truth; precision = right / answered among them."
                    + " On page = recall over truths that stand on the page. Right is: date equal"
                    + " (or equal as far as a year or month goes); surname found for sender,"
                    + " recipient and people; all words of one place in the other; word F1 of"
                    + " at least 0.8 for salutation, closing and signature.",
            "",
            "Exit code 0: done; 2: a line could not be read, a quote does not stand where it"
                    + " says, or a --min was not reached; 1: could not run."
        },
        footer = {
            "",
            "Examples:",
            "  inkstream evaluate letters.jsonl",
            "  inkstream evaluate letters.jsonl --lang en --show date",
            "  inkstream evaluate letters.jsonl --lang en --min date.precision=0.93"
                    + " --json scores.json"
        })
public final class EvaluateCommand implements InkstreamCommand, Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "letters with their truth, JSON lines")
    private Path file;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "write the scores there as JSON as well")
    private @Nullable Path json;

    @Option(
            names = "--lang",
            paramLabel = "CODE",
            description = "only letters in this language, such as en")
    private @Nullable String lang;

    @Option(
            names = "--min",
            paramLabel = "FIELD.FIGURE=VALUE",
            description = "fail below this, such as date.precision=0.93; may be repeated")
    private List<String> minima = new ArrayList<>();

    @Option(
            names = "--show",
            paramLabel = "FIELD",
            description = "list the letters whose answer is not the truth")
    private @Nullable String show;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            return evaluate();
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("evaluate: cannot read or write a file: " + e.getMessage());
        }
        return ExitCodes.COULD_NOT_RUN;
    }

    private int evaluate() throws IOException {
        List<Floor> floors = minima.stream().map(Floor::parse).toList();
        Optional<Field> shown = Optional.ofNullable(show).map(Floor::field);
        List<String> badLines = new ArrayList<>();
        Report report = read(badLines);

        ReportPrinter printer = new ReportPrinter(spec.commandLine().getOut());
        printer.scores(report);
        shown.ifPresent(field -> printer.misses(report.misses(field)));
        printer.quotes(report);
        printer.badLines(badLines);
        boolean reached = printer.floors(report, floors);
        if (json != null) {
            Files.writeString(json, report.toJson(badLines).encodePrettily() + "\n");
        }
        boolean sound = badLines.isEmpty() && report.violations().isEmpty();
        return sound && reached ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }

    private Report read(List<String> badLines) throws IOException {
        Report report = new Report();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    read(line, number, report, badLines);
                }
            }
        }
        return report;
    }

    private void read(String line, int number, Report report, List<String> badLines) {
        LetterRecord letter;
        try {
            letter = LetterRecord.parse(line);
        } catch (IllegalArgumentException e) {
            badLines.add("line " + number + ": " + e.getMessage());
            return;
        }
        if (lang == null || lang.equals(letter.lang())) {
            report.add(letter, Answers.of(letter.text()));
        }
    }
}
