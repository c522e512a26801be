package org.inkstream.app;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Puts the commands that the modules bring under one root, all with the same manners. */
final class CommandTree {
    static final String VERBOSE = "--verbose";

    /** Shown first in the help: what most people come for. */
    private static final List<String> FIRST = List.of("enrich", "run", "status");

    private CommandTree() {}

    /**
     * The command line over {@code commands}, in whatever order they were found. It never exits the
     * process itself.
     */
    static CommandLine of(Collection<InkstreamCommand> commands) {
        CommandLine root = new CommandLine(new RootCommand());
        commands.stream()
                .map(CommandLine::new)
                .sorted(helpOrder())
                .forEach(command -> root.addSubcommand(command.getCommandName(), command));
        addManners(root);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setUsageHelpAutoWidth(true);
        root.setParameterExceptionHandler(Complaints::aboutArguments);
        root.setExecutionExceptionHandler(Complaints::aboutExecution);
        return root;
    }

    private static Comparator<CommandLine> helpOrder() {
        return Comparator.<CommandLine>comparingInt(command -> rank(command.getCommandName()))
                .thenComparing(CommandLine::getCommandName);
    }

    private static int rank(String name) {
        int at = FIRST.indexOf(name);
        return at < 0 ? FIRST.size() : at;
    }

    private static void addManners(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.findOption("--help") == null) {
            spec.mixinStandardHelpOptions(true);
        }
        if (spec.findOption(VERBOSE) == null) {
            spec.addOption(verbose());
        }
        spec.versionProvider(new BuildVersion());
        // picocli would end with 2 here, which means "some items failed" to our callers.
        spec.exitCodeOnInvalidInput(ExitCodes.COULD_NOT_RUN);
        spec.exitCodeOnExecutionException(ExitCodes.COULD_NOT_RUN);
        command.getSubcommands().values().forEach(CommandTree::addManners);
    }

    private static OptionSpec verbose() {
        return OptionSpec.builder(VERBOSE)
                .type(boolean.class)
                .description("Show the whole stack trace of an error.")
                .build();
    }
}
