package org.inkstream.app.service;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.publish.kafka.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The embedded broker and store alone, for workers in other processes. */
@Command(
        name = "backend",
        description = "Runs the embedded broker and store alone, for workers on this machine.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream backend",
            "  inkstream backend --set embedded.kafkaPort=0 --set embedded.storePort=0"
        })
public final class BackendCommand implements InkstreamCommand, Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TOPICS = Duration.ofSeconds(30);

    @Mixin private SettingsOption settingsOption;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = settingsOption.load().at("", "");
        PrintWriter out = spec.commandLine().getOut();
        Termination termination = Termination.onSignals(PATIENCE);
        try (StateFolder folder = StateFolder.lock(settings.instance().stateFolder());
                Backend backend = Backend.start(settings)) {
            if (settings.events().kafka()) {
                new Topics(backend.settings().kafka()).create(TOPICS);
                out.printf("kafka    %s%n", backend.settings().kafka().bootstrapServers());
            }
            out.printf("store    %s%n", backend.settings().store().uri());
            out.printf("state    %s%n", folder.path());
            out.println("running; stop with Ctrl-C");
            out.flush();
            termination.awaitAsked();
            return ExitCodes.OK;
        } finally {
            termination.cleanedUp();
        }
    }
}
