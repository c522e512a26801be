package org.inkstream.app.coordinator;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.inkstream.app.service.Reachable;
import org.inkstream.app.service.Termination;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Jobs of many letters as a process of their own. */
@Command(
        name = "coordinator",
        description = {
            "Runs jobs of many letters: takes finished OCR jobs and requests, publishes a task for"
                    + " each letter, and watches what becomes of it.",
            "All that it knows is in the store: it may be killed at any time, and several may run."
                    + " Asks the broker and the store of the settings, or the embedded ones of this"
                    + " machine."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream coordinator --settings inkstream.yaml",
            "  curl -H 'content-type: application/json' -d @job.json http://127.0.0.1:8001/jobs",
            "  inkstream jobs list"
        })
public final class CoordinatorCommand implements InkstreamCommand, Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Mixin private SettingsOption settingsOption;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = Reachable.of(settingsOption.load());
        Termination termination = Termination.onSignals(PATIENCE);
        try (Coordinator coordinator = Coordinator.start(settings, termination::isAsked)) {
            PrintWriter out = spec.commandLine().getOut();
            out.printf("http     %s:%d%n", settings.coordinator().host(), coordinator.port());
            out.println("running; stop with Ctrl-C");
            out.flush();
            termination.awaitAsked();
        } catch (IllegalStateException failure) {
            // Who asks for the end of a process that still waits gets what he asked for.
            if (!termination.isAsked()) {
                throw failure;
            }
        } finally {
            termination.cleanedUp();
        }
        return ExitCodes.OK;
    }
}
