package org.inkstream.loadtest.scenarios.overhead;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured of one variant in one round.
 *
 * @param warmUp documents that came before the measured part
 * @param documentsPerSecond in the measured part
 * @param cpuMicros CPU microseconds per document, all threads of the process
 * @param cpuByThreads the same by kind of thread
 * @param addedP50Ms median of a document's time beyond the agent's delay
 * @param addedP99Ms its 99th percentile
 * @param peakRssBytes of the process, start included
 * @param maxDocumentsInTheAir the most calls that the agent had at once, as documents
 * @param failedAttempts calls that were not answered well; zero unless something is wrong
 * @param storeWrites writes per document by what they are for, none for the floor
 * @param storeRoundTrips per document
 */
record Sample(
        long warmUp,
        double documentsPerSecond,
        double cpuMicros,
        Map<String, Double> cpuByThreads,
        double addedP50Ms,
        double addedP99Ms,
        long peakRssBytes,
        double maxDocumentsInTheAir,
        double failedAttempts,
        Map<String, Double> storeWrites,
        double storeRoundTrips) {
    Sample {
        cpuByThreads = Map.copyOf(cpuByThreads);
        storeWrites = Map.copyOf(storeWrites);
    }

    double writesPerDocument() {
        return storeWrites.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("warmUpDocuments", warmUp)
                .put("documentsPerSecond", documentsPerSecond)
                .put("cpuMicrosPerDocument", cpuMicros)
                .put("cpuMicrosByThreads", toJson(cpuByThreads))
                .put("addedP50Ms", addedP50Ms)
                .put("addedP99Ms", addedP99Ms)
                .put("peakRssBytes", peakRssBytes)
                .put("maxDocumentsInTheAir", maxDocumentsInTheAir)
                .put("failedAttempts", failedAttempts)
                .put("storeWritesPerDocument", toJson(storeWrites))
                .put("storeRoundTripsPerDocument", storeRoundTrips);
    }

    private static JsonObject toJson(Map<String, Double> figures) {
        JsonObject json = new JsonObject();
        new TreeMap<>(figures).forEach(json::put);
        return json;
    }
}
