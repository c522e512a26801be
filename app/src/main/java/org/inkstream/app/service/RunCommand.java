package org.inkstream.app.service;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The service with all roles; broker and store are embedded unless the settings name them. */
@Command(
        name = "run",
        description = {
            "Runs the service until it is stopped: reads OCR-complete events, enriches, announces.",
            "Broker and store are embedded unless the settings name them."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream run",
            "  inkstream run --settings inkstream.yaml",
            "  inkstream run --set kafka.bootstrapServers=kafka:9092 --set"
                    + " store.uri=mongodb://mongo:27017"
        })
public final class RunCommand implements InkstreamCommand, Callable<Integer> {
    @Mixin private SettingsOption settingsOption;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        return serve(settingsOption.load(), spec.commandLine().getOut());
    }

    static int serve(Settings settings, PrintWriter out) {
        return serve(settings, out, Seams.NONE);
    }

    /**
     * Runs a service until somebody asks the process to end. Blocks.
     *
     * @return the exit code
     */
    public static int serve(Settings settings, PrintWriter out, Seams seams) {
        // Before anything starts, because it reads the models file and the prompts.
        String revision = Service.revision(settings);
        Duration patience = settings.workflow().drainDeadline().plusSeconds(30);
        Termination termination = Termination.onSignals(patience);
        try (StateFolder folder = StateFolder.lock(settings.instance().stateFolder());
                Backend backend = Backend.start(settings);
                Service service =
                        Service.start(
                                backend.settings(),
                                () -> termination.ask("another process took this instance's name"),
                                seams,
                                termination::isAsked)) {
            if (settings.events().kafka()) {
                out.printf("kafka    %s%n", backend.settings().kafka().bootstrapServers());
            }
            if (settings.events().nsq()) {
                out.printf("nsq      %s%n", String.join(",", settings.nsq().nsqd()));
            }
            out.printf("store    %s%n", Addresses.withoutSecrets(backend.settings().store().uri()));
            out.printf("http     %s:%d%n", settings.http().host(), service.managementPort());
            out.printf("state    %s%n", folder.path());
            out.printf("revision %s%n", revision);
            out.println("running; stop with Ctrl-C");
            out.flush();
            String reason = termination.awaitAsked();
            if (!reason.isEmpty()) {
                throw new IllegalStateException(reason);
            }
            return ExitCodes.OK;
        } catch (IllegalStateException failure) {
            // Who asks for the end of a process that still waits gets what he asked for.
            if (termination.isAsked() && termination.awaitAsked().isEmpty()) {
                return ExitCodes.OK;
            }
            throw failure;
        } finally {
            termination.cleanedUp();
        }
    }
}
