package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.util.List;
import org.inkstream.time.Timers;

/**
 * Ollama, or llama.cpp: each loaded model has a few slots, each slot remembers its last prompt, and
 * orders for a model that is not loaded wait in one bounded line. Orders for a loaded model wait at
 * that model without bound, as there.
 */
public final class SlotsEngine implements Engine {
    static final String OUT_OF_MEMORY =
            "llama runner process has terminated: cudaMalloc failed: out of memory";
    private static final String BUSY =
            "server busy, please try again.  maximum pending requests exceeded";
    private static final int UNAVAILABLE = 503;

    private final SlotsSetup setup;
    private final Core core;
    private final Residency residency;

    public SlotsEngine(SlotsSetup setup, Timers timers, Chance chance) {
        this.setup = setup;
        this.core = new Core(timers, chance, new Floor());
        this.residency = new Residency(setup, core);
    }

    /**
     * A loaded model, or one that is being loaded.
     *
     * @param keptFor until it is unloaded if nobody asks for it; negative means for ever
     */
    public record Loaded(
            ModelSpec model, int numCtx, double gib, int running, int waiting, Duration keptFor) {}

    @Override
    public Work submit(Order order) {
        return core.submit(order);
    }

    @Override
    public Faults faults() {
        return core.faults;
    }

    @Override
    public EngineStats stats() {
        return core.stats();
    }

    /** What is loaded now, oldest first. */
    public List<Loaded> loaded() {
        core.bringUpToDate();
        return residency.runners().stream()
                .map(
                        runner ->
                                new Loaded(
                                        runner.model,
                                        runner.numCtx,
                                        runner.gib(),
                                        runner.busySlots(),
                                        runner.waiting(),
                                        runner.keptFor()))
                .toList();
    }

    @Override
    public void close() {
        core.close();
    }

    private boolean serves(String name) {
        return setup.models().stream().anyMatch(model -> model.name().equals(name));
    }

    /** Where work waits and runs. */
    private final class Floor implements Core.Places {
        @Override
        public void take(Work work) {
            Order order = work.order();
            if (!serves(order.model())) {
                core.notFound(work);
            } else if (order.readsNothing()
                    && order.keepAlive().equals(Duration.ZERO)
                    && !residency.knows(order.model())) {
                core.finish(work);
            } else if (!residency.take(work)) {
                core.reject(work, UNAVAILABLE, BUSY);
            }
        }

        @Override
        public void leave(Work work) {
            residency.leave(work);
        }

        @Override
        public void read(Work work) {
            // A slot's memory is its own until it is left.
        }

        @Override
        public void resume(Work work) {
            residency.runners().stream()
                    .filter(runner -> runner.model.name().equals(work.order().model()))
                    .forEach(runner -> runner.batch.decode(work.sequence));
        }

        @Override
        public void alarmed() {
            throw new IllegalStateException("slots have no cache that fills up");
        }

        @Override
        public void settle() {
            residency.settle();
        }

        @Override
        public void forget() {
            residency.forget();
        }

        @Override
        public Ledger.Use use() {
            if (core.gpu.active()) {
                return Ledger.Use.BUSY;
            }
            return residency.moving() ? Ledger.Use.LOAD : Ledger.Use.IDLE;
        }

        @Override
        public void bringUpToDate() {
            core.gpu.bringUpToDate();
        }

        @Override
        public double kvUsage() {
            return 0;
        }
    }
}
