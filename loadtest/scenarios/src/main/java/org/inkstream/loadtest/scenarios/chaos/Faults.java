package org.inkstream.loadtest.scenarios.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.inkstream.loadtest.peers.faults.FaultProxy;
import org.inkstream.loadtest.scenarios.system.JavaProcess;

/** Breaks a stage and mends it again. Used on one thread. */
final class Faults {
    private final Stage stage;
    private final Duration suspension;
    private final RandomGenerator random;
    private final Supplier<Boolean> backendWrites;
    private final Consumer<String> progress;
    private final List<Running> running = new ArrayList<>();
    private final List<Happening> over = new ArrayList<>();
    private int endedByThemselves;

    /** A fault that has begun. */
    private record Running(
            FaultKind kind,
            String target,
            long fromMillis,
            BooleanSupplier due,
            Supplier<String> end) {}

    /**
     * @param backendWrites whether broker and store take writes; blocks until it is known
     */
    Faults(
            Stage stage,
            Duration suspension,
            RandomGenerator random,
            Supplier<Boolean> backendWrites,
            Consumer<String> progress) {
        this.stage = stage;
        this.suspension = suspension;
        this.random = random;
        this.backendWrites = backendWrites;
        this.progress = progress;
    }

    /**
     * Begins it, unless its target has a fault already; blocks for as long as the breaking takes.
     */
    void begin(FaultKind kind) {
        int number = random.nextInt(Stage.WORKERS);
        String target = target(kind, number);
        if (running.stream().anyMatch(one -> one.target.equals(target)) || hasEnded(kind, number)) {
            return;
        }
        long from = System.currentTimeMillis();
        switch (kind) {
            case WORKER_KILLED -> {
                stage.worker(number).process().kill();
                add(kind, target, "", from, millis(0, 2_500), () -> stage.restartWorker(number));
            }
            case WORKER_TERMINATED -> {
                JavaProcess process = stage.worker(number).process();
                long asked = System.nanoTime();
                process.askToEnd();
                running.add(
                        new Running(
                                kind,
                                target,
                                from,
                                () -> !process.isAlive() || late(asked),
                                () -> ended(process, asked, number)));
                progress.accept(kind + " " + target);
            }
            case WORKER_SUSPENDED -> {
                JavaProcess process = stage.worker(number).process();
                process.suspend();
                add(kind, target, "", from, suspension, process::resume);
            }
            case BACKEND_KILLED -> {
                stage.backend().kill();
                add(kind, target, "", from, millis(200, 3_000), stage::restartBackend);
            }
            case BACKEND_CANNOT_WRITE -> {
                stage.backend().process().forbidWriting();
                add(kind, target, "", from, millis(2_000, 5_000), this::letBackendWrite);
            }
            case AGENT_KILLED -> {
                stage.agent().process().kill();
                add(kind, target, "", from, millis(0, 2_500), stage::restartAgent);
            }
            default -> {
                FaultProxy proxy = proxy(kind);
                String detail = Toxics.begin(proxy, random);
                add(kind, target, detail, from, millis(1_000, 7_000), () -> Toxics.end(proxy));
            }
        }
    }

    /** Ends those whose time has come; blocks for as long as the mending takes. */
    void endDue() {
        List.copyOf(running).stream().filter(one -> one.due.getAsBoolean()).forEach(this::end);
    }

    void endAll() {
        // Networks first: nothing that waits for another process may wait for one that is cut off.
        List.copyOf(running).stream()
                .sorted(Comparator.comparing((Running one) -> one.kind).reversed())
                .forEach(this::end);
    }

    /** Starts workers again that ended by themselves, as whoever supervises them would. */
    void reviveWorkers() {
        for (int number = 0; number < Stage.WORKERS; number++) {
            String name = Stage.workerName(number);
            boolean dead = !stage.worker(number).process().isAlive();
            if (dead && running.stream().noneMatch(one -> one.target.equals(name))) {
                progress.accept(name + " has ended by itself and is started again");
                endedByThemselves++;
                stage.restartWorker(number);
            }
        }
    }

    /** How many workers did. */
    int endedByThemselves() {
        return endedByThemselves;
    }

    int running() {
        return running.size();
    }

    long kills() {
        return over.stream().filter(one -> one.kind().kill()).count()
                + running.stream().filter(one -> one.kind.kill()).count();
    }

    List<Happening> over() {
        return List.copyOf(over);
    }

    private void end(Running one) {
        running.remove(one);
        String detail = one.end.get();
        over.add(
                new Happening(
                        one.kind, one.target, detail, one.fromMillis, System.currentTimeMillis()));
    }

    private void add(
            FaultKind kind,
            String target,
            String detail,
            long from,
            Duration length,
            Runnable end) {
        long endNanos = System.nanoTime() + length.toNanos();
        running.add(
                new Running(
                        kind,
                        target,
                        from,
                        () -> endNanos - System.nanoTime() <= 0,
                        () -> {
                            end.run();
                            return detail;
                        }));
        progress.accept("%s %s %s".formatted(kind, target, detail).strip());
    }

    private static boolean late(long askedNanos) {
        return System.nanoTime() - askedNanos > Stage.patience().toNanos();
    }

    private String ended(JavaProcess process, long askedNanos, int number) {
        if (process.isAlive()) {
            progress.accept(process.name() + " did not end when it was asked to, and is killed");
            process.kill();
        }
        stage.restartWorker(number);
        return Duration.ofNanos(process.endedNanos() - askedNanos).toMillis() + " ms";
    }

    /** A broker that could not write stops for good, as one does whose disk was full. */
    private void letBackendWrite() {
        stage.backend().process().allowWriting();
        if (!backendWrites.get()) {
            progress.accept("the backend does not write again by itself and is started again");
            stage.backend().kill();
            stage.restartBackend();
        }
    }

    /** A worker that ended by itself is started again before it is broken again. */
    private boolean hasEnded(FaultKind kind, int number) {
        boolean ofWorker =
                kind == FaultKind.WORKER_KILLED
                        || kind == FaultKind.WORKER_TERMINATED
                        || kind == FaultKind.WORKER_SUSPENDED;
        return ofWorker && !stage.worker(number).process().isAlive();
    }

    private static String target(FaultKind kind, int worker) {
        return switch (kind) {
            case WORKER_KILLED, WORKER_TERMINATED, WORKER_SUSPENDED -> Stage.workerName(worker);
            case BACKEND_KILLED, BACKEND_CANNOT_WRITE -> "backend";
            case AGENT_KILLED -> "agent";
            case BROKER_NETWORK -> "network to the broker";
            case STORE_NETWORK -> "network to the store";
            case AGENT_NETWORK -> "network to the agent";
        };
    }

    private FaultProxy proxy(FaultKind kind) {
        return switch (kind) {
            case BROKER_NETWORK -> stage.broker();
            case STORE_NETWORK -> stage.store();
            default -> stage.agents();
        };
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most));
    }
}
