package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.gateway.ScriptEndpoint.request;
import static org.inkstream.agents.gateway.ScriptEndpoint.spec;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelEndpoint.Generation;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.Scheduling;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class EndpointQueueTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptEndpoint server = new ScriptEndpoint();
    private final EndpointQueue queue =
            new EndpointQueue(spec(2, 2), server, EndpointListener.NONE, timers);

    @Test
    void the_server_never_has_more_than_it_bears_and_the_first_who_waits_is_next() {
        Generation first = ask("a");
        ask("b");
        ask("c");
        ask("d");

        server.running.get(0).answers("{}");

        assertThat(first.answer().result().text()).isEqualTo("{}");
        assertThat(server.sent).extracting(sent -> sent.tag().key()).containsExactly("a", "b", "c");
        assertThat(queue.load()).isEqualTo(new EndpointLoad("gpu", 2, 2, 1));
    }

    @Test
    void whoever_finds_the_queue_full_is_refused_as_overloaded_and_told_when_to_come_again() {
        List.of("a", "b", "c", "d").forEach(this::ask);

        CallFailure refused = failure(ask("e"));

        assertThat(refused.errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    @Test
    void whoever_waits_too_long_is_refused_as_overloaded_and_never_sent() {
        ask("a");
        ask("b");
        Generation waiting = ask("c");

        timers.advance(Duration.ofSeconds(31));

        assertThat(failure(waiting).errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(server.sent).hasSize(2);
        assertThat(queue.load().waiting()).isZero();
    }

    @Test
    void what_is_stopped_while_it_is_worked_on_is_billed_as_the_server_says_or_with_the_most() {
        Generation told = ask("a");
        Generation silent = ask("b");
        Generation waiting = ask("c");
        server.running.get(0).tellsWhenAborted(ScriptEndpoint.answer("").usage());

        queue.close();

        assertThat(failure(told).usage()).containsExactly(ScriptEndpoint.answer("").usage());
        assertThat(failure(silent).usage()).containsExactly(request("b").atMost("ollama"));
        assertThat(failure(waiting).usage()).isEmpty();
    }

    @Test
    void a_request_that_is_given_up_while_it_waits_is_never_sent() {
        ask("a");
        ask("b");
        Generation waiting = ask("c");

        waiting.abort();
        server.running.get(0).answers("{}");

        assertThat(server.sent).hasSize(2);
        assertThat(failure(waiting).errorClass()).isEqualTo(ErrorClass.CONNECTION);
    }

    @Test
    void a_request_that_is_given_up_while_it_is_worked_on_makes_room_at_once() {
        Generation running = ask("a");
        ask("b");
        ask("c");

        running.abort();
        running.abort();

        assertThat(server.aborted).isEqualTo(1);
        assertThat(queue.load()).isEqualTo(new EndpointLoad("gpu", 2, 2, 0));
    }

    @Test
    void it_is_said_whether_a_request_waits_and_when_it_is_dispatched() {
        List<String> heard = new ArrayList<>();
        ask("a");
        ask("b");

        queue.generate(request("c"), hearing(heard));
        heard.add("answered");
        server.running.get(0).answers("{}");

        assertThat(heard).containsExactly("queued", "answered", "dispatched");
    }

    @Test
    void an_answer_that_comes_after_the_end_changes_nothing() {
        Generation given = ask("a");
        ScriptEndpoint.Running late = server.running.get(0);
        given.abort();

        late.answers("{}");

        assertThat(given.answer().failed()).isTrue();
        assertThat(queue.load().running()).isZero();
    }

    @Test
    void draining_takes_nothing_new_and_ends_with_the_last_that_was_taken() {
        ask("a");
        ask("b");
        ask("c");

        Future<Void> drained = queue.drain();
        Generation late = ask("d");
        server.running.get(0).answers("{}");
        server.running.get(0).answers("{}");
        boolean before = drained.isComplete();
        server.running.get(0).answers("{}");

        assertThat(failure(late).errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(before).isFalse();
        assertThat(drained.succeeded()).isTrue();
    }

    @Test
    void closing_ends_everything_and_leaves_no_timer() {
        List<Generation> all = List.of(ask("a"), ask("b"), ask("c"));

        queue.close();

        assertThat(all).allMatch(one -> failure(one).errorClass() == ErrorClass.CONNECTION);
        assertThat(server.closed).isTrue();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void what_goes_in_a_batch_takes_no_turn_and_says_only_that_it_waits() {
        List<String> heard = new ArrayList<>();
        ask("a");
        ask("b");

        Generation batched = askInBatch("c", hearing(heard));
        server.running.get(2).answers("{}");

        assertThat(batched.answer().succeeded()).isTrue();
        assertThat(heard).containsExactly("queued");
        assertThat(queue.load()).isEqualTo(new EndpointLoad("gpu", 2, 2, 0));
    }

    @Test
    void what_waits_in_a_batch_too_long_is_given_up_as_timeout() {
        Generation batched = askInBatch("a", CallProgress.IGNORED);

        timers.advance(Duration.ofSeconds(31));

        assertThat(failure(batched).errorClass()).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(server.aborted).isEqualTo(1);
        assertThat(timers.pending()).isZero();
    }

    @Test
    void batches_hold_no_more_than_may_wait_and_are_drained_and_closed_as_all_else() {
        Generation first = askInBatch("a", CallProgress.IGNORED);
        Generation second = askInBatch("b", CallProgress.IGNORED);
        Generation refused = askInBatch("c", CallProgress.IGNORED);
        Future<Void> drained = queue.drain();
        server.running.get(0).answers("{}");
        boolean before = drained.isComplete();

        queue.close();

        assertThat(first.answer().succeeded()).isTrue();
        assertThat(failure(refused).errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(failure(second).errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(before).isFalse();
        assertThat(drained.succeeded()).isTrue();
        assertThat(timers.pending()).isZero();
    }

    /** Each number is one thing that happens: arrivals, answers, failures, aborts, time. */
    @Property(tries = 500)
    void no_permit_is_lost_and_the_limit_holds_whatever_happens(
            @ForAll @Size(max = 200) List<@IntRange(max = 9) Integer> happenings,
            @ForAll @IntRange(min = 1, max = 4) int limit,
            @ForAll @IntRange(max = 5) int room,
            @ForAll Scheduling.Order order,
            @ForAll Scheduling.Engine engine) {
        VirtualTimers time = new VirtualTimers();
        ScriptEndpoint busy = new ScriptEndpoint();
        Scheduling scheduling =
                new Scheduling(
                        order,
                        engine,
                        Duration.ofSeconds(20),
                        Duration.ZERO,
                        Duration.ofMillis(100));
        EndpointQueue one =
                new EndpointQueue(
                        spec(limit, room).scheduled(scheduling), busy, EndpointListener.NONE, time);
        List<Generation> asked = new ArrayList<>();

        for (int what : happenings) {
            switch (what) {
                case 0, 1, 2, 3 ->
                        asked.add(
                                one.generate(
                                        request("", ScriptEndpoint.MODEL, "d" + what, 1 + what),
                                        CallProgress.IGNORED));
                case 4 -> busy.running.stream().findFirst().ifPresent(run -> run.answers("{}"));
                case 5 ->
                        busy.running.stream()
                                .reduce((a, b) -> b)
                                .ifPresent(run -> run.fails(ErrorClass.CONNECTION));
                case 6 -> asked.stream().reduce((a, b) -> b).ifPresent(Generation::abort);
                case 7 -> asked.stream().findFirst().ifPresent(Generation::abort);
                case 8 -> time.advance(Duration.ofSeconds(7));
                default -> asked.forEach(Generation::abort);
            }
            assertThat(one.load().running()).isEqualTo(busy.running.size());
            assertThat(one.load().waiting()).isLessThanOrEqualTo(room);
        }
        one.close();

        assertThat(busy.most).isLessThanOrEqualTo(limit);
        assertThat(one.load().running() + one.load().waiting()).isZero();
        assertThat(asked).allMatch(generation -> generation.answer().isComplete());
        assertThat(time.pending()).isZero();
    }

    private Generation ask(String key) {
        return queue.generate(request(key), CallProgress.IGNORED);
    }

    private Generation askInBatch(String key, CallProgress progress) {
        return queue.generate(request(key, ScriptEndpoint.BATCHED), progress);
    }

    private static CallFailure failure(Generation generation) {
        return (CallFailure) generation.answer().cause();
    }

    static CallProgress hearing(List<String> heard) {
        return new CallProgress() {
            @Override
            public void queued() {
                heard.add("queued");
            }

            @Override
            public void dispatched() {
                heard.add("dispatched");
            }
        };
    }
}
