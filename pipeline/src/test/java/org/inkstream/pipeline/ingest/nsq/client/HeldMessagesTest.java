package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.inkstream.pipeline.ingest.nsq.wire.Frame;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class HeldMessagesTest {
    private static final Duration HALF = ScriptedConnection.TIMEOUT.dividedBy(2);
    private static final Duration MAX = ScriptedConnection.MAX_TIMEOUT;
    private static final String ID = "0d3f000000000001";
    private static final String OTHER = "0d3f000000000002";

    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptedConnection nsqd = new ScriptedConnection(new NsqdAddress("nsqd", 4150));
    private final List<ConsumerMeter.Event> counted = new ArrayList<>();
    private int freed;
    private final HeldMessages held =
            new HeldMessages(
                    new ChannelName("letters", "inkstream"),
                    nsqd,
                    timers,
                    counted::add,
                    () -> freed++);

    @Test
    void a_message_is_what_nsqd_sent() {
        HeldMessage message =
                held.take(
                        new Frame.Message(
                                1_500_000_000_123_456_789L,
                                3,
                                ID,
                                ScriptedConnection.message(ID, 3).body()));

        assertThat(message.topic()).isEqualTo("letters");
        assertThat(message.channel()).isEqualTo("inkstream");
        assertThat(message.id()).isEqualTo(ID);
        assertThat(message.attempts()).isEqualTo(3);
        assertThat(message.publishedAt())
                .isEqualTo(Instant.parse("2017-07-14T02:40:00.123456789Z"));
        assertThat(message.body()).hasToString("body of " + ID);
    }

    @Test
    void a_message_that_is_settled_makes_room_and_is_never_touched() {
        Future<Void> finished = take(ID, 1).finish();
        timers.advance(MAX);

        assertThat(finished.succeeded()).isTrue();
        assertThat(nsqd.heard).containsExactly("FIN " + ID);
        assertThat(freed).isEqualTo(1);
        assertThat(held.size()).isZero();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_message_is_settled_once() {
        HeldMessage message = take(ID, 1);
        message.requeue(Duration.ofSeconds(5));

        Future<Void> again = message.finish();

        assertThat(why(again)).isEqualTo(LostDelivery.Why.SETTLED);
        assertThat(nsqd.heard).containsExactly("REQ " + ID + " 5000");
        assertThat(counted).contains(ConsumerMeter.Event.LATE_WORD);
    }

    @Test
    void a_pause_is_never_negative_or_longer_than_an_hour() {
        take(ID, 1).requeue(Duration.ofSeconds(-5));
        take(OTHER, 1).requeue(Duration.ofDays(365_000_000));

        assertThat(nsqd.heard).containsExactly("REQ " + ID + " 0", "REQ " + OTHER + " 3600000");
    }

    @Test
    void a_message_that_takes_long_is_touched_each_half_of_its_time() {
        take(ID, 1);
        timers.advance(HALF.minusNanos(1));
        int before = nsqd.heard.size();
        timers.advance(HALF.multipliedBy(3).plusNanos(1));

        assertThat(before).isZero();
        assertThat(nsqd.heard).containsOnly("TOUCH " + ID).hasSize(4);
    }

    @Test
    void it_is_given_up_before_nsqd_does_and_then_nothing_is_said_of_it() {
        HeldMessage message = take(ID, 1);
        timers.advance(MAX.minusSeconds(2).minusNanos(1));
        int heldBefore = held.size();
        timers.advance(Duration.ofNanos(1));
        int touches = nsqd.heard.size();

        Future<Void> finished = message.finish();
        Future<Void> requeued = message.requeue(Duration.ZERO);
        timers.advance(MAX);

        assertThat(heldBefore).isEqualTo(1);
        assertThat(held.size()).isZero();
        assertThat(freed).isEqualTo(1);
        assertThat(why(finished)).isEqualTo(LostDelivery.Why.EXPIRED);
        assertThat(why(requeued)).isEqualTo(LostDelivery.Why.EXPIRED);
        assertThat(nsqd.heard).hasSize(touches).allMatch(word -> word.startsWith("TOUCH"));
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_message_of_which_nobody_thought_in_time_is_given_up_even_before_the_timer_says_so() {
        VirtualTimers late = new VirtualTimers();
        SuspendedTimers suspended = new SuspendedTimers(late);
        HeldMessages slept =
                new HeldMessages(
                        new ChannelName("letters", "inkstream"),
                        nsqd,
                        suspended,
                        counted::add,
                        () -> freed++);
        HeldMessage message = slept.take(ScriptedConnection.message(ID, 1));
        late.advance(ScriptedConnection.TIMEOUT);

        assertThat(why(message.finish())).isEqualTo(LostDelivery.Why.EXPIRED);
        assertThat(nsqd.heard).isEmpty();
    }

    @Test
    void the_next_delivery_of_a_message_takes_the_word_from_the_one_before() {
        HeldMessage first = take(ID, 1);
        HeldMessage second = take(ID, 2);

        Future<Void> late = first.finish();
        Future<Void> finished = second.finish();

        assertThat(why(late)).isEqualTo(LostDelivery.Why.SUPERSEDED);
        assertThat(finished.succeeded()).isTrue();
        assertThat(nsqd.heard).containsExactly("FIN " + ID);
        assertThat(counted).contains(ConsumerMeter.Event.SUPERSEDED, ConsumerMeter.Event.LATE_WORD);
        assertThat(freed).isEqualTo(1);
    }

    @Test
    void a_delivery_that_was_superseded_is_not_touched_in_place_of_the_next() {
        take(ID, 1);
        timers.advance(HALF.minusSeconds(10));
        take(ID, 2);
        timers.advance(Duration.ofSeconds(15));

        assertThat(nsqd.heard).isEmpty();
    }

    @Test
    void what_nsqd_would_not_touch_is_lost_at_once() {
        HeldMessage message = take(ID, 1);
        timers.advance(HALF);

        held.notTouched(ID);

        assertThat(why(message.finish())).isEqualTo(LostDelivery.Why.EXPIRED);
        assertThat(held.size()).isZero();
    }

    @Test
    void a_delivery_that_was_never_touched_is_not_meant_when_a_touch_failed() {
        HeldMessage message = take(ID, 2);

        held.notTouched(ID);
        held.notTouched(OTHER);

        assertThat(message.finish().succeeded()).isTrue();
    }

    @Test
    void when_the_connection_ends_all_that_it_brought_is_lost() {
        HeldMessage message = take(ID, 1);
        take(OTHER, 1);

        held.abandon();

        assertThat(why(message.finish())).isEqualTo(LostDelivery.Why.CONNECTION_ENDED);
        assertThat(held.size()).isZero();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_message_whose_time_cannot_be_stretched_is_never_touched() {
        ScriptedConnection strict =
                new ScriptedConnection(
                        new NsqdAddress("nsqd", 4150), new NsqdTerms("1.3.0", 1, HALF, HALF));
        HeldMessages brief =
                new HeldMessages(
                        new ChannelName("letters", "inkstream"),
                        strict,
                        timers,
                        counted::add,
                        () -> {});
        brief.take(ScriptedConnection.message(ID, 1));
        timers.advance(HALF.minusSeconds(2));

        assertThat(strict.heard).isEmpty();
        assertThat(brief.size()).isZero();
        assertThat(timers.pending()).isZero();
    }

    /** As nsqd reckons: it takes back what was neither settled nor touched in time. */
    @Property(tries = 300)
    void no_message_is_taken_back_by_nsqd_before_it_is_given_up(
            @ForAll @IntRange(min = 1_000, max = 60_000) int timeoutMillis,
            @ForAll @IntRange(min = 1, max = 20) int times,
            @ForAll List<@IntRange(min = 0, max = 5_000) Integer> arrivals) {
        StrictNsqd strict = new StrictNsqd(timeoutMillis, timeoutMillis * (long) times);

        arrivals.stream().limit(50).forEach(strict::deliverAfter);
        strict.pass(timeoutMillis * (times + 1L));

        assertThat(strict.takenBack()).isZero();
        assertThat(strict.pendingTimers()).isZero();
    }

    private HeldMessage take(String id, int attempts) {
        return held.take(ScriptedConnection.message(id, attempts));
    }

    private static LostDelivery.Why why(Future<Void> failed) {
        return ((LostDelivery) failed.cause()).why();
    }
}
