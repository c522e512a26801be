package org.inkstream.app.enrich;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.config.Settings;
import org.inkstream.config.SettingsLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Enriches files, with broker and store inside the process. */
@Command(
        name = "enrich",
        description =
                "Enriches letters: .txt files with the text of one letter each, .json files with"
                        + " an OCR-complete event or a task each. Broker and store run inside;"
                        + " nothing else is needed.",
        footerHeading = "%nWhat is written into the folder:%n",
        footer = {
            "  letters/ID.json             one enriched letter each",
            "  results.jsonl               all of them, one per line",
            "  events.jsonl                every event that was announced",
            "  summary.txt, summary.json   what is printed at the end",
            "",
            "A letter's id is its path below the folder named here, without the extension; in a .json",
            "file, its content says it. The same command again continues where it was stopped.",
            "",
            "Examples:",
            "  inkstream enrich samples --out out",
            "  inkstream enrich box-1 box-2/0007.txt --out results --json",
            "  inkstream enrich samples --out out --agent http://127.0.0.1:3000/mcp",
            "",
            "Exit codes: 0 all enriched, 2 some failed (each is named), 1 could not run."
        })
public final class EnrichCommand implements InkstreamCommand, Callable<Integer> {
    /** What closing takes after the work in flight has come to its end. */
    private static final Duration CLOSING = Duration.ofSeconds(20);

    @Parameters(
            arity = "1..*",
            paramLabel = "FILES",
            description = "Files and folders; folders are searched recursively.")
    private List<Path> arguments;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "Folder for the results; made if it does not exist.")
    private Path out;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Settings file; needs only the keys that differ from the defaults.")
    private List<Path> settingsFiles = List.of();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, for example workflow.maxInFlight=50; may be repeated.")
    private Map<String, String> overrides = Map.of();

    @Option(
            names = "--agent",
            paramLabel = "URL",
            description =
                    "MCP endpoint that answers all tool calls instead of the built-in agents.")
    private String agent = "";

    @Option(
            names = "--no-reuse",
            description = "Ask agents even where the same text has been paid for before.")
    private boolean noReuse;

    @Option(names = "--json", description = "Print the summary as JSON instead of a table.")
    private boolean json;

    @Spec private CommandSpec spec;

    private final EnrichmentRun.Opener opener;
    private final Terminal terminal = Terminal.ofThisProcess();

    /** With broker and store inside this process. */
    public EnrichCommand() {
        this(EmbeddedRun::new);
    }

    /**
     * @param opener makes the service that does the work
     */
    EnrichCommand(EnrichmentRun.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LetterFiles files = LetterFiles.find(arguments, out);
        if (files.letters().isEmpty() && files.refused().isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no .txt or .json file in " + arguments + "; nothing was done");
        }
        Settings settings = settings();
        Duration patience = settings.workflow().drainDeadline().plus(CLOSING);
        try (ResultFolder folder = ResultFolder.open(out);
                StopSignal stop = StopSignal.install(patience, this::announceStop);
                EnrichmentRun service = opener.open(settings)) {
            RunLog.into(ResultFolder.stateFolder(out).resolve("inkstream.log"));
            ProgressPrinter printer = new ProgressPrinter(err(), service.timers(), terminal);
            Summary summary = new EnrichJob(files, service, folder, printer, stop::requested).run();
            print(summary);
            return summary.failed().isEmpty() ? ExitCodes.OK : ExitCodes.SOME_FAILED;
        }
    }

    private Settings settings() {
        SettingsLoader loader = Settings.loader().environment(System.getenv());
        settingsFiles.forEach(loader::file);
        Map<String, String> given = new LinkedHashMap<>(overrides);
        if (!agent.isEmpty()) {
            given.put("agents.url", agent);
        }
        if (noReuse) {
            given.put("workflow.reuse", "false");
        }
        // The results are a projection of a private broker; a shared one would mix in other
        // letters.
        given.put("kafka.bootstrapServers", "");
        given.put("store.uri", "");
        given.put("embedded.kafkaPort", "0");
        given.put("embedded.storePort", "0");
        given.put("http.port", "0");
        given.put("instance.stateFolder", ResultFolder.stateFolder(out).toString());
        return loader.override(given).load();
    }

    private void announceStop() {
        err().println();
        err().println("stopping: letters on their way are finished first ...");
        err().flush();
    }

    private void print(Summary summary) {
        PrintWriter writer = spec.commandLine().getOut();
        if (json) {
            writer.println(summary.toJson().encodePrettily());
        } else {
            writer.print(SummaryTable.render(summary, terminal.columns()));
            writer.println("results are in " + out);
        }
        writer.flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
