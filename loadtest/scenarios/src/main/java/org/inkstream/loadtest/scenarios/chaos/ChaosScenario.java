package org.inkstream.loadtest.scenarios.chaos;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.inkstream.loadtest.scenarios.recovery.Claim;
import org.inkstream.loadtest.scenarios.system.Broker;
import org.inkstream.loadtest.scenarios.system.JavaProcess;
import org.inkstream.loadtest.scenarios.system.StoreView;
import org.inkstream.loadtest.scenarios.system.WorkerProcess;
import org.slf4j.LoggerFactory;

/**
 * Letters are published all the time while a schedule, drawn from a seed, breaks the system; then
 * the faults stop and everything has to come to its end. Used once, on one thread.
 */
final class ChaosScenario {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LOOK_AT_END = Duration.ofSeconds(2);
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration HEAP_LOOK = Duration.ofSeconds(10);
    private static final Duration LOOK_AHEAD = Duration.ofSeconds(15);
    private static final int LOOKS_OF_REST = 3;
    private static final int FAULTS_AT_ONCE = 3;
    private static final int ONE_UNREADABLE_IN = 40;

    private final ChaosPlan plan;
    private final Consumer<String> progress;
    private final RandomGenerator random;
    private final long begunNanos = System.nanoTime();
    private final List<JavaProcess> workersNow = new CopyOnWriteArrayList<>();

    /**
     * @param progress hears what happens, for people
     */
    ChaosScenario(ChaosPlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(plan.seed());
    }

    /** Blocks until it is over. */
    ChaosResult play() {
        quieten();
        try (Stage stage = new Stage(plan)) {
            ChaosResult result;
            String broker = stage.bootstrapServers();
            try (StoreView store = new StoreView(stage.storeUri(), Stage.DATABASE);
                    Publisher publisher =
                            new Publisher(
                                    broker,
                                    plan.seed(),
                                    plan.lettersPerSecond(),
                                    ONE_UNREADABLE_IN);
                    OffsetWatch offsets = new OffsetWatch(broker, store, publisher);
                    HeapWatch heap = new HeapWatch(HEAP_LOOK, () -> workersNow)) {
                Faults faults =
                        new Faults(
                                stage,
                                plan.suspension(),
                                random,
                                () -> backendWrites(store, publisher),
                                this::say);
                long begunMillis = System.currentTimeMillis();
                breakThings(stage, faults);
                say("the faults are over");
                publisher.finish();
                Duration settled = awaitEnd(stage, store, publisher, faults);
                heap.stop();
                offsets.stop();
                result =
                        survey(stage, store, publisher, faults, begunMillis)
                                .watched(offsets, heap.slopes(), timers(stage), settled);
            }
            if (result.claims().stream().allMatch(Claim::holds)) {
                stage.processes().done();
            }
            return result;
        }
    }

    /** A publisher's client would tell of every fault, which is what everything here is about. */
    private static void quieten() {
        if (LoggerFactory.getLogger("org.apache.kafka") instanceof Logger kafka) {
            kafka.setLevel(Level.ERROR);
        }
    }

    private void breakThings(Stage stage, Faults faults) {
        rememberWorkers(stage);
        long end = System.nanoTime() + plan.length().toNanos();
        long next = System.nanoTime() + WARM_UP.toNanos();
        while (System.nanoTime() - end < 0) {
            faults.endDue();
            faults.reviveWorkers();
            if (System.nanoTime() - next >= 0 && faults.running() < FAULTS_AT_ONCE) {
                faults.begin(draw(faults, end));
                next = System.nanoTime() + pause().toNanos();
            }
            rememberWorkers(stage);
            LockSupport.parkNanos(LOOK.toNanos());
        }
        faults.endAll();
        rememberWorkers(stage);
    }

    private void rememberWorkers(Stage stage) {
        List<JavaProcess> now = stage.workers().stream().map(WorkerProcess::process).toList();
        if (!now.equals(workersNow)) {
            workersNow.clear();
            workersNow.addAll(now);
        }
    }

    /** By weight; a kill where there would be too few of them otherwise. */
    private FaultKind draw(Faults faults, long endNanos) {
        double left = (endNanos - System.nanoTime()) / (double) plan.length().toNanos();
        if (faults.kills() < plan.leastKills() * (1 - left)) {
            return FaultKind.WORKER_KILLED;
        }
        int drawn =
                random.nextInt(Arrays.stream(FaultKind.values()).mapToInt(FaultKind::weight).sum());
        for (FaultKind kind : FaultKind.values()) {
            drawn -= kind.weight();
            if (drawn < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }

    /** Exponentially distributed, so that faults come in bunches too. */
    private Duration pause() {
        double factor = Math.min(3, -Math.log(1 - random.nextDouble()));
        return Duration.ofNanos((long) (plan.gap().toNanos() * factor));
    }

    private static boolean backendWrites(StoreView store, Publisher publisher) {
        long now = System.nanoTime();
        try {
            store.probe();
        } catch (IllegalStateException broken) {
            return false;
        }
        long until = now + Duration.ofSeconds(6).toNanos();
        while (publisher.lastAcceptedNanos() - now < 0 && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return publisher.lastAcceptedNanos() - now >= 0;
    }

    /**
     * Blocks until every accepted record is enriched or set aside, or the time for it is over.
     *
     * @return how long that took
     */
    private Duration awaitEnd(Stage stage, StoreView store, Publisher publisher, Faults faults) {
        long begun = System.nanoTime();
        Broker broker = new Broker(stage.bootstrapServers());
        Set<String> missing = new HashSet<>(publisher.accepted());
        Duration took = Duration.ZERO;
        while (!missing.isEmpty() && took.compareTo(plan.settling()) < 0) {
            LockSupport.parkNanos(LOOK_AT_END.toNanos());
            faults.reviveWorkers();
            missing.removeAll(store.enriched(missing));
            missing.removeAll(broker.keys(Stage.DEAD_LETTERS));
            took = Duration.ofNanos(System.nanoTime() - begun);
        }
        say(
                "%d accepted, %d not settled after %d s"
                        .formatted(publisher.accepted().size(), missing.size(), took.toSeconds()));
        awaitRest(stage, store);
        return took;
    }

    /**
     * Blocks until the last ones are announced and closed, and what healing has begun has ended; a
     * timer that is left over is still there then.
     */
    private void awaitRest(Stage stage, StoreView store) {
        long deadline = System.nanoTime() + plan.settling().toNanos();
        int quiet = 0;
        while (quiet < LOOKS_OF_REST && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_AT_END.toNanos());
            boolean atRest = timers(stage) == 0 && !store.dueBefore(Instant.now().plus(LOOK_AHEAD));
            quiet = atRest ? quiet + 1 : 0;
        }
    }

    private ChaosResult survey(
            Stage stage, StoreView store, Publisher publisher, Faults faults, long begunMillis) {
        Broker broker = new Broker(stage.bootstrapServers());
        return new ChaosResult(
                plan,
                begunMillis,
                publisher.accepted(),
                publisher.unknown(),
                new Outcomes(
                        store.letters(),
                        broker.eventIds(Stage.OUT),
                        broker.keys(Stage.DEAD_LETTERS),
                        store.costs(),
                        broker.eventIds(Stage.COSTS)),
                faults.over(),
                faults.endedByThemselves(),
                new CallAccount(stage.agent().calls(), faults.over()));
    }

    private static double timers(Stage stage) {
        return stage.workers().stream()
                .mapToDouble(worker -> worker.metrics().sum("enrichment_timers"))
                .sum();
    }

    private void say(String line) {
        long seconds = Duration.ofNanos(System.nanoTime() - begunNanos).toSeconds();
        progress.accept("%4d s  %s".formatted(seconds, line));
    }
}
