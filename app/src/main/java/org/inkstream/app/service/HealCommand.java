package org.inkstream.app.service;

import io.vertx.core.Future;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.Settings;
import org.inkstream.money.Money;
import org.inkstream.pipeline.ops.HealJob;
import org.inkstream.pipeline.ops.HealReport;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.workflow.HealCandidate;
import org.inkstream.time.ThreadTimers;
import org.inkstream.yaml.Spelling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Has running workers call again what failed in letters that are enriched. */
@Command(
        name = "heal",
        description = {
            "Finds letters in which tools failed or gave placeholders, and has running workers call"
                    + " only those tools again. What people said of a letter stays.",
            "A letter that gets better becomes a new version; of one that does not, only what the"
                    + " calls cost is recorded."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream heal --dry-run",
            "  inkstream heal --collection smith-papers --tool extract_people --wait",
            "  inkstream heal --rate 2 --budget 5.00"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is planned; with --wait or --budget: everything is healed",
            "1:the store does not answer",
            "2:letters stay as they are, each is named with the reason; or no process works on them"
        })
public final class HealCommand implements InkstreamCommand, Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final int SECONDS = 60;

    /**
     * Times {@code journal.deadAfter}, after which a process is dead: one that is started again
     * meanwhile, or a store that is, shall not end the waiting.
     */
    private static final int PATIENCE = 4;

    @Mixin private SettingsOption settingsOption;

    @Option(
            names = "--collection",
            paramLabel = "ID",
            description = "Only letters of this collection; may be repeated.")
    private List<String> collections = new ArrayList<>();

    @Option(
            names = "--tool",
            paramLabel = "TOOL",
            description = "Only this tool, and those that waited for it; may be repeated.")
    private List<String> tools = new ArrayList<>();

    @Option(
            names = "--document",
            paramLabel = "ID",
            description = "Only this letter; may be repeated.")
    private List<String> documents = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many letters.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Letters that begin in a second, such as 0.5 (default: heal.ratePerMinute).")
    private double rate;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description =
                    "Begin no more letters once they have cost so much; waits until that is known.")
    private BigDecimal budget = BigDecimal.valueOf(-1);

    @Option(names = "--dry-run", description = "Only say how many letters and which tools.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Wait until all have ended, and say how.")
    private boolean wait;

    @Option(names = "--json", description = "Print JSON instead of lines.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        refuseUnknownTools();
        Settings settings = Reachable.of(settingsOption.load());
        try (CommandStore store = CommandStore.open(settings.store(), "heal")) {
            List<HealCandidate> letters = new ArrayList<>();
            Await.done("looking for letters", LIMIT, find(store.stores(), letters));
            HealReport report =
                    dryRun
                            ? HealReport.of(letters)
                            : heal(settings, store.stores(), store.clock(), letters);
            print(report);
            return report.isComplete() ? ExitCodes.OK : ExitCodes.SOME_FAILED;
        }
    }

    private void refuseUnknownTools() {
        Set<String> known = ToolCatalogue.packaged().byName().keySet();
        for (String tool : tools) {
            if (!known.contains(tool)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no tool '" + tool + "'" + Spelling.hint(tool, known));
            }
        }
    }

    private Future<Void> find(MongoStores stores, List<HealCandidate> letters) {
        if (documents.isEmpty()) {
            return stores.healCandidates().forEach(letter -> take(letter, letters));
        }
        Future<Void> all = Future.succeededFuture();
        for (String document : documents) {
            all =
                    all.compose(
                            taken ->
                                    stores.healCandidates()
                                            .one(document, letter -> take(letter, letters)));
        }
        return all;
    }

    private void take(HealCandidate letter, List<HealCandidate> letters) {
        Set<String> wanted = new TreeSet<>(letter.tools());
        if (!tools.isEmpty()) {
            wanted.retainAll(tools);
        }
        boolean isWanted =
                !wanted.isEmpty()
                        && (collections.isEmpty() || collections.contains(letter.collectionId()));
        if (isWanted && letters.size() < limit) {
            letters.add(letter.onlyFor(wanted));
        }
    }

    private HealReport heal(
            Settings settings,
            MongoStores stores,
            ThreadTimers clock,
            List<HealCandidate> letters) {
        boolean limited = budget.signum() >= 0;
        HealJob job =
                new HealJob(
                        stores.healCandidates(),
                        stores.runs(),
                        stores.due(),
                        stores.owners(),
                        clock,
                        new HealJob.Orders(
                                rate > 0 ? rate * SECONDS : settings.heal().ratePerMinute(),
                                limited ? Money.ofUsd(budget) : Money.ZERO,
                                limited,
                                wait || limited,
                                settings.journal().deadAfter().multipliedBy(PATIENCE)),
                        this::tell);
        return Await.done("healing", wait || limited ? FOR_EVER : LIMIT, job.run(letters));
    }

    private void tell(HealReport report) {
        if (wait && !json) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(report.line());
            err.flush();
        }
    }

    private void print(HealReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.toJson().encodePrettily());
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
    }
}
