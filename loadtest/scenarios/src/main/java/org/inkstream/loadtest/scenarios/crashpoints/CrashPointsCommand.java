package org.inkstream.loadtest.scenarios.crashpoints;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets a worker die at each point where it touches the world outside. */
@Command(
        name = "crash-points",
        description = {
            "A worker kills itself at a named point, another one finishes what is left; for every"
                    + " point where a worker touches broker, store or agents.",
            "Ends with 0 if every letter was enriched once and only calls in the air were repeated,"
                    + " with 2 otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream loadtest crash-points",
            "  inkstream loadtest crash-points --at RunStore.write.after:3"
        })
public final class CrashPointsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--at",
            paramLabel = "POINT[:N]",
            description = "Only there, at the n-th passing; may be repeated.")
    private List<String> at = List.of();

    @Option(
            names = "--passing",
            defaultValue = "2",
            description = "At which passing of every point (default: ${DEFAULT-VALUE}).")
    private int passing;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<CrashPoint> points =
                at.isEmpty() ? CrashPoint.all(passing) : at.stream().map(CrashPoint::of).toList();
        List<PointResult> results =
                new PointsScenario(
                                points,
                                line -> {
                                    out.println(line);
                                    out.flush();
                                })
                        .play();
        if (json != null) {
            JsonArray all = new JsonArray();
            results.forEach(one -> all.add(one.toJson()));
            Files.writeString(json, all.encodePrettily());
        }
        out.printf(
                "%d points, died at %d, broken %d%n",
                results.size(),
                results.stream().filter(PointResult::died).count(),
                results.stream().filter(one -> !one.problems().isEmpty()).count());
        out.flush();
        boolean all = results.stream().allMatch(one -> one.problems().isEmpty());
        return all ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }
}
