package org.inkstream.app.service;

import java.util.concurrent.Callable;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One worker of a cluster: a service that embeds nothing. */
@Command(
        name = "worker",
        description = "Runs one worker of a cluster; the settings must name a broker and a store.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream backend &",
            "  inkstream worker --set kafka.bootstrapServers=127.0.0.1:9092 \\",
            "      --set store.uri=mongodb://127.0.0.1:27018 --set instance.stateFolder=./worker-1"
        })
public final class WorkerCommand implements InkstreamCommand, Callable<Integer> {
    @Mixin private SettingsOption settingsOption;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = settingsOption.load();
        require(
                !settings.events().kafka() || !settings.kafka().bootstrapServers().isEmpty(),
                "kafka.bootstrapServers");
        require(!settings.store().uri().isEmpty(), "store.uri");
        return RunCommand.serve(settings, spec.commandLine().getOut());
    }

    private void require(boolean given, String key) {
        if (!given) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a worker embeds nothing: set "
                            + key
                            + " (in a settings file, the environment or with --set), or use"
                            + " 'inkstream run'");
        }
    }
}
