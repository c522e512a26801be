package org.inkstream.loadtest.scenarios;

import org.inkstream.command.InkstreamCommand;
import org.inkstream.loadtest.scenarios.budget.BudgetCommand;
import org.inkstream.loadtest.scenarios.chaos.ChaosCommand;
import org.inkstream.loadtest.scenarios.crashpoints.CrashPointsCommand;
import org.inkstream.loadtest.scenarios.gpu.ApiCommand;
import org.inkstream.loadtest.scenarios.gpu.GpuCommand;
import org.inkstream.loadtest.scenarios.models.ModelPeerCommand;
import org.inkstream.loadtest.scenarios.nsq.NsqChaosCommand;
import org.inkstream.loadtest.scenarios.nsq.NsqCommand;
import org.inkstream.loadtest.scenarios.overhead.OverheadCommand;
import org.inkstream.loadtest.scenarios.peers.PeersCommand;
import org.inkstream.loadtest.scenarios.recovery.CrashCommand;
import org.inkstream.loadtest.scenarios.recovery.HandoverCommand;
import org.inkstream.loadtest.scenarios.simulation.SimulateCommand;
import org.inkstream.loadtest.scenarios.soak.SoakCommand;
import org.inkstream.loadtest.scenarios.stack.StackCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parent of all measurements of a whole system. */
@Command(
        name = "loadtest",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            OverheadCommand.class,
            CrashCommand.class,
            CrashPointsCommand.class,
            HandoverCommand.class,
            SimulateCommand.class,
            ChaosCommand.class,
            SoakCommand.class,
            BudgetCommand.class,
            ModelPeerCommand.class,
            PeersCommand.class,
            GpuCommand.class,
            ApiCommand.class,
            NsqCommand.class,
            NsqChaosCommand.class,
            StackCommand.class
        },
        description = {
            "Measures a whole system on this machine, each part in a JVM of its own.",
            "Needs nothing that runs already; everything is kept in a temporary folder."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream loadtest overhead --quick      a first impression in a few minutes",
            "  inkstream loadtest overhead --json o.json",
            "  inkstream loadtest crash --letters 200 --delay-ms 200 --kills 25,50,75",
            "  inkstream loadtest crash-points",
            "  inkstream loadtest handover",
            "  inkstream loadtest simulate --seeds 100000",
            "  inkstream loadtest chaos --minutes 15 --seed 1 --json c.json --report c.md",
            "  inkstream loadtest soak --minutes 30 --json soak.json",
            "  inkstream loadtest budget --json budget.json",
            "  inkstream loadtest model-peer --dialect ollama",
            "  inkstream loadtest peers --engine ollama --scale 5   a simulated GPU",
            "  inkstream loadtest gpu --all --json gpu.json --html gpu.html",
            "  inkstream loadtest api --html api.html",
            "  inkstream loadtest nsq --json nsq.json   needs an nsqd; .ci/install-nsq brings one",
            "  inkstream loadtest nsq-chaos --messages 10000",
            "  inkstream loadtest stack   all of docker/compose.yml, without Docker"
        })
public final class LoadtestCommand implements InkstreamCommand, Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
