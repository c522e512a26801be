package org.inkstream.loadtest.scenarios.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.inkstream.config.Settings;
import org.inkstream.loadtest.scenarios.system.StoreView;
import org.inkstream.loadtest.scenarios.system.WorkerProcess;

/**
 * A worker is killed as {@code kill -9} does and started again at once, several times, while agent
 * and backend live on; before that, the same letters are enriched undisturbed.
 *
 * @param kills after which percentages of the calls, rising
 */
record CrashScenario(Cast cast, List<Integer> kills) {
    private static final String UNDISTURBED = "undisturbed";
    private static final String DISTURBED = "disturbed";

    CrashScenario {
        kills = List.copyOf(kills);
        if (kills.stream().anyMatch(percent -> percent < 1 || percent > 99)) {
            throw new IllegalArgumentException("kills must be percentages, 1 to 99, got " + kills);
        }
    }

    /**
     * Blocks until it is over.
     *
     * @param progress hears what happens, for people
     */
    CrashResult play(Consumer<String> progress) {
        try (Scene scene = new Scene(cast)) {
            scene.publish();
            WorkerProcess calm = scene.worker(UNDISTURBED, UNDISTURBED);
            Duration firstStart = Kill.firstCall(scene.agent(), 0, calm);
            Outcome undisturbed = scene.awaitEnd(UNDISTURBED, calm);
            long calls = scene.agent().stats().distinct();
            calm.process().kill();
            progress.accept(
                    "undisturbed: %d letters, %d calls, the first after %d ms"
                            .formatted(cast.letters(), calls, firstStart.toMillis()));
            scene.agent().reset();
            CrashResult result = disturb(scene, undisturbed, calls, firstStart, progress);
            scene.processes().done();
            return result;
        }
    }

    private CrashResult disturb(
            Scene scene,
            Outcome undisturbed,
            long calls,
            Duration firstStart,
            Consumer<String> progress) {
        List<Kill> survived = new ArrayList<>();
        WorkerProcess worker = scene.worker(DISTURBED, DISTURBED);
        try (StoreView store = scene.store(DISTURBED)) {
            for (int percent : kills) {
                scene.awaitCalls(calls * percent / 100, worker);
                worker.process().kill();
                // The same name and folder: it succeeds the one that was killed.
                worker = scene.worker(DISTURBED, DISTURBED);
                Kill kill = Kill.survey(percent, scene.agent(), store, worker);
                survived.add(kill);
                progress.accept(
                        "killed at %d %%: %d results journalled, %d calls in the air, next call after"
                                        .formatted(
                                                percent,
                                                kill.journalled().size(),
                                                kill.unknown().size())
                                + " %d ms".formatted(kill.firstNewCall().toMillis()));
            }
        }
        Outcome disturbed = scene.awaitEnd(DISTURBED, worker);
        return new CrashResult(
                cast.letters(),
                calls,
                firstStart,
                survived,
                disturbed.once(),
                disturbed.stored().size(),
                scene.agent().arrivals(),
                cast.keyed() ? scene.agent().stats().worked() : calls,
                unknown(scene),
                connections(),
                undisturbed.compare(disturbed, scene.processes().folder()));
    }

    /** The settings' default for each event loop, of which there is one for each core. */
    private static int connections() {
        return Settings.defaults().agents().connections()
                * Runtime.getRuntime().availableProcessors();
    }

    private static long unknown(Scene scene) {
        try (StoreView store = scene.store(DISTURBED)) {
            return store.costs().stream().filter(cost -> cost.containsKey("lost")).count();
        }
    }
}
