package org.inkstream.loadtest.scenarios.overhead;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * What worker and floor are put under.
 *
 * @param delay from a call to its answer
 * @param inFlight documents in the air at once, at least one for each event loop
 * @param documents there are in all
 * @param warmUp the most of them that come before the measured ones
 * @param http2 whether calls share connections (clear-text HTTP/2), or have one each (HTTP/1.1)
 */
public record Load(Duration delay, int inFlight, int documents, int warmUp, boolean http2) {
    /** The tools that need no other tool's result: a document's calls are ready together. */
    public static final List<String> TOOLS =
            List.of(
                    "extract_document_type",
                    "extract_people",
                    "extract_organizations",
                    "extract_locations",
                    "extract_salutation",
                    "parse_letter_body",
                    "extract_closing",
                    "extract_signature");

    public static final int CALLS = TOOLS.size();

    /** Beyond this, a socket for each call would be measured more than anything else. */
    private static final int MOST_WITH_SOCKETS = 200;

    private static final int HTTP2_CONNECTIONS = 4;

    /** A run that takes longer than this tells nothing more. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(36);

    public Load {
        if (inFlight < loops()) {
            throw new IllegalArgumentException(
                    "in flight must be at least " + loops() + ", got " + inFlight);
        }
        if (warmUp < 1 || documents - inFlight <= warmUp) {
            throw new IllegalArgumentException(
                    "%d documents are too few for %d in flight; take at least %d"
                            .formatted(documents, inFlight, 2 * inFlight));
        }
    }

    /** Below this share, compilers are quiet because little has been worked on yet. */
    private static final int LEAST_WARM_UP_SHARE = 2;

    /**
     * Up to three quarters are warm-up: a worker has much to compile. Where the delay alone would
     * make it take too long, there are fewer documents.
     *
     * @param most documents in all
     */
    static Load of(Duration delay, int inFlight, int most) {
        return of(delay, inFlight, most, inFlight > MOST_WITH_SOCKETS);
    }

    /** The same over the one protocol or the other. */
    static Load of(Duration delay, int inFlight, int most, boolean http2) {
        double ideal = delay.isZero() ? Double.MAX_VALUE : inFlight * 1_000.0 / delay.toMillis();
        int documents = (int) Math.min(most, ideal * LONG_ENOUGH.toSeconds());
        documents = Math.max(documents, 8 * inFlight);
        return new Load(delay, inFlight, documents, documents / 4 * 3 - inFlight, http2);
    }

    /** Event loops of worker and floor: one for each core, as is the worker's default. */
    static int loops() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** For each event loop: enough that no call waits for one. */
    int connections() {
        return http2 ? HTTP2_CONNECTIONS : (inFlight * CALLS + loops() - 1) / loops();
    }

    /** Arrivals at the agent before which the measured part does not begin. */
    long leastWarmUpCalls() {
        return (long) warmUp / LEAST_WARM_UP_SHARE * CALLS;
    }

    /** Arrivals at the agent at which the measured part begins at the latest. */
    long mostWarmUpCalls() {
        return (long) warmUp * CALLS;
    }

    /**
     * Arrivals at the agent at which the measured part ends: before fewer documents are left than
     * in flight.
     *
     * @param firstCall arrivals at which it began
     */
    long lastCall(long firstCall) {
        long last = (long) (documents - inFlight) * CALLS;
        return Math.min(last, firstCall + last - mostWarmUpCalls());
    }

    String inWords() {
        return "%d ms, %d in flight".formatted(delay.toMillis(), inFlight);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("delayMs", delay.toMillis())
                .put("inFlight", inFlight)
                .put("documents", documents)
                .put("warmUp", warmUp)
                .put("http", http2 ? "2" : "1.1")
                .put("eventLoops", loops())
                .put("connectionsPerLoop", connections());
    }
}
