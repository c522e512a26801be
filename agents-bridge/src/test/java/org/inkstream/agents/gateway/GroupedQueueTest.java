package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.gateway.ScriptEndpoint.MODEL;
import static org.inkstream.agents.gateway.ScriptEndpoint.request;
import static org.inkstream.agents.gateway.ScriptEndpoint.spec;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelEndpoint.Generation;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.Scheduling;
import org.inkstream.models.Scheduling.Engine;
import org.inkstream.models.Scheduling.Order;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupedQueueTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptEndpoint server = new ScriptEndpoint();
    private EndpointQueue queue = open(1, Order.GROUPS, Engine.SLOTS);

    @AfterEach
    void no_timer_outlives_the_queue() {
        queue.close();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void requests_of_the_letter_in_the_slot_go_before_others_that_came_earlier() {
        ask("a1", "a", 2);
        ask("b1", "b", 1);
        ask("a2", "a", 2);

        answerAll();

        assertThat(keys()).containsExactly("a1", "a2", "b1");
    }

    @Test
    void by_arrival_nothing_overtakes() {
        queue = open(1, Order.ARRIVAL, Engine.SLOTS);
        ask("a1", "a", 2);
        ask("b1", "b", 1);
        ask("a2", "a", 2);

        answerAll();

        assertThat(keys()).containsExactly("a1", "b1", "a2");
    }

    @Test
    void a_slot_that_is_kept_for_a_letter_is_given_away_when_that_stays_silent() {
        ask("a1", "a", 2);
        ask("b1", "b", 1);

        server.running.get(0).answers("{}");
        int before = server.sent.size();
        timers.advance(Duration.ofMillis(100));

        assertThat(before).isEqualTo(1);
        assertThat(keys()).containsExactly("a1", "b1");
    }

    @Test
    void draining_sends_what_waits_for_a_slot_that_is_kept() {
        ask("a1", "a", 2);
        Generation waiting = ask("b1", "b", 1);
        Future<Void> drained = queue.drain();

        server.running.get(0).answers("{}");
        timers.advance(Duration.ofMillis(100));
        server.running.get(0).answers("{}");

        assertThat(waiting.answer().succeeded()).isTrue();
        assertThat(drained.succeeded()).isTrue();
    }

    @Test
    void closing_sends_nothing_more() {
        ask("a1", "a", 2);
        ask("b1", "b", 1);
        server.running.get(0).answers("{}");

        queue.close();

        assertThat(keys()).containsExactly("a1");
    }

    @Test
    void one_request_of_a_letter_reads_it_and_the_others_follow_with_its_first_byte() {
        queue = open(8, Order.GROUPS, Engine.PAGED);
        List.of("a1", "a2", "a3").forEach(key -> ask(key, "a", 3));
        int before = server.sent.size();

        server.running.get(0).begins();

        assertThat(before).isEqualTo(1);
        assertThat(keys()).containsExactly("a1", "a2", "a3");
    }

    @Test
    void a_server_that_batches_gets_more_as_long_as_it_says_that_nothing_waits() {
        queue = open(64, Order.GROUPS, Engine.PAGED);
        for (int i = 0; i < 64; i++) {
            ask("d" + i, "d" + i, 1);
        }
        int first = server.running.size();

        server.load = Future.succeededFuture(new ModelEndpoint.Load(4, 0));
        timers.advance(Duration.ofMillis(250));
        int second = server.running.size();
        server.load = Future.succeededFuture(new ModelEndpoint.Load(8, 0));
        timers.advance(Duration.ofMillis(250));

        assertThat(first).isEqualTo(4);
        assertThat(second).isEqualTo(8);
        assertThat(server.running).hasSize(16);
        assertThat(queue.load().limit()).isEqualTo(16);
    }

    @Test
    void room_for_many_is_filled_in_several_turns_of_the_event_loop() {
        queue = open(64, Order.GROUPS, Engine.PAGED);
        for (int i = 0; i < 64; i++) {
            ask("d" + i, "d" + i, 1);
        }
        for (int running = 4; running < 16; running *= 2) {
            server.load = Future.succeededFuture(new ModelEndpoint.Load(running, 0));
            timers.advance(Duration.ofMillis(250));
        }
        Promise<ModelEndpoint.Load> load = Promise.promise();
        server.load = load.future();
        timers.advance(Duration.ofMillis(250));
        int before = server.running.size();

        load.complete(new ModelEndpoint.Load(16, 0));
        int inThisTurn = server.running.size() - before;
        timers.advance(Duration.ZERO);

        assertThat(before).isEqualTo(16);
        assertThat(inThisTurn).isBetween(1, 8);
        assertThat(server.running).hasSize(32);
    }

    @Test
    void an_idle_server_is_not_asked_what_it_has_to_do() {
        queue = open(8, Order.GROUPS, Engine.PAGED);
        ask("a1", "a", 1);
        server.running.get(0).answers("{}");

        timers.advance(Duration.ofMinutes(1));

        assertThat(server.asked).isZero();
    }

    @Test
    void a_server_that_has_too_much_to_do_is_left_alone_as_long_as_it_says() {
        ask("a1", "a", 1);
        ask("b1", "b", 1);

        server.running.get(0).isOverloaded(Duration.ofSeconds(5));
        timers.advance(Duration.ofMillis(4_900));
        int before = server.sent.size();
        timers.advance(Duration.ofMillis(100));

        assertThat(before).isEqualTo(1);
        assertThat(keys()).containsExactly("a1", "b1");
    }

    @Test
    void what_nobody_could_answer_in_time_is_not_sent() {
        for (int i = 0; i < 8; i++) {
            ask("d" + i, "d" + i, 1);
            timers.advance(Duration.ofSeconds(90));
            server.running.get(0).answers("{}");
        }

        Generation hopeless = ask("e", "e", 1);

        assertThat(((CallFailure) hopeless.answer().cause()).errorClass())
                .isEqualTo(ErrorClass.TIMEOUT);
        assertThat(server.sent).hasSize(8);
    }

    @Test
    void work_for_longer_than_one_may_wait_is_refused_before_the_queue_is_full() {
        for (int i = 0; i < 8; i++) {
            ask("d" + i, "d" + i, 1);
            timers.advance(Duration.ofSeconds(20));
            server.running.get(0).answers("{}");
        }
        List.of("a", "b", "c").forEach(key -> ask(key, key, 1));

        CallFailure refused = (CallFailure) ask("d", "d", 1).answer().cause();

        assertThat(refused.errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(10));
    }

    private Generation ask(String key, String document, int size) {
        return queue.generate(request(key, MODEL, document, size), CallProgress.IGNORED);
    }

    private void answerAll() {
        while (!server.running.isEmpty()) {
            server.running.get(0).answers("{}");
        }
    }

    private List<String> keys() {
        return server.sent.stream().map(sent -> sent.tag().key()).toList();
    }

    private EndpointQueue open(int concurrent, Order order, Engine engine) {
        EndpointSpec spec =
                spec(concurrent, 1_000)
                        .scheduled(
                                new Scheduling(
                                        order,
                                        engine,
                                        Duration.ofMinutes(2),
                                        Duration.ZERO,
                                        Duration.ofMillis(100)));
        return new EndpointQueue(spec, server, EndpointListener.NONE, timers);
    }
}
