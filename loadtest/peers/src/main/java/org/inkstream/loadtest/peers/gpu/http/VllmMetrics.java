package org.inkstream.loadtest.peers.gpu.http;

import org.inkstream.loadtest.peers.gpu.Ending;
import org.inkstream.loadtest.peers.gpu.EngineStats;
import org.inkstream.loadtest.peers.gpu.Figures;
import org.inkstream.loadtest.peers.gpu.PagedSetup;

/** vLLM's names; times are simulated. */
final class VllmMetrics implements Metrics {
    private final String labels;
    private final Histogram firstToken = new Histogram();
    private final Histogram betweenTokens = new Histogram();
    private final Histogram endToEnd = new Histogram();
    private final Histogram queue = new Histogram();
    private final Histogram prefill = new Histogram();
    private final Histogram decode = new Histogram();
    private double stopped;
    private double cut;

    VllmMetrics(PagedSetup setup) {
        this.labels = "engine=\"0\",model_name=\"" + setup.model().name() + "\"";
    }

    @Override
    public void answered(Figures figures, Ending.Reason reason) {
        firstToken.observe(figures.queued().plus(figures.prefill()));
        int gaps = figures.outputTokens() - 1;
        if (gaps > 0) {
            betweenTokens.observe(figures.decode().toNanos() / 1e9 / (gaps + 1), gaps);
        }
        endToEnd.observe(figures.total());
        queue.observe(figures.queued());
        prefill.observe(figures.prefill());
        decode.observe(figures.decode());
        if (reason == Ending.Reason.LENGTH) {
            cut++;
        } else {
            stopped++;
        }
    }

    @Override
    public String text(EngineStats stats) {
        String success = "vllm:request_success_total";
        return new Exposition(labels)
                .gauge("vllm:num_requests_running", stats.running())
                .gauge("vllm:num_requests_waiting", stats.waiting())
                .gauge("vllm:kv_cache_usage_perc", stats.kvUsage())
                .counter("vllm:prefix_cache_queries_total", stats.promptTokens())
                .counter("vllm:prefix_cache_hits_total", stats.hitTokens())
                .counter("vllm:num_preemptions_total", stats.preemptions())
                .counter("vllm:prompt_tokens_total", stats.promptTokens())
                .counter("vllm:generation_tokens_total", stats.writtenTokens())
                .typed(success, "counter")
                .value(success, "finished_reason=\"stop\"", stopped)
                .value(success, "finished_reason=\"length\"", cut)
                .histogram("vllm:time_to_first_token_seconds", firstToken)
                .histogram("vllm:inter_token_latency_seconds", betweenTokens)
                .histogram("vllm:e2e_request_latency_seconds", endToEnd)
                .histogram("vllm:request_queue_time_seconds", queue)
                .histogram("vllm:request_prefill_time_seconds", prefill)
                .histogram("vllm:request_decode_time_seconds", decode)
                .toString();
    }
}
