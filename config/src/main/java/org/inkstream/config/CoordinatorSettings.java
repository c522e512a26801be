package org.inkstream.config;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The coordinator of jobs.
 *
 * @param host address to bind; loopback unless told otherwise
 * @param port 1 to 65,535, or 0 for any free port
 * @param takeOcrJobs whether a job follows each finished OCR job by itself
 * @param nsqTopic where tasks go if workers read from NSQ
 * @param pollEvery shortest time between two looks at a job, 100 ms to 1 min
 * @param pollAtMost longest, from {@code pollEvery} to 10 min
 * @param batch tasks that are published at once, 1 to 10,000
 * @param ringAgainAfter when a task of which nothing was heard may be lost, 1 s to 1 d
 * @param lease how long a job stays with a coordinator that says nothing, 1 s to 10 min
 * @param maxBodyBytes largest request, 1 KiB to 256 MiB
 */
public record CoordinatorSettings(
        String host,
        int port,
        boolean takeOcrJobs,
        String nsqTopic,
        Duration pollEvery,
        Duration pollAtMost,
        int batch,
        Duration ringAgainAfter,
        Duration lease,
        int maxBodyBytes) {
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,64}(#ephemeral)?");

    public CoordinatorSettings {
        new Check()
                .filled("host", host)
                .between("port", port, 0, 65_535)
                .that(TOPIC.matcher(nsqTopic).matches(), "nsqTopic", "must be a legal topic name")
                .between("pollEvery", pollEvery, Duration.ofMillis(100), Duration.ofMinutes(1))
                .between("pollAtMost", pollAtMost, pollEvery, Duration.ofMinutes(10))
                .between("batch", batch, 1, 10_000)
                .between(
                        "ringAgainAfter", ringAgainAfter, Duration.ofSeconds(1), Duration.ofDays(1))
                .between("lease", lease, Duration.ofSeconds(1), Duration.ofMinutes(10))
                .between("maxBodyBytes", maxBodyBytes, 1_024, 256 << 20)
                .orThrow();
    }
}
