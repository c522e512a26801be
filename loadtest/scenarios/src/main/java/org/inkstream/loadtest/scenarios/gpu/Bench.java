package org.inkstream.loadtest.scenarios.gpu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.inkstream.app.BuildVersion;
import org.inkstream.loadtest.scenarios.system.BackendProcess;
import org.inkstream.loadtest.scenarios.system.Processes;

/** Plays arms in turn, run by run, on one broker and store. Used on one thread. */
final class Bench implements AutoCloseable {
    private final GpuPlan plan;
    private final KeptRuns kept;
    private final Consumer<String> progress;
    private final Processes processes = Processes.begin();
    private final BackendProcess backend;
    private int scenes;

    /** Blocks until broker and store are there. */
    Bench(GpuPlan plan, Consumer<String> progress) {
        this(plan, KeptRuns.none(), progress);
    }

    /**
     * Blocks until broker and store are there.
     *
     * @param kept runs that need not be measured again
     */
    Bench(GpuPlan plan, KeptRuns kept, Consumer<String> progress) {
        this.plan = plan;
        this.kept = kept;
        this.progress = progress;
        this.backend = BackendProcess.start(processes);
    }

    GpuPlan plan() {
        return plan;
    }

    /**
     * All arms once, then all again, so that whatever else happens on the machine meets each.
     *
     * @param runs of each
     */
    List<ArmResult> play(
            Goal goal,
            Workload workload,
            List<ServerSpec> servers,
            double scale,
            List<Arm> arms,
            int runs) {
        Map<Arm, List<Sample>> samples = new LinkedHashMap<>();
        arms.forEach(arm -> samples.put(arm, new ArrayList<>()));
        for (int run = 1; run <= runs; run++) {
            for (Arm arm : arms) {
                progress.accept(
                        "%s %s: run %d of %d, %d letters of %d tokens"
                                .formatted(
                                        goal,
                                        arm.name(),
                                        run,
                                        runs,
                                        workload.documents(),
                                        workload.letterTokens()));
                Sample sample = played(goal, workload, servers, scale, arm, run);
                progress.accept(inWords(sample));
                samples.getOrDefault(arm, List.of()).add(sample);
            }
        }
        List<ArmResult> results = new ArrayList<>();
        samples.forEach((arm, runsOfIt) -> results.add(of(arm, runsOfIt)));
        return results;
    }

    private static ArmResult of(Arm arm, List<Sample> samples) {
        return new ArmResult(arm.name(), arm.what(), samples);
    }

    private Sample played(
            Goal goal,
            Workload workload,
            List<ServerSpec> servers,
            double scale,
            Arm arm,
            int run) {
        String name = "%s %s run %d".formatted(goal, arm.name(), run);
        List<Object> what =
                List.of(
                        BuildVersion.number(),
                        name,
                        arm.what(),
                        workload.documents(),
                        workload.letterTokens(),
                        new TreeMap<>(workload.toolsByModel()),
                        scale,
                        servers.stream().map(server -> server.command(scale)).toList(),
                        plan.seed());
        Optional<Sample> earlier = kept.find(name, what.toString());
        if (earlier.isPresent()) {
            progress.accept("  it was measured before, and kept");
            return earlier.get();
        }
        Sample sample = play(goal, workload, servers, scale, arm);
        kept.keep(name, what.toString(), sample);
        return sample;
    }

    private Sample play(
            Goal goal, Workload workload, List<ServerSpec> servers, double scale, Arm arm) {
        scenes++;
        String name = "gpu-%s-%d".formatted(goal.name().toLowerCase(Locale.ROOT), scenes);
        try (Processes own = Processes.begin()) {
            Scene scene =
                    new Scene(own, backend, name, workload, servers, scale, plan.seed(), progress);
            Sample sample = arm.play(scene);
            own.done();
            return sample;
        }
    }

    private static String inWords(Sample sample) {
        return String.format(
                Locale.ROOT,
                "  %.0f documents/h, %.2f of ideal, cards busy %.2f, %.2f of prompts from caches,"
                        + " %d loads, %d lost, %d repeated, %d wrong",
                sample.documentsPerHour(),
                sample.ofIdeal(),
                sample.peers().utilisation(),
                sample.peers().hitShare(),
                sample.peers().loads(),
                sample.losses().lost(),
                sample.losses().repeated(),
                sample.losses().wrong());
    }

    /** It went well: nobody needs what the processes wrote. */
    void done() {
        processes.done();
    }

    @Override
    public void close() {
        processes.close();
    }
}
