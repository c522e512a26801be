package org.inkstream.loadtest.scenarios.simulation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.inkstream.command.ExitCodes;
import org.inkstream.loadtest.scenarios.simulation.world.Fault;
import org.inkstream.loadtest.scenarios.simulation.world.Played;
import org.inkstream.loadtest.scenarios.simulation.world.WorldSize;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays the whole domain in simulated worlds and tells whether the guarantees hold. */
@Command(
        name = "simulate",
        description = {
            "Plays the whole domain in small worlds on virtual time, each from one seed: broker,"
                    + " store, agents and clocks are simulated, processes are killed at crash"
                    + " points, and the guarantees are held against every event.",
            "Ends with 0 if all of them held, with 2 otherwise; what did not hold is told with the"
                    + " command that plays it again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream loadtest simulate --seeds 100000",
            "  inkstream loadtest simulate --minutes 10 --documents 30 --processes 5 --json s.json",
            "  inkstream loadtest simulate --seed 4711 --trace"
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final long PROGRESS_EVERY = 10_000;

    @Spec private CommandSpec spec;

    @Option(
            names = "--seeds",
            defaultValue = "10000",
            description = "How many worlds (default: ${DEFAULT-VALUE}).")
    private long seeds;

    @Option(
            names = "--from",
            defaultValue = "0",
            description = "The first seed (default: ${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--seed", description = "Play this seed only.")
    private @Nullable Long seed;

    @Option(names = "--trace", description = "Print every event; only with --seed.")
    private boolean trace;

    @Option(names = "--minutes", description = "Play for so long instead of a number of seeds.")
    private @Nullable Integer minutes;

    @Option(
            names = "--documents",
            defaultValue = "6",
            description = "Letters of a world at most (default: ${DEFAULT-VALUE}).")
    private int documents;

    @Option(
            names = "--tools",
            defaultValue = "5",
            description = "Tools of each letter (default: ${DEFAULT-VALUE}).")
    private int tools;

    @Option(
            names = "--processes",
            defaultValue = "3",
            description = "Processes at one time at most (default: ${DEFAULT-VALUE}).")
    private int processes;

    @Option(
            names = "--fault-seconds",
            defaultValue = "15",
            description = "How long things go wrong at most (default: ${DEFAULT-VALUE}).")
    private long faultSeconds;

    @Option(
            names = "--faults",
            split = ",",
            description = "What may go wrong: ${COMPLETION-CANDIDATES} (default: everything).")
    private @Nullable EnumSet<Fault> faults;

    @Option(
            names = "--threads",
            description = "Worlds played at the same time (default: one for each processor).")
    private @Nullable Integer threads;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        WorldSize size = size();
        Long only = seed;
        if (trace && only != null) {
            return traced(size, only);
        }
        if (trace) {
            throw new ParameterException(spec.commandLine(), "--trace needs a --seed");
        }
        SimulationResult result = played(size);
        PrintWriter out = spec.commandLine().getOut();
        out.print(result.crashTable());
        out.print(result.summary());
        out.flush();
        if (json != null) {
            Files.writeString(json, result.toJson().encodePrettily());
        }
        if (result.failures().isEmpty()) {
            return ExitCodes.OK;
        }
        out.println(new Replay(size).explain(result.failures().get(0).seed()));
        result.failures().stream()
                .skip(1)
                .forEach(
                        other ->
                                out.println(
                                        "also seed " + other.seed() + ": " + other.violation()));
        out.flush();
        return ExitCodes.SOME_FAILED;
    }

    private WorldSize size() {
        try {
            Set<Fault> chosen = faults == null ? EnumSet.allOf(Fault.class) : faults;
            return new WorldSize(
                    documents, tools, processes, chosen, Duration.ofSeconds(faultSeconds));
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), String.valueOf(bad.getMessage()), bad);
        }
    }

    private int traced(WorldSize size, long one) {
        PrintWriter out = spec.commandLine().getOut();
        Played played = new Replay(size).trace(one, out::println);
        out.println(
                "seed %d: trace %016x, %d events; %s"
                        .formatted(
                                one,
                                played.traceHash(),
                                played.events(),
                                played.violation()
                                        .map(found -> found.invariant() + ": " + found.what())
                                        .orElse("everything holds")));
        out.flush();
        return played.violation().isEmpty() ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }

    private SimulationResult played(WorldSize size) {
        Integer wanted = threads;
        int many = wanted == null ? Runtime.getRuntime().availableProcessors() : wanted;
        Simulation simulation = new Simulation(size, Math.max(1, many));
        Long only = seed;
        if (only != null) {
            return simulation.play(only, 1, () -> false, done -> {});
        }
        Integer limit = minutes;
        long count = limit == null ? seeds : Long.MAX_VALUE;
        return simulation.play(from, count, over(limit), this::tell);
    }

    private static BooleanSupplier over(@Nullable Integer limit) {
        long begun = System.nanoTime();
        return () ->
                limit != null && System.nanoTime() - begun >= Duration.ofMinutes(limit).toNanos();
    }

    private void tell(long done) {
        if (done % PROGRESS_EVERY == 0) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("%,d worlds".formatted(done));
            err.flush();
        }
    }
}
