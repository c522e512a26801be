package org.inkstream.loadtest.scenarios.nsq;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.inkstream.loadtest.scenarios.recovery.Claim;
import org.inkstream.loadtest.scenarios.system.AgentProcess;
import org.inkstream.loadtest.scenarios.system.BackendProcess;
import org.inkstream.loadtest.scenarios.system.Poll;
import org.inkstream.loadtest.scenarios.system.Processes;
import org.inkstream.loadtest.scenarios.system.StoreView;
import org.inkstream.loadtest.scenarios.system.TestLetters;
import org.inkstream.loadtest.scenarios.system.WorkerProcess;

/** Whole workers, which enrich letters and announce them over NSQ again. */
final class Workers implements Crew, AutoCloseable {
    private static final long SEED = 1_789;
    private static final int LETTER_BYTES = 400;
    private static final Duration CALL = Duration.ofMillis(20);
    private static final Duration END = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final String ANNOUNCED = "document.enriched#ephemeral";

    private final Processes processes;
    private final int port;
    private final int letters;
    private final BackendProcess backend;
    private final AgentProcess agent;
    private final StoreView store;
    private final TestLetters texts = new TestLetters(SEED, LETTER_BYTES);
    private final List<WorkerProcess> running = new ArrayList<>();
    private int started;

    /**
     * @param port that leads to nsqd
     * @param letters that must be enriched
     */
    Workers(Processes processes, int port, int letters) {
        this.processes = processes;
        this.port = port;
        this.letters = letters;
        this.backend = BackendProcess.start(processes);
        this.agent = AgentProcess.start(processes, CALL);
        this.store = new StoreView(backend, "inkstream");
        for (int i = 0; i < NsqChaosPlan.CONSUMERS; i++) {
            running.add(start(i));
        }
    }

    private WorkerProcess start(int number) {
        started++;
        return WorkerProcess.start(
                processes,
                "worker-" + number,
                backend,
                agent,
                Map.ofEntries(
                        Map.entry("events.from", "nsq"),
                        Map.entry("events.to", "nsq"),
                        Map.entry("nsq.nsqd", "127.0.0.1:" + port),
                        Map.entry("nsq.subscriptions", topic() + "/" + channel()),
                        // Nobody reads them: they are counted, and fill no disk.
                        Map.entry("nsq.topics.documentEnriched", ANNOUNCED),
                        Map.entry("nsq.topics.documentQuality", "quality#ephemeral"),
                        Map.entry("nsq.topics.costRecorded", "cost#ephemeral"),
                        Map.entry("nsq.topics.documentReview", "review#ephemeral"),
                        Map.entry("nsq.messageTimeout", "3s"),
                        Map.entry("workflow.tools", "extract_people")));
    }

    @Override
    public String topic() {
        return "ocr.completed";
    }

    @Override
    public String channel() {
        return "inkstream";
    }

    @Override
    public Buffer message(int number) {
        return texts.event(number).value();
    }

    @Override
    public void kill(int number) {
        running.get(number).process().kill();
        running.set(number, start(number));
    }

    @Override
    public void replace(int number) {
        running.get(number).process().terminate(END);
        running.set(number, start(number));
    }

    @Override
    public int started() {
        return started;
    }

    @Override
    public void requireAlive() {
        running.forEach(worker -> worker.process().requireAlive());
    }

    @Override
    public int accepted() {
        // Counting in the store would hold it up.
        return (int) agent.stats().distinct();
    }

    @Override
    public List<Claim> claims(NsqdAdmin admin) {
        await(() -> store.enrichedCount() >= letters && store.openRuns() == 0);
        long enriched = store.enrichedCount();
        long again = store.enrichedAgain();
        long announced = admin.messages(ANNOUNCED);
        AgentProcess.Stats calls = agent.stats();
        return List.of(
                new Claim(
                        enriched == letters,
                        "every letter was enriched: %d of %d".formatted(enriched, letters)),
                new Claim(again == 0, "none was enriched twice: %d".formatted(again)),
                new Claim(
                        announced >= letters,
                        "every letter was announced over NSQ: %d events".formatted(announced)),
                new Claim(
                        calls.distinct() == letters,
                        "every call was made: %d, and %d of them again"
                                .formatted(calls.distinct(), calls.repeats())));
    }

    /** Kills nsqd and every worker at once, and tells what becomes of the work in the journal. */
    Claim killEverything(Runnable killNsqd, Runnable restartNsqd) {
        Poll.forThe(
                "letters in the air",
                PATIENCE,
                () -> Optional.of(store.openRuns()).filter(open -> open > 0));
        killNsqd.run();
        running.forEach(worker -> worker.process().kill());
        Set<String> accepted = store.openDocuments();
        restartNsqd.run();
        for (int i = 0; i < running.size(); i++) {
            running.set(i, start(i));
        }
        await(() -> store.enriched(accepted).equals(accepted) && store.openRuns() == 0);
        int enriched = store.enriched(accepted).size();
        return new Claim(
                enriched == accepted.size(),
                "after kill -9 of nsqd and all workers what was accepted came to its end: %d of %d"
                        .formatted(enriched, accepted.size()));
    }

    /** Until it is so, or for as long as there is patience. */
    private static void await(BooleanSupplier sought) {
        long begun = System.nanoTime();
        while (!sought.getAsBoolean() && System.nanoTime() - begun < PATIENCE.toNanos()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
