package org.inkstream.loadtest.scenarios.recovery;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.inkstream.loadtest.scenarios.system.AgentProcess;
import org.inkstream.loadtest.scenarios.system.BackendProcess;
import org.inkstream.loadtest.scenarios.system.Broker;
import org.inkstream.loadtest.scenarios.system.Poll;
import org.inkstream.loadtest.scenarios.system.Processes;
import org.inkstream.loadtest.scenarios.system.StoreView;
import org.inkstream.loadtest.scenarios.system.TestLetters;
import org.inkstream.loadtest.scenarios.system.WorkerProcess;

/**
 * The same letters, agent and backend for several acts; each act has a consumer group, a database
 * and an out topic of its own, and begins with the first letter. Used on one thread.
 */
final class Scene implements AutoCloseable {
    private static final long SEED = 1_789;
    private static final int LETTER_BYTES = 2_500;
    private static final String IN = "ocr.completed";
    private static final Duration IN_VAIN = Duration.ofMinutes(5);

    private final Processes processes = Processes.begin();
    private final List<TestLetters.Event> letters;
    private final Cast cast;
    private final AgentProcess agent;
    private final BackendProcess backend;

    Scene(Cast cast) {
        this.letters = new TestLetters(SEED, LETTER_BYTES).events(cast.letters());
        this.cast = cast;
        try {
            agent = AgentProcess.start(processes, cast.delay(), cast.keyed());
            backend = BackendProcess.start(processes);
        } catch (RuntimeException failure) {
            processes.close();
            throw failure;
        }
    }

    AgentProcess agent() {
        return agent;
    }

    int letters() {
        return letters.size();
    }

    /** All letters, to be read by every act. */
    void publish() {
        publish(0, letters.size());
    }

    /** Some of them, by number. */
    void publish(int from, int until) {
        new Broker(backend).publish(IN, letters.subList(from, until));
    }

    /** Blocks until so many workers have partitions in an act. */
    void awaitMembers(String act, int count) {
        Broker broker = new Broker(backend);
        Poll.forThe(
                count + " members of " + act,
                IN_VAIN,
                () -> Optional.of(broker.members(act)).filter(members -> members == count));
    }

    /** Starts a worker without waiting for it. */
    WorkerProcess worker(String act, String name) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kafka.groupId", act);
        settings.put("kafka.topics.documentEnriched", out(act));
        settings.put("store.database", act);
        settings.put("workflow.maxInFlight", Integer.toString(cast.inFlight()));
        settings.put("workflow.tools", cast.tools());
        // No letter may be reviewed by chance: the acts are compared.
        settings.put("quality.samplingShare", "0");
        return WorkerProcess.start(processes, name, backend, agent, settings);
    }

    /**
     * Blocks until the agent has seen so many different calls.
     *
     * @param running without which there is no hope
     */
    void awaitCalls(long distinct, WorkerProcess running) {
        Poll.forThe(
                distinct + " calls",
                IN_VAIN,
                () -> {
                    running.process().requireAlive();
                    long seen = agent.stats().distinct();
                    return seen >= distinct ? Optional.of(seen) : Optional.empty();
                });
    }

    /**
     * Blocks until so many letters have been announced in an act.
     *
     * @return ids of the events, by document
     */
    Map<String, Set<String>> awaitAnnounced(String act, int count, WorkerProcess running) {
        Broker broker = new Broker(backend);
        return Poll.forThe(
                count + " letters of " + act,
                IN_VAIN,
                () -> {
                    running.process().requireAlive();
                    return Optional.of(broker.eventIds(out(act)))
                            .filter(ids -> ids.size() >= count);
                });
    }

    /** Blocks until every letter has been announced in an act. */
    Outcome awaitEnd(String act, WorkerProcess running) {
        Map<String, Set<String>> announced = awaitAnnounced(act, letters.size(), running);
        try (StoreView store = store(act)) {
            return new Outcome(announced, store.letters());
        }
    }

    StoreView store(String act) {
        return new StoreView(backend, act);
    }

    Processes processes() {
        return processes;
    }

    private static String out(String act) {
        return act + ".enriched";
    }

    @Override
    public void close() {
        processes.close();
    }
}
