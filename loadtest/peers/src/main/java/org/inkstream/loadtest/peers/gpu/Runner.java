package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A model that is loaded or being loaded, with its slots and whoever waits for one, in order. */
final class Runner {
    /** A slot that holds less than this share of a prompt is as good as an empty one. */
    private static final double SIMILAR = 0.1;

    final ModelSpec model;
    final int numCtx;
    final Batch batch;
    private final Core core;
    private final List<Slot> slots;
    private final Deque<Work> waiting = new ArrayDeque<>();
    private final Map<Work, Slot> running = new HashMap<>();
    private Optional<Agenda.Entry> expiry = Optional.empty();
    private double keepAlive;
    private boolean ready;

    Runner(ModelSpec model, int numCtx, SlotsSetup setup, Core core) {
        this.model = model;
        this.numCtx = numCtx;
        this.core = core;
        this.batch = new Batch(model, setup.chunk(), core.ledger, core);
        this.slots = Stream.generate(Slot::new).limit(setup.slots()).toList();
    }

    double gib() {
        return model.gib((long) numCtx * slots.size());
    }

    /** Nobody runs or waits. */
    boolean idle() {
        return waiting.isEmpty() && running.isEmpty();
    }

    boolean ready() {
        return ready;
    }

    /** Nanoseconds, infinite for ever; short is evicted first. */
    double keepAlive() {
        return keepAlive;
    }

    int busySlots() {
        return running.size();
    }

    int waiting() {
        return waiting.size();
    }

    /** Also while it is being loaded. */
    void accept(Work work) {
        cancelExpiry();
        keepAlive =
                work.order().keepAlive().isNegative()
                        ? Double.POSITIVE_INFINITY
                        : Nanos.of(work.order().keepAlive());
        work.accepted = core.clock.now();
        waiting.add(work);
    }

    void loaded() {
        ready = true;
        waiting.forEach(work -> work.accepted = core.clock.now());
    }

    List<Work> everybodyWaiting() {
        return List.copyOf(waiting);
    }

    /** Gives free slots to whoever waits. */
    void settle() {
        while (ready && !waiting.isEmpty()) {
            Work first = waiting.element();
            if (first.order().readsNothing()) {
                core.run(first);
                first.prefilled = first.begun;
                core.finish(first);
            } else if (running.size() < slots.size()) {
                waiting.remove();
                begin(first);
            } else {
                return;
            }
        }
    }

    private void begin(Work work) {
        work.promptTokens = Math.min(work.promptTokens, numCtx - 1);
        work.bound(numCtx - work.promptTokens);
        work.sequence.stop = Math.min(work.sequence.stop, work.target);
        Slot slot = choose(work);
        work.cached = slot.hit(work);
        slot.take();
        running.put(work, slot);
        core.run(work);
        batch.read(work.sequence, work.promptTokens - work.cached);
    }

    private Slot choose(Work work) {
        List<Slot> free = slots.stream().filter(slot -> !slot.busy()).toList();
        Slot best = free.get(0);
        for (Slot slot : free) {
            best = slot.hit(work) > best.hit(work) ? slot : best;
        }
        return best.hit(work) > SIMILAR * work.promptTokens
                ? best
                : free.stream().min(Comparator.comparingDouble(Slot::usedAt)).orElse(best);
    }

    void leave(Work work) {
        waiting.remove(work);
        Slot slot = running.remove(work);
        if (slot != null) {
            Sequence sequence = work.sequence;
            boolean reading = sequence.phase == Sequence.Phase.PREFILL;
            int unread = reading ? (int) Math.ceil(sequence.toRead) : 0;
            batch.remove(sequence);
            slot.leave(work, work.promptTokens - unread, core.clock.now());
        }
    }

    /** Counts the time that it is kept alive, once for each time that it falls idle. */
    void expireWhenIdle(Runnable unload) {
        if (ready && idle() && expiry.isEmpty() && !Double.isInfinite(keepAlive)) {
            expiry = Optional.of(core.clock.in(keepAlive, unload));
        }
    }

    /** Negative means for ever. */
    Duration keptFor() {
        if (Double.isInfinite(keepAlive)) {
            return Duration.ofSeconds(-1);
        }
        double left = expiry.map(end -> end.at() - core.clock.now()).orElse(keepAlive);
        return Nanos.duration(Math.max(0, left));
    }

    void cancelExpiry() {
        expiry.ifPresent(core.clock::cancel);
        expiry = Optional.empty();
    }
}
