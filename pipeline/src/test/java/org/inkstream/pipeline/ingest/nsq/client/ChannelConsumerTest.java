package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelConsumerTest {
    private static final NsqdAddress A = new NsqdAddress("a", 4150);
    private static final NsqdAddress B = new NsqdAddress("b", 4150);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final NsqdTerms TERMS =
            new NsqdTerms("1.3.0", 2500, Duration.ofSeconds(60), Duration.ofMinutes(15));

    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptedConnector connector = new ScriptedConnector();
    private final List<NsqMessage> received = new ArrayList<>();
    private Future<Set<NsqdAddress>> looked = Future.succeededFuture(Set.of());
    private NsqConsumer consumer = consumer(List.of(A), List.of());

    @AfterEach
    void nothing_is_left_after_a_drain() {
        Future<Void> drained = consumer.drain(DEADLINE);
        timers.advance(DEADLINE);
        timers.advance(ScriptedConnection.TIMEOUT);

        assertThat(drained.succeeded()).isTrue();
        assertThat(timers.pending()).isZero();
        assertThat(consumer.state().connections()).isZero();
    }

    @Test
    void it_subscribes_opens_the_window_receives_and_settles() {
        ScriptedConnection a = connector.next(new ScriptedConnection(A));

        Future<Void> started = consumer.start(received::add);
        a.delivers("m000000000000001", 1);
        received.get(0).finish();

        assertThat(started.succeeded()).isTrue();
        assertThat(a.heard)
                .containsExactly("SUB letters inkstream", "RDY 10", "FIN m000000000000001");
        assertThat(consumer.state().connections()).isEqualTo(1);
        assertThat(consumer.state().inFlight()).isZero();
    }

    @Test
    void it_starts_with_the_first_that_is_subscribed() {
        consumer = consumer(List.of(A, B), List.of());
        ScriptedConnection b = connector.next(new ScriptedConnection(B, TERMS));

        Future<Void> started = consumer.start(received::add);
        boolean before = started.isComplete();
        b.subscribes();

        assertThat(before).isFalse();
        assertThat(started.succeeded()).isTrue();
        assertThat(consumer.state().troubles()).containsEntry(A, "Connection refused: a:4150");
    }

    @Test
    void it_starts_without_anybody_where_nobody_is_to_be_found_and_finds_them_later() {
        consumer = consumer(List.of(), List.of(URI.create("http://lookup:4161")));
        ScriptedConnection a = connector.next(new ScriptedConnection(A));

        Future<Void> started = consumer.start(received::add);
        looked = Future.succeededFuture(Set.of(A));
        timers.advance(Duration.ofSeconds(78));

        assertThat(started.succeeded()).isTrue();
        assertThat(a.heard).contains("RDY 10");
    }

    @Test
    void a_connection_that_ended_is_made_again_with_growing_pauses() {
        ScriptedConnection first = connector.next(new ScriptedConnection(A));
        consumer.start(received::add);

        first.close();
        int atOnce = connector.asked.size();
        timers.advance(Duration.ofSeconds(2));
        int afterTwoSeconds = connector.asked.size();
        timers.advance(Duration.ofSeconds(58));
        ScriptedConnection next = connector.next(new ScriptedConnection(A));
        timers.advance(Duration.ofMinutes(1));

        assertThat(atOnce).isEqualTo(1);
        assertThat(afterTwoSeconds).isBetween(2, 4);
        assertThat(connector.asked.size()).isLessThan(12);
        assertThat(next.heard).contains("RDY 10");
        assertThat(consumer.state().troubles()).isEmpty();
    }

    @Test
    void what_a_dead_connection_brought_is_lost_and_another_takes_its_part_of_the_window() {
        consumer = consumer(List.of(A, B), List.of());
        ScriptedConnection a = connector.next(new ScriptedConnection(A));
        ScriptedConnection b = connector.next(new ScriptedConnection(B));
        consumer.start(received::add);
        timers.advance(Duration.ofSeconds(1));
        a.delivers("m000000000000001", 1);

        a.close();
        Future<Void> finished = received.get(0).finish();

        assertThat(finished.cause()).isInstanceOf(LostDelivery.class);
        assertThat(a.heard).doesNotContain("FIN m000000000000001");
        assertThat(b.heard).endsWith("RDY 5", "RDY 10");
    }

    @Test
    void a_refusal_is_seen_and_tried_again_and_leaves_nothing_open() {
        ScriptedConnection refused =
                connector.next(new ScriptedConnection(A, TERMS).refuses("E_UNAUTHORIZED"));
        Future<Void> started = consumer.start(received::add);
        ScriptedConnection next = connector.next(new ScriptedConnection(A));
        String trouble = consumer.state().troubles().get(A);
        timers.advance(Duration.ofSeconds(1));

        assertThat(trouble).contains("E_UNAUTHORIZED");
        assertThat(refused.ended().isComplete()).isTrue();
        assertThat(started.succeeded()).isTrue();
        assertThat(next.heard).contains("RDY 10");
    }

    @Test
    void an_nsqd_that_never_answers_sub_is_left() {
        ScriptedConnection silent = connector.next(new ScriptedConnection(A, TERMS));
        consumer.start(received::add);

        timers.advance(Duration.ofSeconds(10));

        assertThat(silent.ended().isComplete()).isTrue();
    }

    @Test
    void a_connection_that_lives_is_kept_when_nobody_names_its_nsqd_and_not_made_again() {
        consumer = consumer(List.of(), List.of(URI.create("http://lookup:4161")));
        looked = Future.succeededFuture(Set.of(A));
        ScriptedConnection a = connector.next(new ScriptedConnection(A));
        consumer.start(received::add);

        looked = Future.succeededFuture(Set.of());
        timers.advance(Duration.ofMinutes(5));
        boolean keptOpen = !a.ended().isComplete();
        a.close();
        timers.advance(Duration.ofMinutes(5));

        assertThat(keptOpen).isTrue();
        assertThat(connector.asked).containsExactly(A);
    }

    @Test
    void an_nsqd_that_is_down_and_not_named_any_more_is_forgotten() {
        consumer = consumer(List.of(), List.of(URI.create("http://lookup:4161")));
        looked = Future.succeededFuture(Set.of(A));
        consumer.start(received::add);
        looked = Future.succeededFuture(Set.of());
        timers.advance(Duration.ofSeconds(78));
        int asked = connector.asked.size();
        timers.advance(Duration.ofMinutes(5));

        assertThat(connector.asked).hasSize(asked);
        assertThat(consumer.state().troubles()).isEmpty();
    }

    @Test
    void a_struggle_pauses_everywhere_and_probes_with_one_message_at_one_nsqd() {
        consumer = consumer(List.of(A, B), List.of());
        ScriptedConnection a = connector.next(new ScriptedConnection(A));
        ScriptedConnection b = connector.next(new ScriptedConnection(B));
        consumer.start(received::add);
        timers.advance(Duration.ofSeconds(1));

        consumer.struggle();
        List<String> paused = List.of(last(a), last(b));
        timers.advance(Duration.ofSeconds(1));
        List<String> probing = List.of(last(a), last(b));
        consumer.recover();
        timers.advance(Duration.ofSeconds(1));

        assertThat(paused).containsExactly("RDY 0", "RDY 0");
        assertThat(probing).containsExactly("RDY 1", "RDY 0");
        assertThat(List.of(last(a), last(b))).containsExactly("RDY 5", "RDY 5");
    }

    @Test
    void the_window_changes_while_it_runs() {
        ScriptedConnection a = connector.next(new ScriptedConnection(A));
        consumer.start(received::add);

        consumer.window(3);
        consumer.window(0);
        timers.advance(Duration.ofSeconds(1));
        consumer.window(7);

        assertThat(a.heard).endsWith("RDY 10", "RDY 3", "RDY 0", "RDY 7");
        assertThat(consumer.state().window()).isEqualTo(7);
    }

    @Test
    void a_drain_takes_no_more_lets_what_is_in_flight_be_settled_and_then_leaves() {
        ScriptedConnection a = connector.next(new ScriptedConnection(A, TERMS).subscribes());
        consumer.start(received::add);
        a.delivers("m000000000000001", 1);

        Future<Void> drained = consumer.drain(DEADLINE);
        a.delivers("m000000000000002", 1);
        a.closesWhenAllIsSettled();
        received.get(0).finish();
        boolean beforeTheLast = drained.isComplete();
        received.get(1).requeue(Duration.ZERO);

        assertThat(a.heard).endsWith("CLS", "FIN m000000000000001", "REQ m000000000000002 0");
        assertThat(beforeTheLast).isFalse();
        assertThat(drained.succeeded()).isTrue();
        assertThat(a.ended().isComplete()).isTrue();
    }

    @Test
    void a_drain_ends_at_its_deadline_whatever_is_in_flight() {
        ScriptedConnection a = connector.next(new ScriptedConnection(A));
        consumer.start(received::add);
        a.delivers("m000000000000001", 1);

        Future<Void> drained = consumer.drain(DEADLINE);
        timers.advance(DEADLINE);

        assertThat(drained.succeeded()).isTrue();
        assertThat(a.ended().isComplete()).isTrue();
        assertThat(received.get(0).finish().cause()).isInstanceOf(LostDelivery.class);
    }

    @Test
    void a_connection_that_comes_about_during_a_drain_is_closed_at_once() {
        Promise<NsqConnection> made = Promise.promise();
        ScriptedConnection a = connector.next(new ScriptedConnection(A), made.future());
        Future<Void> started = consumer.start(received::add);

        Future<Void> drained = consumer.drain(DEADLINE);
        boolean before = drained.isComplete();
        made.complete(a);

        assertThat(started.failed()).isTrue();
        assertThat(before).isFalse();
        assertThat(drained.succeeded()).isTrue();
        assertThat(a.heard).containsExactly("SUB letters inkstream");
        assertThat(a.ended().isComplete()).isTrue();
    }

    @Test
    void a_receiver_that_throws_hurts_nobody_and_the_message_comes_again() {
        ScriptedConnection a = connector.next(new ScriptedConnection(A));
        consumer.start(
                message -> {
                    throw new IllegalStateException("a bug");
                });

        a.delivers("m000000000000001", 1);

        assertThat(last(a)).isEqualTo("REQ m000000000000001 60000");
        assertThat(consumer.state().inFlight()).isZero();
    }

    @Test
    void a_touch_that_came_too_late_is_heard() {
        ScriptedConnection a = connector.next(new ScriptedConnection(A));
        consumer.start(received::add);
        a.delivers("m000000000000001", 1);
        timers.advance(Duration.ofSeconds(30));

        a.saysTooLate("E_TOUCH_FAILED", "TOUCH m000000000000001 failed ID not in flight");

        assertThat(received.get(0).finish().cause()).isInstanceOf(LostDelivery.class);
    }

    private NsqConsumer consumer(List<NsqdAddress> nsqds, List<URI> lookups) {
        return new ChannelConsumer(
                new ConsumerOptions(
                        new ChannelName("letters", "inkstream"),
                        10,
                        nsqds,
                        lookups,
                        Duration.ofSeconds(60)),
                connector,
                (server, topic) -> looked,
                timers,
                new Random(1),
                ConsumerMeter.NONE);
    }

    private static String last(ScriptedConnection connection) {
        return connection.heard.get(connection.heard.size() - 1);
    }
}
