package org.inkstream.loadtest.scenarios.recovery;

import java.time.Duration;
import java.util.function.Consumer;
import org.inkstream.loadtest.scenarios.system.WorkerProcess;

/**
 * Two workers share the work on one backend, a third one joins while they are at it, and when that
 * has its share, one of the first is asked to end (SIGTERM).
 */
record HandoverScenario(Cast cast) {
    private static final String ACT = "shared";
    private static final Duration EXIT = Duration.ofSeconds(60);

    /**
     * Blocks until it is over.
     *
     * @param progress hears what happens, for people
     */
    HandoverResult play(Consumer<String> progress) {
        try (Scene scene = new Scene(cast)) {
            WorkerProcess stays = scene.worker(ACT, "stays");
            WorkerProcess leaves = scene.worker(ACT, "leaves");
            stays.awaitRunning();
            leaves.awaitRunning();
            int half = cast.letters() / 2;
            scene.publish(0, half);
            scene.awaitCalls(1, stays);
            WorkerProcess joins = scene.worker(ACT, "joins");
            joins.awaitRunning();
            scene.awaitMembers(ACT, 3);
            progress.accept("the third worker has its partitions");
            // Only now, so that there is work for it however fast the others are.
            scene.publish(half, cast.letters());
            scene.awaitAnnounced(ACT, half + 1, leaves);
            long called = calls(leaves);
            long inTheAir = scene.agent().stats().inTheAir();
            Duration exit = leaves.process().terminate(EXIT);
            progress.accept(
                    "one worker has ended after %d ms, with at least %d calls made"
                            .formatted(exit.toMillis(), called));
            Outcome outcome = scene.awaitEnd(ACT, stays);
            HandoverResult result =
                    new HandoverResult(
                            cast.letters(),
                            cast.delay(),
                            outcome.once(),
                            outcome.stored().size(),
                            scene.agent().stats().repeats(),
                            calls(stays),
                            calls(joins),
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
