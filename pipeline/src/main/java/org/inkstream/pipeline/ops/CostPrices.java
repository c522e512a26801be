package org.inkstream.pipeline.ops;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.SettingsOption;
import org.inkstream.money.ModelPrices;
import org.inkstream.money.PriceTable;
import org.inkstream.time.ThreadTimers;
import org.inkstream.yaml.Spelling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The table that calls are priced by. */
@Command(
        name = "prices",
        description = {
            "Shows the prices in force, in US dollars per million tokens.",
            "Local models and rules cost nothing unless they are listed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream cost prices",
            "  inkstream cost prices --model claude-haiku-5-5 --at 2026-10-07",
            "  inkstream cost prices --json --set cost.priceFile=our-prices.yaml"
        })
public final class CostPrices implements Callable<Integer> {
    @Mixin private SettingsOption settings;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Only this one, by any id that calls may report.")
    private String model = "";

    @Option(
            names = "--at",
            paramLabel = "DATE",
            description = "The day, in UTC, such as 2026-10-07; today unless given.")
    private LocalDate at = LocalDate.MIN;

    @Option(names = "--json", description = "Prints one JSON object per price.")
    private boolean asJson;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        PriceTable table = PriceTable.load(settings.load().cost().priceFile());
        PriceReport report = new PriceReport(table, wanted(table), day());
        PrintWriter out = spec.commandLine().getOut();
        (asJson ? report.forPrograms() : report.forPeople()).forEach(out::println);
        out.flush();
        return ExitCodes.OK;
    }

    private LocalDate day() {
        if (!at.equals(LocalDate.MIN)) {
            return at;
        }
        try (ThreadTimers clock = new ThreadTimers("inkstream-clock")) {
            return LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
        }
    }

    private List<ModelPrices> wanted(PriceTable table) {
        if (model.isEmpty()) {
            return table.models();
        }
        List<ModelPrices> found = table.named(model);
        if (found.isEmpty()) {
            List<String> known = table.models().stream().map(ModelPrices::model).toList();
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no price of '" + model + "'" + Spelling.hint(model, known));
        }
        return found;
    }
}
