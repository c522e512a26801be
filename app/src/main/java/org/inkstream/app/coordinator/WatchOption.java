package org.inkstream.app.coordinator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import org.inkstream.app.service.Await;
import org.inkstream.command.ExitCodes;
import org.inkstream.time.Deadlines;
import org.inkstream.time.ThreadTimers;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whether a command stays until a job has come to rest. */
final class WatchOption {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int SHOWN = 20;

    @Option(names = "--watch", description = "Stay until the job has ended, and show its progress.")
    private boolean watch;

    /** Prints the job, at once or when it has come to rest; before that what to do about it. */
    int end(CoordinatorOption coordinator, JsonObject job, CommandSpec spec) {
        String hint = job.getString("hint", "");
        if (!hint.isEmpty()) {
            spec.commandLine().getErr().println(hint);
            spec.commandLine().getErr().flush();
        }
        JsonObject last = watch ? watched(coordinator, job, spec.commandLine().getErr()) : job;
        coordinator.print(last, spec);
        if (!coordinator.asJson() && last.getInteger("error") > 0) {
            JsonArray failed =
                    coordinator
                            .client()
                            .get(
                                    coordinator.path(last.getString("id"))
                                            + "/documents?state=error&size="
                                            + SHOWN)
                            .getJsonArray("documents");
            PrintWriter out = spec.commandLine().getOut();
            JobLines.errors(failed).forEach(out::println);
            out.flush();
        }
        return watch && !isAllEnriched(last) ? ExitCodes.SOME_FAILED : ExitCodes.OK;
    }

    private static boolean isAllEnriched(JsonObject job) {
        return "finished".equals(job.getString("status")) && job.getInteger("error") == 0;
    }

    private static JsonObject watched(
            CoordinatorOption coordinator, JsonObject job, PrintWriter err) {
        JsonObject now = job;
        String shown = "";
        try (ThreadTimers timers = new ThreadTimers("inkstream-watch")) {
            while (isMoving(now)) {
                String line = JobLines.of(now);
                if (!coordinator.asJson() && !line.equals(shown)) {
                    err.println(line);
                    err.flush();
                    shown = line;
                }
                Await.done("waiting", EVERY.multipliedBy(10), Deadlines.pause(timers, EVERY));
                now = coordinator.client().get(coordinator.path(job.getString("id")));
            }
        }
        return now;
    }

    private static boolean isMoving(JsonObject job) {
        String status = job.getString("status");
        return "running".equals(status) || "creating".equals(status);
    }
}
