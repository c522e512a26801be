package org.inkstream.app.service;

import java.util.concurrent.Callable;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.pipeline.ops.CostPrices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What there is to know about money. */
@Command(
        name = "cost",
        description = "Shows what model calls cost, and what they may cost.",
        subcommands = {CostPrices.class, CostBudgets.class})
public final class CostCommand implements InkstreamCommand, Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "say what to show: cost prices or cost budgets");
    }
}
