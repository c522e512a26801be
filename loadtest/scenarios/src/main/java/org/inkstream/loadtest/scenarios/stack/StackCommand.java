package org.inkstream.loadtest.scenarios.stack;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.inkstream.loadtest.scenarios.recovery.Claim;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings the stack of the compose file up as processes, and tries it. */
@Command(
        name = "stack",
        description = {
            "Starts every service of docker/compose.yml as a process of this machine, from the same"
                    + " command lines, settings and health checks, on free ports of the loopback.",
            "The samples are enriched; an agent is killed until its alert has reached those who are"
                    + " told, and comes back; every query of rules and dashboards is asked.",
            "Needs a checkout, Prometheus, Alertmanager and nsqd, but no Docker. Ends with 0 if all"
                    + " was as it should be, with 2 otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  inkstream loadtest stack", "  inkstream loadtest stack --json > stack.json"})
public final class StackCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--haste",
            defaultValue = "15",
            description =
                    "Scrapes, evaluations and the waits of alerts take this part of what the files"
                            + " say, a second at least (default: ${DEFAULT-VALUE}).")
    private int haste;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Checkout checkout =
                Checkout.around(Path.of(""))
                        .orElseThrow(
                                () ->
                                        bad(
                                                "there is no docker/compose.yml here or above; run it in a checkout"));
        List<String> missing = Tool.missing();
        if (!missing.isEmpty()) {
            throw bad("not installed: " + String.join(", ", missing));
        }
        if (haste < 1) {
            throw bad("--haste must be at least 1");
        }
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        StackResult result =
                new StackScenario(checkout, haste)
                        .play(
                                line -> {
                                    err.println(line);
                                    err.flush();
                                });
        if (json) {
            out.println(result.toJson().encodePrettily());
            out.flush();
        } else {
            out.print(result.inWords());
            Claim.print(result.claims(), out);
        }
        return result.holds() ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }

    private ParameterException bad(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
