package org.inkstream.loadtest.scenarios.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.inkstream.loadtest.scenarios.system.JavaProcess;

/** Measures the live heap of processes now and then, by the process. */
public final class HeapWatch implements AutoCloseable {
    /** What asks a JVM for its heap kills one that has only just begun to start. */
    private static final long GROWN_UP_NANOS = 15_000_000_000L;

    private final Supplier<List<JavaProcess>> processes;
    private final Map<JavaProcess, List<Slope.Point>> samples = new LinkedHashMap<>();
    private final long begunNanos = System.nanoTime();
    private final Background thread;

    /**
     * @param pause between two looks
     * @param processes those there are now; asked on another thread
     */
    public HeapWatch(Duration pause, Supplier<List<JavaProcess>> processes) {
        this.processes = processes;
        this.thread = new Background("heap-watch", pause, this::look);
    }

    private void look() {
        for (JavaProcess process : processes.get()) {
            if (process.isAlive() && System.nanoTime() - process.startedNanos() > GROWN_UP_NANOS) {
                sample(process);
            }
        }
    }

    private void sample(JavaProcess process) {
        double mib = process.liveHeapBytes() / (double) (1 << 20);
        double minutes = (System.nanoTime() - begunNanos) / 6e10;
        synchronized (samples) {
            samples.computeIfAbsent(process, first -> new ArrayList<>())
                    .add(new Slope.Point(minutes, mib));
        }
    }

    /** By process, in the order of their first sample; MiB over minutes. */
    public List<Slope> slopes() {
        synchronized (samples) {
            return samples.entrySet().stream()
                    .map(one -> new Slope(one.getKey().name(), one.getValue()))
                    .toList();
        }
    }

    /** Looks no more. */
    public void stop() {
        thread.close();
    }

    @Override
    public void close() {
        stop();
    }
}
