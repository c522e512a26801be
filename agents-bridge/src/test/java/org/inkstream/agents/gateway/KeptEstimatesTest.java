package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.gateway.ScriptEndpoint.request;
import static org.inkstream.agents.gateway.ScriptEndpoint.spec;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.schedule.Estimate;
import org.inkstream.agents.gateway.schedule.Known;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeptEstimatesTest {
    private static final Known BEFORE =
            new Known("llama3.2", "extract_people", new Estimate(40, 2e9, 1e9, 3e9, 250));

    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptEndpoint server = new ScriptEndpoint();
    private final EndpointQueue queue =
            new EndpointQueue(spec(1, 9), server, EndpointListener.NONE, timers);
    private final Script store = new Script();
    private final KeptEstimates estimates = new KeptEstimates("gpu", queue, store, timers);

    @AfterEach
    void no_timer_outlives_it() {
        store.answer = Future.succeededFuture();
        estimates.stop();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void what_a_process_before_has_learned_is_known_from_the_start_and_not_written_again() {
        store.before = Future.succeededFuture(List.of(BEFORE));

        assertThat(estimates.start().succeeded()).isTrue();
        timers.advance(Duration.ofMinutes(2));

        assertThat(queue.report().calls()).containsExactly(BEFORE);
        assertThat(store.writes).isEmpty();
    }

    @Test
    void what_is_learned_is_written_once_in_half_a_minute_however_many_answers_come() {
        estimates.start();
        for (int i = 0; i < 10; i++) {
            answerOne("k" + i);
        }

        timers.advance(Duration.ofSeconds(60));

        assertThat(store.writes).hasSize(1);
        assertThat(store.writes.get(0)).isEqualTo(queue.report().calls());
    }

    @Test
    void the_rest_is_written_at_the_end() {
        estimates.start();
        answerOne("k");

        estimates.stop();

        assertThat(store.writes).hasSize(1);
    }

    @Test
    void what_could_not_be_written_is_tried_again() {
        store.answer = Future.failedFuture("away");
        estimates.start();
        answerOne("k");
        timers.advance(Duration.ofSeconds(31));
        store.answer = Future.succeededFuture();

        timers.advance(Duration.ofSeconds(60));

        assertThat(store.writes).hasSize(2);
    }

    @Test
    void a_store_that_fails_or_says_nothing_keeps_nobody_from_starting() {
        store.before = Promise.<List<Known>>promise().future();
        Future<Void> started = estimates.start();
        timers.advance(Duration.ofSeconds(4));

        store.before = Future.failedFuture("broken");
        KeptEstimates other = new KeptEstimates("gpu", queue, store, timers);

        assertThat(started.succeeded()).isTrue();
        assertThat(other.start().succeeded()).isTrue();
        other.stop();
    }

    @Test
    void what_a_process_has_learned_itself_counts_more_than_what_was_before() {
        answerOne("k");
        Known own = queue.report().calls().get(0);

        queue.remember(
                List.of(new Known(own.model(), own.tool(), new Estimate(40, 9e9, 9e9, 9e9, 9))));

        assertThat(queue.report().calls()).containsExactly(own);
    }

    private void answerOne(String key) {
        queue.generate(request(key), CallProgress.IGNORED);
        timers.advance(Duration.ofMillis(100));
        server.running.get(0).answers("{}");
    }

    private static final class Script implements EstimateStore {
        private Future<List<Known>> before = Future.succeededFuture(List.of());
        private Future<Void> answer = Future.succeededFuture();
        private final List<List<Known>> writes = new ArrayList<>();

        @Override
        public Future<List<Known>> read(String endpoint) {
            return before;
        }

        @Override
        public Future<Void> write(String endpoint, List<Known> learned) {
            writes.add(learned);
            return answer;
        }
    }
}
