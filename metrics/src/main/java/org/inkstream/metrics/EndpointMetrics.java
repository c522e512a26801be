package org.inkstream.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Records what inference servers and the queues before them do. Thread-safe. */
public final class EndpointMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Family<Level> limits;
    private final Family<Level> running;
    private final Family<Level> waiting;
    private final Family<Level> backlog;
    private final Family<Level> paused;
    private final Family<Level> up;
    private final Family<Level> residents;
    private final Family<Level> loaded;
    private final Family<Level> quota;
    private final Family<Counter> requests;
    private final Family<Timer> waits;
    private final Family<Counter> swaps;
    private final Family<Counter> gpuSeconds;
    private final Family<Counter> prompts;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<String, String> resident = new ConcurrentHashMap<>();

    EndpointMetrics(Meters meters) {
        limits = meters.levels(MeterCatalogue.ENDPOINT_LIMIT);
        running = meters.levels(MeterCatalogue.ENDPOINT_RUNNING);
        waiting = meters.levels(MeterCatalogue.ENDPOINT_WAITING);
        backlog = meters.levels(MeterCatalogue.ENDPOINT_BACKLOG);
        paused = meters.levels(MeterCatalogue.ENDPOINT_PAUSED);
        up = meters.levels(MeterCatalogue.ENDPOINT_UP);
        residents = meters.levels(MeterCatalogue.MODEL_RESIDENT);
        loaded = meters.levels(MeterCatalogue.MODELS_LOADED);
        quota = meters.levels(MeterCatalogue.API_QUOTA);
        requests = meters.counters(MeterCatalogue.ENDPOINT_REQUESTS);
        waits = meters.timers(MeterCatalogue.ENDPOINT_WAIT);
        swaps = meters.counters(MeterCatalogue.ENDPOINT_SWAPS);
        gpuSeconds = meters.counters(MeterCatalogue.GPU_SECONDS);
        prompts = meters.counters(MeterCatalogue.PROMPT_TOKENS);
    }

    /**
     * How the queue of an endpoint stands.
     *
     * @param work how long the endpoint will work on what waits
     * @param rest how long it wants to be left alone
     */
    public void stands(
            String endpoint, int limit, int atWork, int inLine, Duration work, Duration rest) {
        if (known.add(endpoint)) {
            // At zero from the start, or their first event would be hidden from every rate.
            Label.ENDPOINT_OUTCOME.values().forEach(outcome -> requests.of(endpoint, outcome));
            swaps.of(endpoint);
        }
        limits.of(endpoint).set(limit);
        running.of(endpoint).set(atWork);
        waiting.of(endpoint).set(inLine);
        backlog.of(endpoint).set(seconds(work));
        paused.of(endpoint).set(seconds(rest));
    }

    /** The model that an endpoint has loaded for us; the one before it is no longer. */
    public void resident(String endpoint, String model) {
        String before = resident.put(endpoint, model);
        if (before != null && !before.equals(model)) {
            residents.of(endpoint, before).set(0);
        }
        residents.of(endpoint, model).set(1);
    }

    /**
     * A request was sent.
     *
     * @param priority {@code high}, {@code normal} or {@code low}
     */
    public void waited(String endpoint, String priority, Duration time) {
        waits.of(endpoint, priority).record(time);
    }

    /** A request has ended, in the queue or after it; how, the catalogue lists. */
    public void ended(String endpoint, String outcome) {
        requests.of(endpoint, outcome).increment();
    }

    public void swapped(String endpoint, long times) {
        swaps.of(endpoint).increment((double) times);
    }

    /** A server of our own worked for a model. */
    public void worked(String endpoint, String model, Duration time) {
        gpuSeconds.of(endpoint, model).increment(seconds(time));
    }

    /**
     * A server told of a prompt.
     *
     * @param hit tokens that it had read before
     * @param read tokens that it had to read
     */
    public void prompt(String endpoint, String model, long hit, long read) {
        prompts.of(endpoint, model, "hit").increment((double) hit);
        prompts.of(endpoint, model, "read").increment((double) read);
    }

    /**
     * @param counted what is limited, such as {@code input_tokens}
     * @param used share of the limit
     */
    public void quota(String endpoint, String counted, double used) {
        quota.of(endpoint, counted).set(used);
    }

    /** Whether the server answered. */
    public void answers(String endpoint, boolean here) {
        up.of(endpoint).set(here ? 1 : 0);
    }

    /** How many models the server has loaded. */
    public void loaded(String endpoint, int models) {
        loaded.of(endpoint).set(models);
    }

    /** Nobody knows what it has loaded. */
    public void loadedUnknown(String endpoint) {
        loaded.of(endpoint).unknown();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }
}
