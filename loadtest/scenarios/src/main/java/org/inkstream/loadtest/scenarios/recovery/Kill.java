package org.inkstream.loadtest.scenarios.recovery;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.inkstream.loadtest.scenarios.system.AgentProcess;
import org.inkstream.loadtest.scenarios.system.JournalView;
import org.inkstream.loadtest.scenarios.system.Poll;
import org.inkstream.loadtest.scenarios.system.StoreView;
import org.inkstream.loadtest.scenarios.system.WorkerProcess;

/**
 * One kill and the restart that followed.
 *
 * @param percent of the calls that had been made
 * @param journalled calls whose result was journalled then, and how often they had arrived
 * @param ofOpenRuns how many of those results a successor could not do without: their runs were
 *     open
 * @param unknown calls whose result was not: they were in the air, or their answers were
 * @param firstNewCall from the restart (the start of the JVM) to the first call that arrived
 */
record Kill(
        int percent,
        Map<AgentProcess.Call, Integer> journalled,
        int ofOpenRuns,
        Set<AgentProcess.Call> unknown,
        Duration firstNewCall) {
    private static final Duration IN_VAIN = Duration.ofMinutes(2);

    Kill {
        journalled = Map.copyOf(journalled);
        unknown = Set.copyOf(unknown);
    }

    /** What was known when a worker had been killed and its successor had not called yet. */
    static Kill survey(int percent, AgentProcess agent, StoreView store, WorkerProcess successor) {
        JournalView journal = store.journal();
        Map<AgentProcess.Call, Integer> arrived = agent.arrivals();
        long before = arrived.values().stream().mapToLong(Integer::longValue).sum();
        Duration firstNewCall = firstCall(agent, before, successor);
        Predicate<AgentProcess.Call> known = journal::holds;
        return new Kill(
                percent,
                arrived.entrySet().stream()
                        .filter(each -> known.test(each.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                journal.resultsOfOpenRuns(),
                arrived.keySet().stream()
                        .filter(known.negate())
                        .collect(Collectors.toUnmodifiableSet()),
                firstNewCall);
    }

    /**
     * From a worker's start (of its JVM) to its first call.
     *
     * @param before calls that the agent had received when the worker was started
     */
    static Duration firstCall(AgentProcess agent, long before, WorkerProcess worker) {
        return Poll.forThe(
                "the first call after a start",
                IN_VAIN,
                () -> {
                    worker.process().requireAlive();
                    return agent.stats().total() > before
                            ? Optional.of(
                                    Duration.ofNanos(
                                            System.nanoTime() - worker.process().startedNanos()))
                            : Optional.empty();
                });
    }

    /** The calls that had a journalled result and were made again all the same. */
    long paidTwice(Map<AgentProcess.Call, Integer> inTheEnd) {
        return journalled.entrySet().stream()
                .filter(each -> inTheEnd.getOrDefault(each.getKey(), 0) > each.getValue())
                .count();
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("percent", percent)
                .put("callsJournalled", journalled.size())
                .put("callsJournalledOfOpenRuns", ofOpenRuns)
                .put("callsInTheAir", unknown.size())
                .put("firstNewCallMs", firstNewCall.toMillis());
    }
}
