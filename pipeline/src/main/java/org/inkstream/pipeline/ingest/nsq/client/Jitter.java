package org.inkstream.pipeline.ingest.nsq.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Keeps those who wait for the same thing from coming at the same moment. */
final class Jitter {
    private Jitter() {}

    static Duration halfToAll(Duration pause, RandomGenerator random) {
        return Duration.ofNanos((long) (pause.toNanos() * random.nextDouble(0.5, 1)));
    }

    /**
     * @param share by how much it may become longer, such as 0.3
     */
    static Duration upTo(double share, Duration interval, RandomGenerator random) {
        return Duration.ofNanos((long) (interval.toNanos() * (1 + share * random.nextDouble())));
    }
}
