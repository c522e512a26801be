package org.inkstream.loadtest.scenarios.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Who starts and ends processes, and who sees to it that things go wrong for a while. */
final class Director {
    /** When things have calmed down it is so late that whatever was put off is due. */
    private static final long LATER = Duration.ofHours(3).toNanos();

    private final Setting setting;
    private final Set<Fault> faults;
    private final int processes;
    private final Operator operator;
    private final List<Worker> workers = new ArrayList<>();
    private int lives;
    private boolean calm;
    private boolean closing;

    Director(Setting setting, Set<Fault> faults, int processes, Operator operator) {
        this.setting = setting;
        this.faults = faults;
        this.processes = processes;
        this.operator = operator;
        setting.crashes().killsBy(this::kill);
    }

    /**
     * @param faultSpan how long things go wrong, in nanoseconds
     */
    void begin(long faultSpan) {
        for (int number = 0; number < processes; number++) {
            String name = "p" + number;
            long when = number == 0 || chance().of(0.5) ? 0 : chance().millis(0, 9_000);
            in(when, () -> start(name));
        }
        if (faults.contains(Fault.KILL)) {
            atAnyTime(faultSpan, 2, () -> anyWorker(worker -> kill(worker.process())));
        }
        if (faults.contains(Fault.LEAVE)) {
            boolean often = setting.crashes().target().ledToBy().contains(Fault.LEAVE);
            atAnyTime(faultSpan, often ? 12 : 2, () -> anyWorker(Worker::drain));
        }
        if (faults.contains(Fault.SUSPEND)) {
            atAnyTime(faultSpan, 3, () -> anyWorker(worker -> suspend(worker.process())));
        }
        if (faults.contains(Fault.CLOCK)) {
            atAnyTime(faultSpan, 2, () -> anyWorker(worker -> jump(worker.process())));
        }
        if (faults.contains(Fault.STORE)) {
            atAnyTime(faultSpan, 1, this::storeOutage);
        }
        if (faults.contains(Fault.BROKER)) {
            atAnyTime(faultSpan, 1, this::brokerOutage);
            atAnyTime(faultSpan, 2, () -> setting.group().loseOne(chance()));
            atAnyTime(faultSpan, 2, () -> setting.group().shuffle(chance()));
        }
        operator.begin();
        in(1_000 * Chance.MILLI, this::listen);
        in(faultSpan, this::calmDown);
    }

    private void listen() {
        setting.group().listen();
        in(1_000 * Chance.MILLI, this::listen);
    }

    private void atAnyTime(long span, int most, Runnable what) {
        int times = chance().below(most + 1);
        for (int time = 0; time < times; time++) {
            in((long) (chance().generator().nextDouble() * span), what);
        }
    }

    private void in(long nanos, Runnable what) {
        setting.schedule().in(nanos, Schedule.WORLD, "director", "", what);
    }

    private Chance chance() {
        return setting.chance();
    }

    private void anyWorker(Consumer<Worker> what) {
        if (!workers.isEmpty() && !calm) {
            what.accept(chance().oneOf(workers));
        }
    }

    private void start(String name) {
        boolean taken = workers.stream().anyMatch(worker -> worker.process().name().equals(name));
        if (taken || closing) {
            return;
        }
        Incarnation process = new Incarnation(setting.schedule(), name, lives++);
        Worker worker = new Worker(setting, process, this::ended);
        workers.add(worker);
        process.jumpClock(calm ? LATER : 0);
        setting.schedule().note(name, "start", "");
        worker.start();
    }

    private void kill(Incarnation process) {
        if (!process.gone()) {
            setting.schedule().note(process.name(), "kill", "");
            process.end();
            gone(process);
        }
    }

    private void ended(Worker worker) {
        setting.schedule().note(worker.process().name(), "end", "");
        gone(worker.process());
    }

    private void gone(Incarnation process) {
        workers.removeIf(worker -> worker.process() == process);
        if (!closing) {
            boolean same = chance().of(0.8);
            String next = same ? process.name() : "q" + lives;
            in(chance().millis(50, 3_000), () -> start(next));
        }
    }

    private void suspend(Incarnation process) {
        long length =
                chance().of(0.4) ? chance().millis(50, 3_000) : chance().millis(3_000, 15_000);
        setting.schedule().note(process.name(), "suspend", "");
        process.freeze();
        in(length, () -> thaw(process));
    }

    private void thaw(Incarnation process) {
        if (process.frozen()) {
            setting.schedule().note(process.name(), "go on", "");
            process.thaw();
        }
    }

    private void jump(Incarnation process) {
        process.jumpClock(chance().millis(-3_600_000, 3_600_000));
    }

    private void storeOutage() {
        setting.schedule().note("store", "down", "");
        setting.weather().storeIsDown(true);
        in(chance().millis(100, 6_000), () -> setting.weather().storeIsDown(false));
    }

    private void brokerOutage() {
        setting.schedule().note("broker", "down", "");
        setting.weather().brokerIsDown(true);
        in(chance().millis(100, 6_000), () -> setting.weather().brokerIsDown(false));
    }

    private void calmDown() {
        setting.schedule().note("world", "calm", "");
        calm = true;
        setting.weather().calmDown();
        setting.house().calmDown();
        operator.calmDown();
        setting.crashes().calmDown();
        workers.forEach(worker -> thaw(worker.process()));
        workers.forEach(worker -> worker.process().jumpClock(LATER));
    }

    boolean isCalm() {
        return calm;
    }

    /** Whether all that was accepted is settled, and nobody does anything. */
    boolean isDone() {
        return calm
                && !workers.isEmpty()
                && setting.group().isThrough()
                && setting.journal().isAtRest()
                && setting.due().isEmpty()
                && setting.results().fallenShort().isEmpty()
                && workers.stream().allMatch(Worker::isIdle);
    }

    /** Ends every process in good order. */
    void close() {
        closing = true;
        setting.crashes().stop();
        List.copyOf(workers).forEach(Worker::drain);
    }

    boolean isClosed() {
        return workers.isEmpty();
    }

    List<Worker> workers() {
        return List.copyOf(workers);
    }

    int lives() {
        return lives;
    }
}
