package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.gateway.EndpointLoad;
import org.inkstream.agents.gateway.EndpointState;
import org.inkstream.agents.gateway.schedule.Allowance.Counted;
import org.inkstream.agents.gateway.schedule.Quota;
import org.inkstream.agents.gateway.schedule.Standing;
import org.inkstream.agents.inference.ModelEndpoint.Sight;
import org.inkstream.metrics.Metrics;
import org.inkstream.metrics.Scrape;
import org.inkstream.metrics.trace.TraceContext;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the checks of health mean that look at inference servers. */
class SeenEndpointsTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final Metrics metrics = new Metrics("test", true);
    private final SeenEndpoints seen = new SeenEndpoints(metrics, timers);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void where_no_model_is_asked_from_here_nothing_is_wrong() {
        assertThat(seen.servers().up()).isTrue();
        assertThat(seen.apiQuota()).isEqualTo(up("quota", "no remote API has told a limit"));
        assertThat(seen.rateLimiter().up()).isTrue();
        assertThat(seen.turning().up()).isTrue();
    }

    @Test
    void a_server_that_does_not_answer_is_named_until_it_does() {
        seen.silent("gpu", new IllegalStateException("refused"));
        Health.Check away = seen.servers();
        seen.looked("gpu", Sight.HERE);

        assertThat(away).isEqualTo(new Health.Check("models", false, "gpu (refused)"));
        assertThat(seen.servers().up()).isTrue();
    }

    @Test
    void a_wait_names_the_trace_of_whoever_waited() {
        CallTag tag =
                CallTag.anonymous("generate_summary")
                        .tracedBy(
                                new TraceContext(
                                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                                        ""));

        seen.sent("gpu", tag, Duration.ofSeconds(4));

        assertThat(metrics.scrape().answering(Scrape.OPEN_METRICS).body())
                .containsPattern(
                        "enrichment_endpoint_wait_seconds_bucket\\{endpoint=\"gpu\",priority=\"normal\",le=\"5.0\"} 1"
                                + " # \\{.*trace_id=\"0af7651916cd43dd8448eb211c80319c\"} 4.0");
    }

    @Test
    void a_remote_api_is_nearly_used_up_from_ninety_five_percent_of_any_limit_on() {
        seen.stands(claude(Duration.ZERO, false, 0.94));
        Health.Check enough = seen.apiQuota();
        seen.stands(claude(Duration.ZERO, false, 0.96));

        assertThat(enough).isEqualTo(up("quota", "claude has used 94 % of its input tokens"));
        assertThat(seen.apiQuota())
                .isEqualTo(
                        new Health.Check(
                                "quota", false, "claude has used 96 % of its input tokens"));
    }

    @Test
    void the_rate_limiter_holds_back_while_a_server_is_left_alone_or_gets_less_than_half() {
        seen.stands(claude(Duration.ofMillis(1_500), false, 0));
        Health.Check paused = seen.rateLimiter();
        seen.stands(claude(Duration.ZERO, true, 0));
        Health.Check cut = seen.rateLimiter();
        seen.stands(claude(Duration.ZERO, false, 0));

        assertThat(paused.detail()).isEqualTo("claude wants to be left alone for 2 s");
        assertThat(cut.detail())
                .isEqualTo("claude gets 1 of 4 requests at once, because it was overloaded");
        assertThat(paused.up() || cut.up()).isFalse();
        assertThat(seen.rateLimiter().up()).isTrue();
    }

    @Test
    void a_queue_that_says_nothing_for_long_has_stopped() {
        seen.stands(claude(Duration.ZERO, false, 0));

        timers.advance(Duration.ofSeconds(21));

        assertThat(seen.turning())
                .isEqualTo(new Health.Check("queues", false, "claude has stopped"));
    }

    @Test
    void swaps_are_counted_once_however_often_they_are_told() {
        seen.stands(gpu(2));
        seen.stands(gpu(2));
        seen.stands(gpu(3));
        seen.looked("gpu", new Sight(true, OptionalInt.of(1)));

        assertThat(metrics.scrape().text())
                .contains("enrichment_endpoint_swaps_total{endpoint=\"gpu\"} 3.0")
                .contains("enrichment_endpoint_models_loaded{endpoint=\"gpu\"} 1.0");
    }

    private static EndpointState claude(Duration paused, boolean cut, double used) {
        return new EndpointState(
                new EndpointLoad("claude", 1, 1, 0),
                4,
                new Standing(
                        Duration.ZERO,
                        "",
                        0,
                        paused,
                        cut,
                        Map.of(
                                Counted.REQUESTS,
                                new Quota(100, 100 * (1 - used / 2)),
                                Counted.INPUT_TOKENS,
                                new Quota(1_000, 1_000 * (1 - used)))));
    }

    private static EndpointState gpu(long swaps) {
        return new EndpointState(
                new EndpointLoad("gpu", 1, 1, 0),
                1,
                new Standing(Duration.ZERO, "llama3.2", swaps, Duration.ZERO, false, Map.of()));
    }

    private static Health.Check up(String name, String detail) {
        return new Health.Check(name, true, detail);
    }
}
