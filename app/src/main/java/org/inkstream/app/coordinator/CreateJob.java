package org.inkstream.app.coordinator;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.inkstream.pipeline.ingest.Urgent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A job of the letters in files, or of an OCR job. */
@Command(
        name = "create",
        description = "Creates a job of letters in files and folders, or of a finished OCR job.")
final class CreateJob implements Callable<Integer> {
    @Mixin private CoordinatorOption coordinator;
    @Mixin private WatchOption watch;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILES",
            description = ".txt and .json files, folders.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Id of the job; asked twice, made once.")
    private String id = "";

    @Option(names = "--ocr-job", paramLabel = "ID", description = "Letters of this OCR job.")
    private String ocrJob = "";

    @Option(names = "--collection", paramLabel = "ID", description = "Of letters that name none.")
    private String collection = "";

    @Option(
            names = "--priority",
            paramLabel = "N",
            description =
                    "Higher goes first; from "
                            + Urgent.PRIORITY
                            + " on its letters go to the topic of urgent ones, if the coordinator"
                            + " knows one.")
    private int priority;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description = "Cancel the job once its letters have cost so much.")
    private BigDecimal budget = BigDecimal.ZERO;

    @Option(names = "--dry-run", description = "Only say what the job would take.")
    private boolean dryRun;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        JsonObject body = new JsonObject();
        if (files.isEmpty()) {
            return send(body);
        }
        JobFiles found = JobFiles.read(files, spec.commandLine().getErr());
        return found.exitCode(send(body.put("documents", found.letters())));
    }

    private int send(JsonObject body) {
        put(body, "jobId", id);
        put(body, "ocrJobId", ocrJob);
        put(body, "collectionId", collection);
        if (priority != 0) {
            body.put("priority", priority);
        }
        if (budget.signum() != 0) {
            body.put("budgetUsd", budget.toPlainString());
        }
        if (dryRun) {
            return EstimateJob.print(
                    coordinator.client().post("/jobs?dryRun=true", body),
                    coordinator.asJson(),
                    spec);
        }
        return watch.end(coordinator, coordinator.client().post("/jobs", body), spec);
    }

    private static void put(JsonObject body, String name, String value) {
        if (!value.isEmpty()) {
            body.put(name, value);
        }
    }
}
