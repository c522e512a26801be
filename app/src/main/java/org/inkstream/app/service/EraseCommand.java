package org.inkstream.app.service;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.Settings;
import org.inkstream.config.StoreSettings;
import org.inkstream.pipeline.store.mongo.Erasure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Forgets letters. */
@Command(
        name = "erase",
        description = {
            "Removes letters from the store: current and earlier versions, runs with their text and"
                    + " results, what could be used again, what was to be begun later, and reviews.",
            "What they cost stays, and so does the note that they were erased. Topics and result"
                    + " folders are left alone; erase there what must go."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream erase letter-17 --yes",
            "  inkstream erase letter-17 letter-18 --yes --settings inkstream.yaml",
            "",
            "Exit codes: 0 all erased, 2 some were being worked on, 1 could not run."
        })
public final class EraseCommand implements InkstreamCommand, Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Parameters(arity = "1..*", paramLabel = "DOCUMENT", description = "Ids of the letters.")
    private List<String> documents = List.of();

    @Option(names = "--yes", description = "Really erase them; nothing brings them back.")
    private boolean yes;

    @Option(
            names = "--even-open",
            description = "Also letters with an open run: only when no process works on them.")
    private boolean evenOpen;

    @Mixin private SettingsOption settingsOption;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        StoreSettings store = reachable(settingsOption.load());
        PrintWriter out = spec.commandLine().getOut();
        if (!yes) {
            out.printf("would erase %d letters for ever; say --yes to do it%n", documents.size());
            out.flush();
            return ExitCodes.COULD_NOT_RUN;
        }
        try (CommandStore opened = CommandStore.open(store, "erase")) {
            return erase(opened.stores().erasure(), out);
        } finally {
            out.flush();
        }
    }

    private int erase(Erasure erasure, PrintWriter out) {
        int code = ExitCodes.OK;
        for (String document : documents) {
            Erasure.Erased erased = Await.done("erasing", LIMIT, erasure.erase(document, evenOpen));
            if (erased.inWork()) {
                out.printf("%s is being worked on; try again when its run is closed%n", document);
                code = ExitCodes.SOME_FAILED;
            } else if (erased.total() == 0) {
                out.printf("%s is not in the store%n", document);
            } else {
                out.printf("%s erased, %d documents%n", document, erased.total());
            }
        }
        return code;
    }

    /** The embedded store of this machine where none is named. */
    private static StoreSettings reachable(Settings settings) {
        String uri = settings.store().uri();
        return settings.store()
                .at(uri.isEmpty() ? "mongodb://127.0.0.1:" + settings.embedded().storePort() : uri);
    }
}
