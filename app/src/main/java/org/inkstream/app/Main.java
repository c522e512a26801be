package org.inkstream.app;

import java.util.List;
import java.util.ServiceLoader;
import org.inkstream.command.InkstreamCommand;

/** Entry point of {@code ./inkstream}. */
public final class Main {
    private Main() {}

    /** Runs the command that {@code args} name and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(CommandTree.of(installedCommands()).execute(args));
    }

    private static List<InkstreamCommand> installedCommands() {
        return ServiceLoader.load(InkstreamCommand.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
