package org.inkstream.loadtest.scenarios.overhead;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.inkstream.command.ExitCodes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what a worker costs beside the bare calls. */
@Command(
        name = "overhead",
        description = {
            "Measures CPU, memory and latency per document of a worker, with the journal off and on,"
                    + " beside a bare HTTP client that does the same calls (the floor).",
            "Each round runs one after the other; agent, backend and worker have JVMs of"
                    + " their own.",
            "Prints which targets are reached; ends with 0 in either case."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream loadtest overhead --quick",
            "  inkstream loadtest overhead --delay-ms 50 --in-flight 100 --json overhead.json"
        })
public final class OverheadCommand implements Callable<Integer> {
    private static final int QUICK_DOCUMENTS = 12_000;

    @Spec private CommandSpec spec;

    @Option(
            names = "--documents",
            defaultValue = "120000",
            description =
                    "Most documents for each measurement; a quarter is measured, what comes before"
                            + " is warm-up until the compilers are quiet (default:"
                            + " ${DEFAULT-VALUE}).")
    private int documents;

    @Option(
            names = {"--delay-ms", "--delay"},
            split = ",",
            defaultValue = "0,50,1000",
            description =
                    "Milliseconds from a call to the agent's answer (default: ${DEFAULT-VALUE}).")
    private List<Integer> delays = List.of();

    @Option(
            names = "--in-flight",
            split = ",",
            defaultValue = "100,1000",
            description = "Documents in the air at once (default: ${DEFAULT-VALUE}).")
    private List<Integer> inFlight = List.of();

    @Option(
            names = "--http",
            split = ",",
            defaultValue = "usual",
            description =
                    "What calls go over: 1.1 (a socket each), 2 (clear-text HTTP/2, shared"
                            + " connections), or usual: 1.1 up to 200 in flight, 2 beyond"
                            + " (default: ${DEFAULT-VALUE}).")
    private List<String> protocols = List.of();

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "How often all is measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--journal",
            split = ",",
            defaultValue = "off,on",
            description =
                    "Which worker to measure beside the floor: off, on or both (default:"
                            + " ${DEFAULT-VALUE}).")
    private List<Variant.Journal> journals = List.of();

    @Option(
            names = "--quick",
            description =
                    "One round of fewer documents, 100 in flight, without delay and with 50 ms:"
                            + " a first impression, not a measurement.")
    private boolean quick;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the worker, to see what it changes; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        List<Load> loads = loads();
        int wanted = quick ? 1 : rounds;
        List<Measured> measured = new ArrayList<>();
        for (Load load : loads) {
            measured.add(new Measured(load, measure(load, wanted)));
        }
        OverheadReport report = new OverheadReport(measured);
        report.print(spec.commandLine().getOut());
        if (json != null) {
            Files.writeString(json, report.toJson().encodePrettily());
        }
        return ExitCodes.OK;
    }

    private List<Load> loads() {
        List<Load> loads = new ArrayList<>();
        for (int delay : quick ? List.of(0, 50) : delays) {
            for (int each : quick ? List.of(100) : inFlight) {
                protocols.forEach(
                        protocol -> loads.add(load(Duration.ofMillis(delay), each, protocol)));
            }
        }
        return loads;
    }

    private Load load(Duration delay, int each, String protocol) {
        int most = quick ? QUICK_DOCUMENTS : documents;
        return switch (protocol) {
            case "usual" -> Load.of(delay, each, most);
            case "1.1" -> Load.of(delay, each, most, false);
            case "2" -> Load.of(delay, each, most, true);
            default ->
                    throw new ParameterException(
                            spec.commandLine(),
                            "--http must be 1.1, 2 or usual, got '" + protocol + "'");
        };
    }

    private Set<Variant> variants() {
        Set<Variant> variants = EnumSet.noneOf(Variant.class);
        journals.forEach(journal -> variants.add(Variant.ofJournal(journal)));
        return variants;
    }

    private List<RoundResult> measure(Load load, int wanted) {
        PrintWriter err = spec.commandLine().getErr();
        List<RoundResult> samples = new ArrayList<>();
        for (int round = 1; round <= wanted; round++) {
            err.printf("%s: round %d of %d%n", load.inWords(), round, wanted);
            err.flush();
            samples.add(
                    Round.measure(
                            load,
                            variants(),
                            settings,
                            (variant, sample) -> {
                                err.printf(
                                        Locale.ROOT,
                                        "  %-12s %6.0f documents/s, %5.0f us CPU per document%n",
                                        variant.label(),
                                        sample.documentsPerSecond(),
                                        sample.cpuMicros());
                                err.flush();
                            }));
        }
        return samples;
    }
}
