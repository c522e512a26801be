package org.inkstream.app.service;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.audit.AuditReport;
import org.inkstream.pipeline.ingest.kafka.ConsumerLag;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.store.mongo.StoreCounts;
import org.inkstream.pipeline.store.mongo.StoreListener;
import org.inkstream.time.ThreadTimers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a running system stands, asked of its broker and its store. */
@Command(
        name = "status",
        description = {
            "Shows how a running system stands: records behind, runs, letters, reviews, processes.",
            "Asks the broker and the store of the settings, or the embedded ones of this machine.",
            "With --verify it reads topic, journal and store, compares them, and names what is lost"
                    + " or stands twice; a system that runs may go on running."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream status",
            "  inkstream status --settings inkstream.yaml --json",
            "  inkstream status --verify --show 50"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the system answers; with --verify: everything agrees",
            "1:the system does not answer",
            "2:with --verify: something does not agree"
        })
public final class StatusCommand implements InkstreamCommand, Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @Mixin private SettingsOption settingsOption;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Option(
            names = "--verify",
            description = "Compare topic, journal and store, and name what does not agree.")
    private boolean verify;

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "10",
            description = "With --verify: how many of each kind to name (default: 10).")
    private int shown;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = Reachable.of(settingsOption.load());
        Vertx vertx = Vertx.vertx();
        try (ThreadTimers clock = new ThreadTimers("inkstream-status")) {
            MongoStores stores =
                    MongoStores.open(vertx, settings.store(), clock, StoreListener.NONE);
            int code = verify ? verify(settings, stores, clock) : show(settings, stores);
            Await.done("closing the store", LIMIT, stores.close());
            return code;
        } finally {
            Await.done("closing", LIMIT, vertx.close());
        }
    }

    private int show(Settings settings, MongoStores stores) {
        ConsumerLag lag = ConsumerLag.ask(settings.kafka(), LIMIT);
        StoreCounts counts = Await.done("counting", LIMIT, stores.counts());
        Map<String, OwnerStore.Beat> owners =
                Await.done("asking for processes", LIMIT, stores.owners().beats());
        print(spec.commandLine().getOut(), lag, counts, owners);
        return ExitCodes.OK;
    }

    private int verify(Settings settings, MongoStores stores, ThreadTimers clock) {
        PrintWriter err = spec.commandLine().getErr();
        AuditReport report =
                new Verification(
                                settings,
                                stores,
                                clock,
                                read -> {
                                    err.printf("%,d records read%n", read);
                                    err.flush();
                                })
                        .run();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.toJson(shown).encodePrettily());
        } else {
            report.lines(shown).forEach(out::println);
        }
        out.flush();
        return report.agrees() ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }

    private void print(
            PrintWriter out,
            ConsumerLag lag,
            StoreCounts counts,
            Map<String, OwnerStore.Beat> owners) {
        if (json) {
            out.println(toJson(lag, counts, owners).encodePrettily());
        } else {
            out.printf(
                    "%-12s %,10d in the topic, %,d behind%n",
                    "records", lag.records(), lag.behind());
            out.printf(
                    "%-12s %,10d open, %,d closed%n",
                    "runs", counts.openRuns(), counts.closedRuns());
            out.printf(
                    "%-12s %,10d enriched, %,d need review%n",
                    "letters", counts.enriched(), counts.needReview());
            out.printf("%-12s %,10d recorded%n", "model calls", counts.costRecords());
            owners.forEach(
                    (name, beat) ->
                            out.printf(
                                    "%-12s %s, incarnation %d, %s%n",
                                    "process",
                                    name,
                                    beat.incarnation(),
                                    beat.resigned() ? "has left" : "beat " + beat.counter()));
        }
        out.flush();
    }

    private static JsonObject toJson(
            ConsumerLag lag, StoreCounts counts, Map<String, OwnerStore.Beat> owners) {
        JsonArray processes = new JsonArray();
        owners.forEach(
                (name, beat) ->
                        processes.add(
                                new JsonObject()
                                        .put("name", name)
                                        .put("incarnation", beat.incarnation())
                                        .put("beat", beat.counter())
                                        .put("resigned", beat.resigned())));
        return new JsonObject()
                .put("records", lag.records())
                .put("behind", lag.behind())
                .put("store", counts.toJson())
                .put("processes", processes);
    }
}
