package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.inkstream.agents.gateway.ScriptEndpoint.request;
import static org.inkstream.agents.gateway.ScriptEndpoint.spec;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.EndpointListener.Outcome;
import org.inkstream.agents.gateway.schedule.Allowance;
import org.inkstream.agents.inference.ModelEndpoint.Generation;
import org.inkstream.agents.inference.RateLimits;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelSpec;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

/** What a queue tells whoever watches it. */
class QueueIsHeardTest {
    private static final ModelSpec OTHER =
            new ModelSpec("other", "gpu", "mixtral", 8192, 2048, 0, Duration.ZERO);

    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptEndpoint server = new ScriptEndpoint();
    private final Heard heard = new Heard();
    private EndpointQueue queue = new EndpointQueue(spec(2, 2), server, heard, timers);

    @Test
    void every_request_that_came_is_told_once_by_how_it_ended() {
        ask("answered");
        ask("failed");
        Generation givenUp = ask("given up");
        ask("expires");
        ask("refused");

        givenUp.abort();
        givenUp.abort();
        timers.advance(Duration.ofSeconds(31));
        server.running.get(0).answers("{}");
        server.running.get(0).fails(ErrorClass.INVALID_DATA);
        ask("overloaded");
        server.running.get(0).isOverloaded(Duration.ZERO);
        queue.close();

        assertThat(heard.outcomes)
                .containsExactly(
                        Outcome.REFUSED,
                        Outcome.GIVEN_UP,
                        Outcome.EXPIRED,
                        Outcome.ANSWERED,
                        Outcome.FAILED,
                        Outcome.OVERLOADED);
    }

    @Test
    void the_wait_of_a_request_is_told_when_it_is_sent() {
        ask("a");
        ask("b");
        ask("c");

        timers.advance(Duration.ofSeconds(7));
        server.running.get(0).answers("{}");

        assertThat(heard.waits)
                .containsExactly(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(7));
    }

    @Test
    void time_with_work_is_told_once_however_many_requests_there_are_at_a_time() {
        ask("a");
        ask("b");

        timers.advance(Duration.ofSeconds(6));
        server.running.get(0).answers("{}");
        timers.advance(Duration.ofSeconds(4));
        server.running.get(0).answers("{}");
        timers.advance(Duration.ofSeconds(100));
        queue.tell();

        assertThat(heard.worked).containsOnly(Map.entry("llama3.2", Duration.ofSeconds(10)));
    }

    @Test
    void a_model_that_takes_the_place_of_another_is_resident_and_counts_as_a_swap() {
        ask("a");
        queue.tell();
        String before = heard.last().standing().resident();
        server.running.get(0).answers("{}");
        queue.generate(request("b", OTHER, "other", 1), CallProgress.IGNORED);
        queue.tell();

        assertThat(before).isEqualTo("llama3.2");
        assertThat(heard.last().standing().resident()).isEqualTo("mixtral");
        assertThat(heard.last().standing().swaps()).isEqualTo(1);
    }

    @Test
    void work_that_waits_is_told_in_time_of_the_server() {
        for (int i = 0; i < 8; i++) {
            ask("learn " + i);
            timers.advance(Duration.ofSeconds(3));
            server.running.get(0).answers("{}");
        }
        List.of("a", "b", "c", "d").forEach(this::ask);

        queue.tell();

        assertThat(heard.last().load()).isEqualTo(new EndpointLoad("gpu", 2, 2, 2));
        assertThat(heard.last().standing().backlog()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void a_server_that_wants_to_be_left_alone_is_told_to_be_paused_and_cut() {
        EndpointQueue wide = new EndpointQueue(spec(8, 8), server, heard, timers);
        for (int i = 0; i < 6; i++) {
            wide.generate(request("k" + i, ScriptEndpoint.MODEL, "d" + i, 1), CallProgress.IGNORED);
        }

        server.running.get(0).isOverloaded(Duration.ofSeconds(20));
        wide.tell();

        assertThat(heard.last().standing().paused()).isEqualTo(Duration.ofSeconds(20));
        assertThat(heard.last().standing().cut()).isTrue();
        assertThat(heard.last().load().limit()).isEqualTo(3);
    }

    @Test
    void the_used_share_of_a_remote_limit_falls_as_time_passes() {
        EndpointSpec claude =
                new EndpointSpec(
                        "claude",
                        EndpointSpec.Kind.ANTHROPIC,
                        "http://127.0.0.1:1",
                        "",
                        2,
                        2,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(1));
        queue = new EndpointQueue(claude, server, heard, timers);
        server.limits.heard(
                new RateLimits(
                        Map.of(
                                RateLimits.Counted.REQUESTS,
                                new RateLimits.Bucket(100, 20, timers.now().plusSeconds(60)))));

        queue.tell();
        double first = heard.last().standing().quota().get(Allowance.Counted.REQUESTS).used();
        JsonObject shown = queue.report().toJson().getJsonObject("quota");
        timers.advance(Duration.ofSeconds(30));
        queue.tell();

        assertThat(first).isEqualTo(0.8);
        assertThat(heard.last().standing().quota())
                .hasEntrySatisfying(
                        Allowance.Counted.REQUESTS,
                        left -> assertThat(left.used()).isCloseTo(0.4, within(1e-9)));
        assertThat(shown.getJsonObject("requests"))
                .isEqualTo(new JsonObject().put("limit", 100L).put("remaining", 20L));
    }

    @Test
    void what_ollama_had_read_before_is_not_told_because_it_does_not_say_it() {
        ask("a");
        server.running.get(0).answers("{}");
        EndpointSpec paged =
                new EndpointSpec(
                        "batch",
                        EndpointSpec.Kind.OPENAI,
                        "http://127.0.0.1:1",
                        "",
                        2,
                        2,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(1));
        queue = new EndpointQueue(paged, server, heard, timers);
        ask("b");
        server.running.get(0).answers("{}");

        assertThat(heard.prompts).containsExactly("llama3.2 0 100");
    }

    private Generation ask(String key) {
        return queue.generate(request(key, ScriptEndpoint.MODEL, key, 1), CallProgress.IGNORED);
    }
}
