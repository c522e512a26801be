package org.inkstream.loadtest.peers.models;

/** What differs between servers that speak the OpenAI dialect. */
public enum OpenAiFlavour {
    /** Reports cached tokens, and its queue at {@code /metrics}. */
    VLLM("vllm", "vllm:num_requests_running", "vllm:num_requests_waiting"),
    /** As vLLM, under other names. */
    SGLANG("sglang", "sglang:num_running_reqs", "sglang:num_queue_reqs"),
    /** Adds {@code timings}, whose {@code cache_n} is the prefix hit. */
    LLAMA_CPP("llamacpp", "llamacpp:requests_processing", "llamacpp:requests_deferred"),
    /** Has no metrics and says nothing about its cache. */
    LM_STUDIO("organization_owner", "", "");

    private final String owner;
    private final String running;
    private final String waiting;

    OpenAiFlavour(String owner, String running, String waiting) {
        this.owner = owner;
        this.running = running;
        this.waiting = waiting;
    }

    String owner() {
        return owner;
    }

    boolean hasMetrics() {
        return !running.isEmpty();
    }

    String metrics(String model, int runningNow, int waitingNow) {
        return gauge(running, model, runningNow) + gauge(waiting, model, waitingNow);
    }

    private static String gauge(String name, String model, int value) {
        return "# TYPE %s gauge%n%s{engine=\"0\",model_name=\"%s\"} %d.0%n"
                .formatted(name, name, model, value)
                .replace("\r\n", "\n");
    }
}
