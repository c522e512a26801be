package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.inkstream.time.Timers;

/** What all engines have in common: the life of a piece of work from submission to its ending. */
final class Core implements Clockwork.Course, Batch.Listener, Faults.Control, Work.Owner {
    static final int NOT_FOUND = 404;

    final Clockwork clock;
    final Gpu gpu;
    final Ledger ledger = new Ledger();
    final Faults faults;
    private final Places places;
    private final Set<Work> inAir = new LinkedHashSet<>();
    private final Map<Work, Agenda.Entry> stalls = new HashMap<>();
    private Optional<Agenda.Entry> slowEnd = Optional.empty();
    private double downUntil;
    private long submitted;

    /** What differs between engines: where work waits and runs. */
    interface Places {
        /** Takes it in, or ends it. */
        void take(Work work);

        /** It leaves wherever it is. */
        void leave(Work work);

        /** Its prompt has been read. */
        void read(Work work);

        /** A stall is over. */
        void resume(Work work);

        /** The alarm of a batch. */
        void alarmed();

        /** Begins what has become possible. */
        void settle();

        /** Everything that was in memory is gone; no work is left. */
        void forget();

        /** What this moment is spent on. */
        Ledger.Use use();

        /** Makes the counts of what runs exact. */
        void bringUpToDate();

        /** The share of the cache that is in use. */
        double kvUsage();
    }

    Core(Timers timers, Chance chance, Places places) {
        this.places = places;
        this.gpu = new Gpu(new Random(chance.seed()), chance.sigma());
        this.faults = new Faults(new Random(~chance.seed()), this);
        this.clock = new Clockwork(timers, this);
    }

    Work submit(Order order) {
        clock.change(() -> {});
        submitted++;
        Work work = new Work(submitted, order, faults.draw(order), clock.now(), this);
        clock.change(() -> begin(work));
        return work;
    }

    @Override
    public double bringUpToDate() {
        clock.change(() -> {});
        places.bringUpToDate();
        return clock.now();
    }

    EngineStats stats() {
        bringUpToDate();
        return ledger.close(clock.now(), inAir, places.kvUsage());
    }

    void close() {
        downUntil = Double.POSITIVE_INFINITY;
        crash(Duration.ZERO);
        clock.change(clock::cancelAll);
    }

    private void begin(Work work) {
        ledger.submitted++;
        inAir.add(work);
        work.sequence.stop = Math.min(work.target, work.fault.strikesAfter());
        if (clock.now() < downUntil) {
            breakOff(work);
        } else if (work.fault instanceof Fault.ServerError error) {
            reject(work, error.status(), error.message());
        } else if (faults.missing(work.order().model())) {
            notFound(work);
        } else {
            places.take(work);
        }
    }

    void run(Work work) {
        work.stage = Work.Stage.RUNNING;
        work.begun = clock.now();
        ledger.began(work);
    }

    void finish(Work work) {
        Ending.Text text =
                work.fault instanceof Fault.Spoiled spoiled ? spoiled.text() : Ending.Text.WHOLE;
        end(work, left -> new Ending.Finished(left.figures(clock.now()), left.reason, text));
    }

    void notFound(Work work) {
        reject(work, NOT_FOUND, "model '" + work.order().model() + "' not found");
    }

    void reject(Work work, int status, String message) {
        reject(work, status, message, Duration.ZERO);
    }

    void reject(Work work, int status, String message, Duration retryAfter) {
        end(work, left -> new Ending.Rejected(status, message, retryAfter));
    }

    private void breakOff(Work work) {
        end(work, left -> new Ending.Broken(left.sequence.wholeTokens()));
    }

    @Override
    public void cancel(Work work) {
        clock.change(() -> end(work, left -> new Ending.Cancelled(left.sequence.wholeTokens())));
    }

    private void end(Work work, Function<Work, Ending> how) {
        if (!inAir.remove(work)) {
            return;
        }
        Optional.ofNullable(stalls.remove(work)).ifPresent(clock::cancel);
        places.leave(work);
        work.stage = Work.Stage.ENDED;
        Ending ending = how.apply(work);
        ledger.ended(work, ending);
        clock.afterwards(() -> work.tell(ending));
    }

    @Override
    public void read(Sequence sequence) {
        Work work = sequence.work;
        if (sequence.produced == 0) {
            work.prefilled = clock.now();
        }
        places.read(work);
        if (sequence.stop > 0) {
            clock.afterwards(work::tellFirst);
        }
    }

    @Override
    public void stopped(Sequence sequence) {
        Work work = sequence.work;
        if (sequence.stop >= work.target) {
            finish(work);
        } else if (work.fault instanceof Fault.Stall stall) {
            stalls.put(work, clock.in(Nanos.of(stall.time()), () -> resume(work)));
        } else {
            breakOff(work);
        }
    }

    @Override
    public void alarmed() {
        places.alarmed();
    }

    private void resume(Work work) {
        stalls.remove(work);
        work.sequence.stop = work.target;
        clock.afterwards(work::tellFirst);
        places.resume(work);
    }

    boolean stalled(Work work) {
        return stalls.containsKey(work);
    }

    @Override
    public void slow(double factor, Duration window) {
        clock.change(
                () -> {
                    slowEnd.ifPresent(clock::cancel);
                    gpu.slow(factor);
                    slowEnd = Optional.of(clock.in(Nanos.of(window), () -> gpu.slow(1)));
                });
    }

    @Override
    public void crash(Duration down) {
        clock.change(
                () -> {
                    downUntil = Math.max(downUntil, clock.now() + Nanos.of(down));
                    List.copyOf(inAir).forEach(this::breakOff);
                    places.forget();
                });
    }

    @Override
    public double untilNext() {
        return gpu.untilNext();
    }

    @Override
    public void pass(double from, double to) {
        ledger.passed(from, to, places.use());
        gpu.pass(to - from);
    }

    @Override
    public void happen() {
        gpu.happen();
        places.settle();
        gpu.beginSegment();
    }
}
