package org.inkstream.config;

import java.time.Duration;
import java.util.List;

/**
 * How much happens at once.
 *
 * @param eventLoops workflow verticles; 0 means one per core
 * @param maxInFlight documents in the air in this process, 1 to 100,000
 * @param maxUrgentInFlight urgent letters in the air beside {@code maxInFlight}, from each broker,
 *     1 to 100,000
 * @param maxWaiting records that wait for another owner or a later try, 1 to 1,000,000
 * @param parkAfter a letter whose next try is further away than this leaves memory until then, 0 to
 *     10 minutes
 * @param maxResumed letters in the air in this process beside {@code maxInFlight}, whose time has
 *     come to be tried again, 1 to 100,000
 * @param tools names of the tools to run; empty means all
 * @param longestCall how long any tool may take from dispatch, whatever the catalogue allows it;
 *     zero means what the catalogue allows
 * @param drainDeadline how long a graceful stop may take
 * @param reuse whether results that were paid for are used again for the same text
 */
public record WorkflowSettings(
        int eventLoops,
        int maxInFlight,
        int maxUrgentInFlight,
        int maxWaiting,
        Duration parkAfter,
        int maxResumed,
        List<String> tools,
        Duration longestCall,
        Duration drainDeadline,
        boolean reuse) {
    public WorkflowSettings {
        tools = List.copyOf(tools);
        new Check()
                .between("eventLoops", eventLoops, 0, 256)
                .between("maxInFlight", maxInFlight, 1, 100_000)
                .between("maxUrgentInFlight", maxUrgentInFlight, 1, 100_000)
                .between("maxWaiting", maxWaiting, 1, 1_000_000)
                .between("parkAfter", parkAfter, Duration.ZERO, Duration.ofMinutes(10))
                .between("maxResumed", maxResumed, 1, 100_000)
                .between("longestCall", longestCall, Duration.ZERO, Duration.ofHours(1))
                .between("drainDeadline", drainDeadline, Duration.ZERO, Duration.ofHours(1))
                .orThrow();
    }

    /** The same for what reads urgent letters only. */
    public WorkflowSettings urgent() {
        return new WorkflowSettings(
                eventLoops,
                maxUrgentInFlight,
                maxUrgentInFlight,
                maxWaiting,
                parkAfter,
                maxResumed,
                tools,
                longestCall,
                drainDeadline,
                reuse);
    }
}
