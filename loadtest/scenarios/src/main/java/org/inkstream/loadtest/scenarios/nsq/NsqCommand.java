package org.inkstream.loadtest.scenarios.nsq;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the client of NSQ beside nsq-j. */
@Command(
        name = "nsq",
        description = {
            "Measures what the client of NSQ publishes, receives and settles, beside nsq-j, against"
                    + " real nsqd.",
            "Both do the same one after the other in each round, each in a JVM of its own; so does, while"
                    + " consuming, a bare loop over sockets, which shows what nsqd gives at most.",
            "Prints which targets are reached; ends with 0 in either case."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream loadtest nsq --quick",
            "  inkstream loadtest nsq --rounds 5 --json nsq.json",
            "  inkstream loadtest nsq --nsqd /usr/local/bin/nsqd"
        })
public final class NsqCommand implements Callable<Integer> {
    private static final int QUICK_SHARE = 10;

    @Spec private CommandSpec spec;

    @Mixin private NsqdOption nsqd = new NsqdOption();

    @Option(
            names = "--nsqds",
            defaultValue = "3",
            description = "nsqd that are consumed from at once (default: ${DEFAULT-VALUE}).")
    private int nsqds;

    @Option(
            names = "--messages",
            defaultValue = "600000",
            description =
                    "Messages for each measurement; a third of it comes before as warm-up, and a"
                            + " twentieth is measured in batches and at a pace (default:"
                            + " ${DEFAULT-VALUE}).")
    private int messages;

    @Option(
            names = "--bytes",
            defaultValue = "1000",
            description = "Size of a message (default: ${DEFAULT-VALUE}).")
    private int bytes;

    @Option(
            names = "--window",
            defaultValue = "200",
            description =
                    "Messages in flight while consuming; what nsq-j has by itself (default:"
                            + " ${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--callers",
            defaultValue = "8",
            description =
                    "Threads that publish with nsq-j, each with a publisher of its own (default:"
                            + " ${DEFAULT-VALUE}).")
    private int callers;

    @Option(
            names = "--pipelined",
            defaultValue = "500",
            description =
                    "Publishes that our client has on their way at once (default:"
                            + " ${DEFAULT-VALUE}).")
    private int pipelined;

    @Option(
            names = "--per-second",
            defaultValue = "2000",
            description = "Pace at which settling is watched (default: ${DEFAULT-VALUE}).")
    private int perSecond;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often all is measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--work",
            split = ",",
            description =
                    "What to measure: publish, batch, consume, settle (default: all of them).")
    private Set<Work> works = EnumSet.allOf(Work.class);

    @Option(
            names = "--client",
            split = ",",
            description =
                    "Whose client to measure: inkstream, nsq-j, bare; the last is a loop over"
                            + " sockets that only consumes (default: all).")
    private Set<Client> clients = EnumSet.allOf(Client.class);

    @Option(
            names = "--quick",
            description = "One round of a tenth: a first impression, not a measurement.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        NsqPlan plan = plan();
        NsqReport report = new NsqReport(plan);
        int wanted = quick ? 1 : rounds;
        for (int round = 1; round <= wanted; round++) {
            tell("round %d of %d", round, wanted);
            for (Work work : works) {
                for (Client client : order(round, work)) {
                    Lap lap = NsqRound.measure(plan, client, work);
                    report.add(work, client, lap);
                    tell(
                            "  %-16s %-11s %7.0f messages/s, %5.1f us CPU, %d threads",
                            work.label(),
                            client.label(),
                            lap.perSecond(),
                            lap.cpuMicros(),
                            lap.threads());
                }
            }
        }
        report.print(spec.commandLine().getOut());
        if (json != null) {
            Files.writeString(json, report.toJson().encodePrettily());
        }
        return ExitCodes.OK;
    }

    /** Each goes first in turn. */
    private List<Client> order(int round, Work work) {
        List<Client> order =
                new ArrayList<>(clients.stream().filter(client -> client.does(work)).toList());
        Collections.rotate(order, round - 1);
        return order;
    }

    private NsqPlan plan() {
        int measured = Math.max(1_000, quick ? messages / QUICK_SHARE : messages);
        return new NsqPlan(
                nsqd.require(spec.commandLine()),
                nsqds,
                measured,
                measured / 3,
                bytes,
                window,
                callers,
                pipelined,
                perSecond);
    }

    private void tell(String line, Object... figures) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf(Locale.ROOT, line + "%n", figures);
        err.flush();
    }
}
