package org.inkstream.loadtest.scenarios.nsq;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts messages in the process that is measured, and measures from the last one of the warm-up to
 * the last one of all. Thread-safe.
 */
final class Tally {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Heat heat;
    private final int threadsBefore = THREADS.getThreadCount();
    private final LongAdder failed = new LongAdder();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile Moment begin = Moment.now();
    private volatile Moment end = Moment.now();
    private final AtomicInteger done = new AtomicInteger();

    private record Moment(long nanos, long cpuNanos, int threads) {
        static Moment now() {
            return new Moment(
                    System.nanoTime(), SYSTEM.getProcessCpuTime(), THREADS.getThreadCount());
        }
    }

    /** To be made before the client is: its threads are those that come later. */
    Tally(Heat heat) {
        this.heat = heat;
    }

    void count() {
        int number = done.incrementAndGet();
        if (number == heat.warmUp()) {
            begin = Moment.now();
        } else if (number == heat.all()) {
            end = Moment.now();
            finished.countDown();
        }
    }

    /** One that was not accepted, or not finished. */
    void countFailed() {
        failed.increment();
    }

    /** Blocks until all are counted. */
    Lap await() throws InterruptedException {
        finished.await();
        Moment first = begin;
        Moment last = end;
        return new Lap(
                heat.messages() / ((last.nanos() - first.nanos()) / 1e9),
                (last.cpuNanos() - first.cpuNanos()) / 1e3 / heat.messages(),
                Math.max(first.threads(), last.threads()) - threadsBefore,
                failed.sum(),
                0);
    }
}
