package org.inkstream.agents.gateway;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * How long a server has had work, shared among the models of the requests that it worked on at the
 * time: what all models have come to is the time that passed. Not thread-safe; times are readings
 * of one monotonic clock.
 */
final class BusyTime {
    private final BiConsumer<String, Duration> told;
    private final Map<String, Integer> running = new HashMap<>();
    private int total;
    private long since;

    /**
     * @param told hears of each model's time since it was told last
     */
    BusyTime(BiConsumer<String, Duration> told) {
        this.told = told;
    }

    void begins(String model, long now) {
        tell(now);
        running.merge(model, 1, Integer::sum);
        total++;
    }

    void ends(String model, long now) {
        tell(now);
        running.computeIfPresent(model, (same, count) -> count > 1 ? count - 1 : null);
        total--;
    }

    /** Tells what has passed. */
    void tell(long now) {
        long passed = now - since;
        since = now;
        if (total > 0 && passed > 0) {
            running.forEach(
                    (model, count) -> told.accept(model, Duration.ofNanos(passed * count / total)));
        }
    }
}
