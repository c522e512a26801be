package org.inkstream.models;

import java.net.URI;
import java.time.Duration;

/**
 * How an endpoint's requests take turns.
 *
 * @param order which of those that wait goes next
 * @param engine how the server works on several requests
 * @param maxWait how long requests of another model, or of lower priority, are passed over
 * @param swapCost what it takes to put another model in the place of the one that is loaded, zero
 *     if all models of the endpoint are loaded at once
 * @param linger how long a slot is kept free for a document of which more requests are announced
 */
public record Scheduling(
        Order order, Engine engine, Duration maxWait, Duration swapCost, Duration linger) {
    private static final Duration MAX_WAIT = Duration.ofMinutes(2);
    private static final Duration SWAP_COST = Duration.ofSeconds(10);
    private static final Duration LINGER = Duration.ofMillis(100);
    private static final int PAGED_CONCURRENT = 256;
    private static final String OPENAI_HOST = "api.openai.com";

    /** Which request goes next. */
    public enum Order {
        /** Those of one document together, collections in turn, the loaded model first. */
        GROUPS,
        /** First come, first served. */
        ARRIVAL
    }

    /** How a server works on several requests. */
    public enum Engine {
        /** Ollama, llama.cpp, LM Studio: some slots, each of which remembers what it read last. */
        SLOTS(1),
        /** vLLM, SGLang: many requests in one batch, which share what any of them has read. */
        PAGED(PAGED_CONCURRENT),
        /** An API that says by headers how much it takes. */
        REMOTE(1);

        private final int concurrent;

        Engine(int concurrent) {
            this.concurrent = concurrent;
        }

        /** Requests at once where the file says nothing; the most of them where it is tuned. */
        public int concurrent() {
            return concurrent;
        }
    }

    public Scheduling {
        if (maxWait.isNegative() || swapCost.isNegative() || linger.isNegative()) {
            throw new IllegalArgumentException(
                    "maxWait, swapCost and linger must not be negative, got "
                            + maxWait
                            + ", "
                            + swapCost
                            + " and "
                            + linger);
        }
        if (engine != Engine.SLOTS && !swapCost.isZero()) {
            throw new IllegalArgumentException(
                    "swapCost is for engine slots only: other servers do not load models in turn");
        }
    }

    /** What holds where the file says nothing. */
    public static Scheduling usual(EndpointSpec.Kind kind, String url) {
        return usual(Order.GROUPS, usualEngine(kind, url), kind);
    }

    static Scheduling usual(Order order, Engine engine, EndpointSpec.Kind kind) {
        boolean swaps = kind == EndpointSpec.Kind.OLLAMA && engine == Engine.SLOTS;
        return new Scheduling(order, engine, MAX_WAIT, swaps ? SWAP_COST : Duration.ZERO, LINGER);
    }

    static Engine usualEngine(EndpointSpec.Kind kind, String url) {
        return switch (kind) {
            case OLLAMA -> Engine.SLOTS;
            case OPENAI -> isOpenAi(url) ? Engine.REMOTE : Engine.SLOTS;
            case ANTHROPIC -> Engine.REMOTE;
        };
    }

    /** Never throws: a URL that is none is a problem of its own. */
    static boolean isOpenAi(String url) {
        try {
            return OPENAI_HOST.equals(URI.create(url).getHost());
        } catch (IllegalArgumentException noUrl) {
            return false;
        }
    }
}
