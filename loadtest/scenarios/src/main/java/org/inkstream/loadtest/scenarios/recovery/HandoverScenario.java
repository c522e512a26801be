package org.inkstream.loadtest.scenarios.recovery;

import java.time.Duration;
import java.util.function.Consumer;
import org.inkstream.loadtest.scenarios.system.WorkerProcess;

/**
 * Two workers share the work on one backend; when a part of it is done, one is asked to end
 * (SIGTERM) and the other one does the rest.
 *
 * @param letters to enrich
 * @param delay from a call to the agent's answer
 * @param inFlight letters in the air in each worker
 * @param stopAfter letters announced before one is asked to end
 */
record HandoverScenario(int letters, Duration delay, int inFlight, int stopAfter) {
    private static final String ACT = "shared";
    private static final Duration EXIT = Duration.ofSeconds(60);

    /**
     * Blocks until it is over.
     *
     * @param progress hears what happens, for people
     */
    HandoverResult play(Consumer<String> progress) {
        try (Scene scene = new Scene(letters, delay, inFlight)) {
            WorkerProcess stays = scene.worker(ACT, "stays");
            WorkerProcess leaves = scene.worker(ACT, "leaves");
            stays.awaitRunning();
            leaves.awaitRunning();
            scene.publish();
            scene.awaitAnnounced(ACT, stopAfter, leaves);
            long called = calls(leaves);
            long inTheAir = scene.agent().stats().inTheAir();
            Duration exit = leaves.process().terminate(EXIT);
            progress.accept(
                    "one worker has ended after %d ms, with at least %d calls made"
                            .formatted(exit.toMillis(), called));
            Outcome outcome = scene.awaitEnd(ACT, stays);
            HandoverResult result =
                    new HandoverResult(
                            letters,
                            delay,
                            outcome.once(),
                            outcome.stored().size(),
                            scene.agent().stats().repeats(),
                            calls(stays),
                            called,
                            inTheAir,
                            exit);
            scene.processes().done();
            return result;
        }
    }

    private static long calls(WorkerProcess worker) {
        return Math.round(worker.metrics().sum("enrichment_agent_response_seconds_count"));
    }
}
