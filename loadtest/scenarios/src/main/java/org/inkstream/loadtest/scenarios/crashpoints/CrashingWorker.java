package org.inkstream.loadtest.scenarios.crashpoints;

import java.util.Arrays;
import java.util.concurrent.Callable;
import org.inkstream.app.service.RunCommand;
import org.inkstream.command.SettingsOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A worker as {@code inkstream worker} starts it, but one that dies at a named point. */
@Command(name = "crashing-worker", mixinStandardHelpOptions = true)
public final class CrashingWorker implements Callable<Integer> {
    /** System property with the point. */
    static final String AT = "inkstream.crash.at";

    @Mixin private SettingsOption settings;
    @Spec private CommandSpec spec;

    public static void main(String[] args) {
        // The first argument is the word worker, as for the real one.
        String[] options = Arrays.copyOfRange(args, 1, args.length);
        System.exit(new CommandLine(new CrashingWorker()).execute(options));
    }

    @Override
    public Integer call() {
        CrashPoint point = CrashPoint.of(System.getProperty(AT, ""));
        return RunCommand.serve(
                settings.load(), spec.commandLine().getOut(), new SelfKilling(point));
    }
}
