package org.inkstream.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code ./inkstream} is without a command: its help. */
@Command(
        name = "inkstream",
        description = "Enriches OCR'd historical letters as a stream.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream enrich samples --out out       enrich a folder of letters, everything embedded",
            "  inkstream run --settings inkstream.yaml  run the service",
            "  inkstream COMMAND --help                 what a command takes, with examples",
            "",
            "Exit codes: 0 all done, 1 could not run, 2 some items failed (each is named)."
        })
final class RootCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
