package org.inkstream.app.service;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.audit.AuditReport;
import org.inkstream.pipeline.store.mongo.MongoStores;
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
                    + " or stands twice; a system that runs may go on running. Where letters or events"
                    + " go over NSQ, which keeps nothing, it says what it could not compare."
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
            description = "Compare topic, journal, store and jobs, and name what does not agree.")
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
        try (CommandStore store = CommandStore.open(settings.store(), "status")) {
            return verify
                    ? verify(settings, store.stores(), store.clock())
                    : show(settings, store.stores());
        }
    }

    private int show(Settings settings, MongoStores stores) {
        Standing standing = Standing.ask(settings, stores, LIMIT);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(standing.toJson().encodePrettily());
        } else {
            standing.lines().forEach(out::println);
        }
        out.flush();
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
}
