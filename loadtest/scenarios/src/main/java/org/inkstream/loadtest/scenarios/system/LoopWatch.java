package org.inkstream.loadtest.scenarios.system;

import io.vertx.core.impl.VertxThread;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Looks every millisecond how long each event loop of this JVM has been in its handler, and tells
 * of those that took longer than a limit. Vert.x notes for each of its threads when a handler
 * began; what this adds is whether the thread worked all that time. A handler that began and ended
 * between two looks is not seen, nor is one that the watch slept through as everybody did.
 */
final class LoopWatch implements Runnable {
    private static final long LOOK_NANOS = 1_000_000;
    private static final int LOOKS_UNTIL_NEW_THREADS = 200;
    private static final int FRAMES = 14;

    private final long limitNanos;
    private final Consumer<LoopBlock> blocks;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final List<GarbageCollectorMXBean> collectors =
            ManagementFactory.getGarbageCollectorMXBeans();
    private final Map<VertxThread, SeenLoop> loops = new HashMap<>();

    /**
     * @param blocks is told of each from the thread that runs this
     */
    LoopWatch(Duration limit, Consumer<LoopBlock> blocks) {
        this.limitNanos = limit.toNanos();
        this.blocks = blocks;
    }

    /** Begins to watch, on a thread of its own that ends with the JVM. */
    void start() {
        Thread thread = new Thread(this, "loop-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        for (int look = 0; !Thread.currentThread().isInterrupted(); look++) {
            if (look % LOOKS_UNTIL_NEW_THREADS == 0) {
                List<VertxThread> alive = eventLoops();
                loops.keySet().retainAll(alive);
                alive.forEach(thread -> loops.computeIfAbsent(thread, one -> new SeenLoop()));
            }
            long collected = collected();
            loops.forEach((thread, loop) -> look(thread, loop, collected));
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static List<VertxThread> eventLoops() {
        Thread[] all = new Thread[Thread.activeCount() * 2 + 16];
        int count = Thread.enumerate(all);
        return Arrays.stream(all, 0, count)
                .filter(VertxThread.class::isInstance)
                .map(VertxThread.class::cast)
                .filter(thread -> !thread.isWorker())
                .toList();
    }

    private void look(VertxThread thread, SeenLoop loop, long collected) {
        long cpu = threads.getThreadCpuTime(thread.getId());
        long now = System.nanoTime();
        long begun = thread.startTime();
        if (!loop.isIn(begun)) {
            end(loop, collected);
        }
        loop.look(begun, now, cpu, collected);
        if (loop.took() > limitNanos && loop.where.isEmpty()) {
            lookInto(thread, loop);
        }
    }

    private static void lookInto(VertxThread thread, SeenLoop loop) {
        Thread.State state = thread.getState();
        StackTraceElement[] stack = thread.getStackTrace();
        // It may have ended meanwhile, and the loop may have been seen waiting for the next one.
        if (loop.isIn(thread.startTime())) {
            loop.waited = state != Thread.State.RUNNABLE && state != Thread.State.TERMINATED;
            loop.where = frames(stack);
        }
    }

    private void end(SeenLoop loop, long collected) {
        if (loop.took() <= limitNanos) {
            return;
        }
        blocks.accept(
                new LoopBlock(
                        Instant.now(),
                        Duration.ofNanos(loop.took()),
                        Duration.ofNanos(loop.worked()),
                        cause(loop, collected),
                        loop.where));
    }

    private LoopBlock.Cause cause(SeenLoop loop, long collected) {
        if (loop.worked() > limitNanos) {
            return LoopBlock.Cause.WORK;
        }
        if (collected != loop.collectedBefore()) {
            return LoopBlock.Cause.GARBAGE;
        }
        return loop.waited ? LoopBlock.Cause.WAIT : LoopBlock.Cause.AWAY;
    }

    private long collected() {
        return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }

    private static String frames(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .limit(FRAMES)
                .map(
                        frame ->
                                frame.getClassName().replaceFirst("^.*\\.", "")
                                        + "."
                                        + frame.getMethodName())
                .collect(Collectors.joining("<"));
    }
}
