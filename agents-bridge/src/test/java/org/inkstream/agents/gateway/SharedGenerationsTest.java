package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.gateway.ScriptEndpoint.request;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelEndpoint.Generation;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class SharedGenerationsTest {
    private final ScriptEndpoint server = new ScriptEndpoint();
    private final EndpointQueue queue =
            new EndpointQueue(
                    ScriptEndpoint.spec(4, 4), server, EndpointListener.NONE, new VirtualTimers());
    private final SharedGenerations shared = new SharedGenerations(queue::generate);

    @Test
    void the_same_key_in_the_air_is_paid_once_and_answered_twice() {
        Generation first = ask("key");
        List<String> heard = new ArrayList<>();
        Generation second = shared.generate(request("key"), EndpointQueueTest.hearing(heard));

        server.running.get(0).answers("{}");

        assertThat(server.sent).hasSize(1);
        assertThat(first.answer().result()).isEqualTo(second.answer().result());
        assertThat(heard).containsExactly("dispatched");
    }

    @Test
    void only_the_last_who_gives_up_stops_the_generation() {
        Generation first = ask("key");
        Generation second = ask("key");

        first.abort();
        first.abort();
        int before = server.aborted;
        second.abort();

        assertThat(before).isZero();
        assertThat(server.aborted).isEqualTo(1);
    }

    @Test
    void whoever_gives_up_last_hears_what_the_server_had_used_by_then() {
        ModelUsage used = ScriptEndpoint.answer("").usage();
        Generation only = ask("key");
        server.running.get(0).tellsWhenAborted(used);

        only.abort();

        assertThat(givenUp(only).usage()).containsExactly(used);
    }

    @Test
    void whoever_gives_up_while_another_waits_is_let_go_at_once_and_billed_for_nothing() {
        Generation first = ask("key");
        Generation second = ask("key");

        first.abort();
        boolean answeredToo = second.answer().isComplete();
        server.running.get(0).answers("{}");

        assertThat(givenUp(first).usage()).isEmpty();
        assertThat(answeredToo).isFalse();
        assertThat(second.answer().result().text()).isEqualTo("{}");
    }

    @Test
    void whoever_gives_up_in_the_queue_gives_its_place_to_the_next_and_a_drain_ends() {
        List<Generation> all = Stream.of("1", "2", "3", "4", "5", "6").map(this::ask).toList();

        all.get(4).abort();
        all.get(0).abort();
        Future<Void> drained = queue.drain();
        all.forEach(Generation::abort);

        assertThat(server.sent)
                .extracting(request -> request.tag().key())
                .containsExactly("1", "2", "3", "4", "6");
        assertThat(drained.isComplete()).isTrue();
        assertThat(all).allSatisfy(SharedGenerationsTest::givenUp);
    }

    @Test
    void what_has_been_answered_or_given_up_is_asked_anew() {
        ask("key");
        server.running.get(0).answers("{}");
        ask("key").abort();
        ask("key");

        assertThat(server.sent).hasSize(3);
    }

    @Test
    void a_call_without_a_key_shares_nothing() {
        ask("");
        ask("");

        assertThat(server.sent).hasSize(2);
    }

    private static CallFailure givenUp(Generation generation) {
        assertThat(generation.answer().isComplete()).isTrue();
        assertThat(generation.answer().cause())
                .isInstanceOfSatisfying(
                        CallFailure.class,
                        failure ->
                                assertThat(failure.errorClass()).isEqualTo(ErrorClass.CONNECTION));
        return (CallFailure) generation.answer().cause();
    }

    private Generation ask(String key) {
        return shared.generate(request(key), CallProgress.IGNORED);
    }
}
