package org.inkstream.loadtest.scenarios.overhead;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.inkstream.loadtest.scenarios.system.JavaCommand;

/** What was measured, for people and for programs. */
record OverheadReport(List<Measured> measured) {
    private static final String ROW = "%-12s %22s %22s %20s %18s %18s %16s%n";
    private static final int THREADS_SHOWN = 6;
    private static final double MIB = 1 << 20;

    OverheadReport {
        measured = List.copyOf(measured);
    }

    void print(PrintWriter out) {
        measured.forEach(one -> print(one, out));
        out.println();
        Target.of(measured).forEach(target -> out.println(target.inWords()));
        out.println();
        out.println("JVM of worker and floor: " + JavaCommand.forWorkers());
        out.println("Each figure is the median of the rounds, its range in brackets.");
        out.println(
                "CPU is user and system time of the process, and the documents are those whose calls"
                        + " arrived at the agent, between two counts of arrivals; what came before is"
                        + " warm-up, which ends when the just-in-time compilers have become quiet or"
                        + " three quarters of the documents are used up. Latency is a document's time beyond the agent's delay; the"
                        + " floor's is measured, the worker's is drawn through the buckets of"
                        + " enrichment_document_seconds and is only as exact as those are narrow.");
        out.flush();
    }

    private static void print(Measured one, PrintWriter out) {
        Load load = one.load();
        out.printf(
                Locale.ROOT,
                "%n%s: %d documents x %d calls, at most %d of them warm-up, HTTP/%s, %d event loops,"
                        + " %s%n",
                load.inWords(),
                load.documents(),
                Load.CALLS,
                load.warmUp(),
                load.http2() ? "2" : "1.1",
                Load.loops(),
                load.delay().isZero()
                        ? "no delay"
                        : "ideal %.0f documents/s".formatted(one.idealDocumentsPerSecond()));
        out.printf(
                ROW,
                "",
                "documents/s",
                "CPU us/document",
                "CPU/floor",
                "added p50 ms",
                "added p99 ms",
                "peak RSS MiB");
        for (Variant variant : one.variants()) {
            out.printf(
                    ROW,
                    variant.label(),
                    one.spread(variant, Sample::documentsPerSecond).show(0),
                    one.spread(variant, Sample::cpuMicros).show(0),
                    one.ratio(variant).show(2),
                    one.spread(variant, Sample::addedP50Ms).show(0),
                    one.spread(variant, Sample::addedP99Ms).show(0),
                    one.spread(variant, sample -> sample.peakRssBytes() / MIB).show(0));
        }
        for (Variant variant : one.variants()) {
            out.printf(
                    "%s, after a warm-up of %d documents, CPU by thread: %s%n",
                    variant.label(), one.last(variant).warmUp(), threads(one, variant));
        }
        one.variants().stream()
                .filter(variant -> variant != Variant.FLOOR)
                .forEach(variant -> printStore(one, variant, out));
    }

    /** The dearest kinds of threads in the last round, in microseconds per document. */
    private static String threads(Measured one, Variant variant) {
        return one.last(variant).cpuByThreads().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(THREADS_SHOWN)
                .map(kind -> String.format(Locale.ROOT, "%s %.0f", kind.getKey(), kind.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static void printStore(Measured one, Variant variant, PrintWriter out) {
        Map<String, Double> last = new TreeMap<>(one.last(variant).storeWrites());
        StringBuilder parts = new StringBuilder();
        last.forEach(
                (operation, each) ->
                        parts.append(String.format(Locale.ROOT, ", %s %.2f", operation, each)));
        out.printf(
                Locale.ROOT,
                "%s: %s store writes per document in %s round trips%s;"
                        + " at most %s documents in the air; %.0f failed attempts%n",
                variant.label(),
                one.spread(variant, Sample::writesPerDocument).show(2),
                one.spread(variant, Sample::storeRoundTrips).show(2),
                parts,
                // An agent that answers at once has nothing in the air to count.
                one.load().delay().isZero()
                        ? "?"
                        : Math.round(one.spread(variant, Sample::maxDocumentsInTheAir).max()),
                one.spread(variant, Sample::failedAttempts).max());
    }

    JsonObject toJson() {
        JsonArray loads = new JsonArray();
        measured.forEach(one -> loads.add(one.toJson()));
        JsonArray targets = new JsonArray();
        Target.of(measured).forEach(target -> targets.add(target.toJson()));
        return new JsonObject()
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString())
                .put("workerJvm", JavaCommand.forWorkers())
                .put("loads", loads)
                .put("targets", targets);
    }
}
