package org.inkstream.loadtest.scenarios.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.inkstream.loadtest.scenarios.simulation.world.CrashTally;
import org.inkstream.loadtest.scenarios.simulation.world.Played;
import org.inkstream.loadtest.scenarios.simulation.world.World;
import org.inkstream.loadtest.scenarios.simulation.world.WorldSize;

/** Plays many worlds, on several threads: each world on one of them, from its seed alone. */
public final class Simulation {
    /** One world that fails is enough to look at; more of them say how rare it is. */
    private static final int MOST_FAILURES = 20;

    private final WorldSize size;
    private final int threads;

    public Simulation(WorldSize size, int threads) {
        this.size = size;
        this.threads = threads;
    }

    /**
     * Plays the seeds from {@code from} on, until {@code seeds} are played, or {@code over} says
     * that it is enough. Blocks.
     *
     * @param progress told the number of seeds played so far, now and then, on any thread
     */
    public SimulationResult play(
            long from, long seeds, BooleanSupplier over, LongConsumer progress) {
        World world = new World(size);
        AtomicLong played = new AtomicLong();
        Callable<Share> player =
                () -> {
                    Share share = new Share();
                    for (long number = played.getAndIncrement();
                            number < seeds && !over.getAsBoolean();
                            number = played.getAndIncrement()) {
                        share.add(world.play(from + number, share.tally));
                        progress.accept(number + 1);
                    }
                    return share;
                };
        long begun = System.nanoTime();
        List<Share> shares = onAllThreads(player);
        return result(from, shares, Duration.ofNanos(System.nanoTime() - begun));
    }

    private List<Share> onAllThreads(Callable<Share> player) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        QuietDomain quiet = new QuietDomain();
        try {
            List<Share> shares = new ArrayList<>();
            for (Future<Share> share : pool.invokeAll(Collections.nCopies(threads, player))) {
                shares.add(share.get());
            }
            return shares;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while simulating", stopped);
        } catch (ExecutionException bug) {
            throw new IllegalStateException("the simulation itself has a bug", bug);
        } finally {
            pool.shutdownNow();
            quiet.close();
        }
    }

    private SimulationResult result(long from, List<Share> shares, Duration took) {
        Share all = new Share();
        shares.forEach(all::add);
        all.failures.sort((one, other) -> Long.compare(one.seed(), other.seed()));
        return new SimulationResult(
                size, from, all.seeds, all.events, all.counts, all.tally, all.failures, took);
    }

    /** What one thread has played. */
    private static final class Share {
        private final CrashTally tally = new CrashTally();
        private final List<Played> failures = new ArrayList<>();
        private Played.Counts counts = Played.Counts.NONE;
        private long seeds;
        private long events;

        void add(Played played) {
            seeds++;
            events += played.events();
            counts = counts.plus(played.counts());
            if (played.violation().isPresent() && failures.size() < MOST_FAILURES) {
                failures.add(played);
            }
        }

        void add(Share other) {
            seeds += other.seeds;
            events += other.events;
            counts = counts.plus(other.counts);
            tally.add(other.tally);
            failures.addAll(other.failures);
        }
    }
}
