package org.inkstream.loadtest.scenarios.budget;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.loadtest.scenarios.recovery.Claim;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets processes spend one budget and tells whether they kept within it. */
@Command(
        name = "budget",
        description = {
            "Three gateways share a budget that is smaller than what is asked of them, once"
                    + " undisturbed and once with one of them killed (kill -9) in the middle.",
            "Ends with 0 if nothing was overspent, the ledger is exact and no reservation is left,"
                    + " with 2 otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = "  inkstream loadtest budget --json budget.json")
public final class BudgetCommand implements Callable<Integer> {
    @Option(
            names = "--calls",
            defaultValue = "400",
            description = "Calls in each round (default: ${DEFAULT-VALUE}).")
    private int calls;

    @Option(
            names = "--at-once",
            defaultValue = "64",
            description = "Calls at once, over all gateways (default: ${DEFAULT-VALUE}).")
    private int atOnce;

    @Option(
            names = "--day",
            paramLabel = "USD",
            defaultValue = "0.15",
            description = "The budget of the day (default: ${DEFAULT-VALUE}).")
    private String day = "";

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures there.")
    private @Nullable Path json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<BudgetRound> rounds =
                new BudgetScenario(calls, atOnce, day)
                        .play(
                                line -> {
                                    out.println(line);
                                    out.flush();
                                });
        List<Claim> claims = rounds.stream().flatMap(one -> one.claims().stream()).toList();
        if (json != null) {
            JsonArray each = new JsonArray();
            rounds.forEach(one -> each.add(one.toJson()));
            Files.writeString(
                    json,
                    new JsonObject()
                            .put("rounds", each)
                            .put("claims", Claim.toJson(claims))
                            .encodePrettily());
        }
        return Claim.print(claims, out) ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }
}
