package org.inkstream.loadtest.peers.gpu.http;

import org.inkstream.loadtest.peers.gpu.Ending;
import org.inkstream.loadtest.peers.gpu.EngineStats;
import org.inkstream.loadtest.peers.gpu.Figures;
import org.inkstream.loadtest.peers.gpu.PagedSetup;

/** SGLang's names; times are simulated. */
final class SglangMetrics implements Metrics {
    private final String labels;
    private final Histogram firstToken = new Histogram();
    private final Histogram endToEnd = new Histogram();

    SglangMetrics(PagedSetup setup) {
        this.labels = "model_name=\"" + setup.model().name() + "\"";
    }

    @Override
    public void answered(Figures figures, Ending.Reason reason) {
        firstToken.observe(figures.queued().plus(figures.prefill()));
        endToEnd.observe(figures.total());
    }

    @Override
    public String text(EngineStats stats) {
        double busy = stats.busy().toNanos() / 1e9;
        return new Exposition(labels)
                .gauge("sglang:num_running_reqs", stats.running())
                .gauge("sglang:num_queue_reqs", stats.waiting())
                .gauge("sglang:token_usage", stats.kvUsage())
                .gauge("sglang:cache_hit_rate", stats.hitRate())
                .gauge("sglang:gen_throughput", busy == 0 ? 0 : stats.writtenTokens() / busy)
                .counter("sglang:prompt_tokens_total", stats.promptTokens())
                .counter("sglang:generation_tokens_total", stats.writtenTokens())
                .counter("sglang:cached_tokens_total", stats.hitTokens())
                .histogram("sglang:time_to_first_token_seconds", firstToken)
                .histogram("sglang:e2e_request_latency_seconds", endToEnd)
                .toString();
    }
}
