package org.inkstream.app.coordinator;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.SettingsOption;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.jobs.JobRequest;
import org.inkstream.pipeline.jobs.Listing;
import org.inkstream.time.ThreadTimers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What letters in files would take; needs no coordinator. */
@Command(
        name = "estimate",
        description = {
            "Estimates calls, GPU time and cost of letters in files, without asking anybody.",
            "By the tools, models file and price table of the settings; what is printed says how."
        })
final class EstimateJob implements Callable<Integer> {
    @Mixin private SettingsOption settingsOption;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILES",
            description = ".txt and .json files, folders.")
    private List<Path> files;

    @Option(names = "--json", description = "Print JSON instead of lines.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        JobFiles found = JobFiles.read(files, spec.commandLine().getErr());
        JsonObject body = new JsonObject().put("documents", found.letters());
        JobRequest request =
                JobRequest.read(body)
                        .match(
                                good -> good.request(),
                                bad -> {
                                    throw new IllegalArgumentException(
                                            String.join("; ", bad.problems()));
                                });
        Listing listing = Listing.of(request, OcrEventDecoder.MAX_RECORD_BYTES);
        try (ThreadTimers clock = new ThreadTimers("inkstream-clock")) {
            JsonObject estimate =
                    new EstimateOf(settingsOption.load()).of(listing, clock.now()).toJson();
            return found.exitCode(print(estimate, json, spec));
        }
    }

    static int print(JsonObject estimate, boolean asJson, CommandSpec spec) {
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(estimate.encodePrettily());
        } else {
            JsonObject gpu = estimate.getJsonObject("gpuSeconds");
            JsonObject cost = estimate.getJsonObject("costUsd");
            out.printf(
                    Locale.ROOT,
                    "%,d letters (%,d refused), %,d tool calls, %,d of them ask a model%n",
                    estimate.getInteger("documents"),
                    estimate.getInteger("refused"),
                    estimate.getLong("calls"),
                    estimate.getLong("modelCalls"));
            out.printf(
                    Locale.ROOT,
                    "GPU time  %,.0f s, from %,.0f to %,.0f s%n",
                    gpu.getDouble("expected"),
                    gpu.getDouble("low"),
                    gpu.getDouble("high"));
            out.printf(
                    "cost      %s USD, from %s to %s USD%n",
                    cost.getString("expected"), cost.getString("low"), cost.getString("high"));
            if (estimate.getLong("unpricedCalls") > 0) {
                out.printf(
                        "and %d calls of models without a listed price%n",
                        estimate.getLong("unpricedCalls"));
            }
            out.println(estimate.getString("basis"));
        }
        out.flush();
        return ExitCodes.OK;
    }
}
