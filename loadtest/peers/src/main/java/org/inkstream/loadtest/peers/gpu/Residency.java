package org.inkstream.loadtest.peers.gpu;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which models are loaded. Orders for others wait in one line, and only its head is looked after: a
 * model is evicted for it when that one is idle, and loaded when there is room.
 */
final class Residency {
    private final SlotsSetup setup;
    private final Core core;
    private final Map<String, Runner> runners = new LinkedHashMap<>();
    private final Deque<Work> pending = new ArrayDeque<>();
    private final Set<Agenda.Entry> moves = new HashSet<>();
    private boolean loading;
    private int evicting;
    private double leavingGiB;

    Residency(SlotsSetup setup, Core core) {
        this.setup = setup;
        this.core = core;
    }

    Collection<Runner> runners() {
        return List.copyOf(runners.values());
    }

    boolean moving() {
        return loading || evicting > 0;
    }

    /**
     * @return whether there is room for it in the line, if it must wait there
     */
    boolean take(Work work) {
        Runner runner = runners.get(work.order().model());
        if (runner != null && serves(runner, work)) {
            runner.accept(work);
            return true;
        }
        if (pending.size() >= setup.maxQueue()) {
            return false;
        }
        pending.add(work);
        return true;
    }

    boolean knows(String model) {
        return runners.containsKey(model);
    }

    void leave(Work work) {
        pending.remove(work);
        Runner runner = runners.get(work.order().model());
        if (runner != null) {
            runner.leave(work);
        }
    }

    void settle() {
        boolean goesOn = true;
        while (goesOn) {
            runners().forEach(Runner::settle);
            goesOn = !loading && !pending.isEmpty() && serveHead(pending.element());
        }
        runners().forEach(runner -> runner.expireWhenIdle(() -> expire(runner)));
    }

    /** Whether the head is out of the line and the next one may be looked after. */
    private boolean serveHead(Work head) {
        Runner runner = runners.get(head.order().model());
        if (runner != null && serves(runner, head)) {
            pending.remove();
            runner.accept(head);
            return true;
        }
        if (runner == null) {
            Runner wanted = new Runner(model(head), context(head), setup, core);
            if (fits(wanted)) {
                pending.remove();
                load(wanted, head);
                return false;
            }
        }
        if (evicting == 0) {
            // Whoever is asked for with another context goes itself, whatever its keep-alive is.
            Runner victim = runner == null ? victim() : runner;
            if (victim.idle()) {
                unload(victim);
            }
        }
        return false;
    }

    private boolean fits(Runner wanted) {
        double used = runners.values().stream().mapToDouble(Runner::gib).sum() + leavingGiB;
        boolean alone = runners.isEmpty() && evicting == 0;
        return alone
                || (runners.size() < setup.maxLoaded() && used + wanted.gib() <= setup.vramGiB());
    }

    private Runner victim() {
        Comparator<Runner> order =
                Comparator.comparing((Runner runner) -> !runner.idle())
                        .thenComparingDouble(Runner::keepAlive)
                        .thenComparing(runner -> runner.model.name());
        return runners.values().stream().min(order).orElseThrow();
    }

    private void load(Runner runner, Work first) {
        runner.accept(first);
        runners.put(runner.model.name(), runner);
        loading = true;
        core.ledger.loads++;
        move(Nanos.of(runner.model.load()), () -> loaded(runner));
    }

    private void loaded(Runner runner) {
        loading = false;
        if (core.faults.loadFails()) {
            List<Work> lost = runner.everybodyWaiting();
            lost.forEach(work -> core.reject(work, 500, SlotsEngine.OUT_OF_MEMORY));
            runners.remove(runner.model.name());
            return;
        }
        runner.loaded();
        core.gpu.add(runner.batch);
    }

    private void expire(Runner runner) {
        if (runner.idle()) {
            unload(runner);
        }
    }

    private void unload(Runner runner) {
        runner.cancelExpiry();
        runners.remove(runner.model.name());
        core.gpu.remove(runner.batch);
        core.ledger.evictions++;
        evicting++;
        leavingGiB += runner.gib();
        move(Nanos.of(setup.evict()), () -> unloaded(runner));
    }

    private void unloaded(Runner runner) {
        evicting--;
        leavingGiB = evicting == 0 ? 0 : leavingGiB - runner.gib();
    }

    private void move(double nanos, Runnable then) {
        Agenda.Entry[] move = new Agenda.Entry[1];
        move[0] =
                core.clock.in(
                        nanos * core.gpu.factor() * core.gpu.slowness(),
                        () -> {
                            moves.remove(move[0]);
                            then.run();
                        });
        moves.add(move[0]);
    }

    void forget() {
        moves.forEach(core.clock::cancel);
        moves.clear();
        runners.values()
                .forEach(
                        runner -> {
                            runner.cancelExpiry();
                            core.gpu.remove(runner.batch);
                        });
        runners.clear();
        loading = false;
        evicting = 0;
        leavingGiB = 0;
    }

    private boolean serves(Runner runner, Work work) {
        boolean anyContext = work.order().readsNothing() && work.order().numCtx() == 0;
        return anyContext || runner.numCtx == context(work);
    }

    private int context(Work work) {
        int asked = work.order().numCtx();
        return asked == 0 ? setup.numCtx() : Math.max(2, asked);
    }

    private ModelSpec model(Work work) {
        return setup.models().stream()
                .filter(model -> model.name().equals(work.order().model()))
                .findFirst()
                .orElseThrow();
    }
}
