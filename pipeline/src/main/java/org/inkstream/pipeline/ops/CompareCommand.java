package org.inkstream.pipeline.ops;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells whether two results say the same. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the enriched letters of two result folders.",
            "Times, attempts, costs, runs, owners, versions and _source are left out. A letter that is"
                    + " missing or there twice is a difference.",
            "Ends with 0 if both say the same, 2 if they differ, 1 if it could not compare."
        })
public final class CompareCommand implements InkstreamCommand, Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "A result folder, or a file with one enriched letter per line.")
    private Path left;

    @Parameters(index = "1", paramLabel = "B", description = "The one to compare it with.")
    private Path right;

    @Option(names = "--json", description = "Print one JSON object instead of lines for people.")
    private boolean json;

    @Option(
            names = "--limit",
            defaultValue = "50",
            description = "How many differences to list (default: ${DEFAULT-VALUE}); all count.")
    private int limit;

    @Override
    public Integer call() {
        try {
            ResultFile one = ResultFile.read(left);
            ResultFile other = ResultFile.read(right);
            return report(one, other, Comparison.of(one, other));
        } catch (IOException unreadable) {
            spec.commandLine().getErr().println("cannot compare: " + unreadable.getMessage());
            return ExitCodes.COULD_NOT_RUN;
        }
    }

    private int report(ResultFile one, ResultFile other, List<Difference> differences) {
        PrintWriter out = spec.commandLine().getOut();
        List<Difference> listed = differences.stream().limit(Math.max(0, limit)).toList();
        long documents = differences.stream().map(Difference::document).distinct().count();
        if (json) {
            out.println(asJson(one, other, differences.size(), documents, listed));
        } else if (differences.isEmpty()) {
            out.printf("no differences in %d letters%n", one.byDocument().size());
        } else {
            listed.forEach(out::println);
            out.printf(
                    "%d differences in %d letters (%d listed)%n",
                    differences.size(), documents, listed.size());
        }
        return differences.isEmpty() ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }

    private static String asJson(
            ResultFile one,
            ResultFile other,
            int differences,
            long documents,
            List<Difference> listed) {
        JsonArray list = new JsonArray();
        listed.forEach(difference -> list.add(difference.toJson()));
        return new JsonObject()
                .put("left", side(one))
                .put("right", side(other))
                .put("differences", differences)
                .put("documents_with_differences", documents)
                .put("listed", list)
                .encodePrettily();
    }

    private static JsonObject side(ResultFile file) {
        return new JsonObject()
                .put("file", file.file().toString())
                .put("documents", file.byDocument().size());
    }
}
