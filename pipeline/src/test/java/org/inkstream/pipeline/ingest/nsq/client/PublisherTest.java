package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublisherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGER_THAN_ANY_PAUSE = Duration.ofMinutes(2);
    private static final NsqdAddress FIRST = new NsqdAddress("a", 1);
    private static final NsqdAddress SECOND = new NsqdAddress("b", 2);
    private static final Command PUB = Command.publish("topic", Buffer.buffer("x"));

    private final VirtualTimers timers = new VirtualTimers();
    private final List<Line> lines = new ArrayList<>();
    private boolean reachable = true;
    private final Publisher publisher =
            new Publisher(
                    timers,
                    (peer, inbox) -> dial(peer),
                    List.of(FIRST, SECOND),
                    PATIENCE,
                    new Random(1));

    @AfterEach
    void no_timer_outlives_the_publisher() {
        Future<Void> closed = publisher.close();
        timers.advance(PATIENCE);
        lines.forEach(Line::answerAll);

        assertThat(closed.succeeded()).isTrue();
        assertThat(timers.pending()).isZero();
        assertThat(lines).allMatch(line -> line.ended.future().isComplete());
    }

    @Test
    void each_nsqd_has_its_turn() {
        publisher.connect();

        List<Future<Void>> published = publish(4);
        lines.forEach(Line::answerAll);

        assertThat(published).allMatch(Future::succeeded);
        assertThat(lines).extracting(line -> line.asked).containsExactly(2, 2);
    }

    @Test
    void what_nobody_can_take_yet_waits_and_goes_out_with_the_first_connection() {
        reachable = false;
        publisher.connect();
        List<Future<Void>> published = publish(3);

        reachable = true;
        timers.advance(Duration.ofSeconds(1));
        lines.forEach(Line::answerAll);

        assertThat(published).allMatch(Future::succeeded);
    }

    @Test
    void what_nobody_takes_in_time_fails_as_never_sent() {
        reachable = false;
        publisher.connect();
        Future<Void> early = publisher.publish(PUB);
        timers.advance(Duration.ofSeconds(6));
        Future<Void> late = publisher.publish(PUB);

        timers.advance(Duration.ofSeconds(4));

        assertThat(early.cause())
                .isInstanceOf(NsqNotSent.class)
                .hasMessage("no nsqd was connected for PT10S: [a:1, b:2]");
        assertThat(late.isComplete()).isFalse();
        timers.advance(Duration.ofSeconds(6));
        assertThat(late.cause()).isInstanceOf(NsqNotSent.class);
    }

    @Test
    void there_is_a_bound_to_what_waits() {
        reachable = false;
        publisher.connect();

        List<Future<Void>> published = publish(16_385);

        assertThat(published.get(16_383).isComplete()).isFalse();
        assertThat(published.get(16_384).cause())
                .isInstanceOf(NsqNotSent.class)
                .hasMessageContaining("too much waits");
    }

    @Test
    void an_nsqd_that_ended_is_left_out_until_it_is_back() {
        publisher.connect();
        lines.get(0).ended.complete();

        List<Future<Void>> meanwhile = publish(3);
        timers.advance(LONGER_THAN_ANY_PAUSE);
        List<Future<Void>> afterwards = publish(2);
        lines.forEach(Line::answerAll);

        assertThat(lines).extracting(line -> line.peer).containsExactly(FIRST, SECOND, FIRST);
        assertThat(lines).extracting(line -> line.asked).containsExactly(0, 4, 1);
        assertThat(meanwhile).allMatch(Future::succeeded);
        assertThat(afterwards).allMatch(Future::succeeded);
    }

    @Test
    void closing_waits_for_what_is_on_its_way_and_takes_nothing_more() {
        publisher.connect();
        Future<Void> published = publisher.publish(PUB);

        Future<Void> closed = publisher.close();
        Future<Void> afterwards = publisher.publish(PUB);
        boolean waits = !closed.isComplete();
        lines.forEach(Line::answerAll);

        assertThat(waits).isTrue();
        assertThat(published.succeeded()).isTrue();
        assertThat(closed.succeeded()).isTrue();
        assertThat(afterwards.cause()).hasMessage("the producer is closed");
    }

    private List<Future<Void>> publish(int count) {
        List<Future<Void>> published = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            published.add(publisher.publish(PUB));
        }
        return published;
    }

    private Future<NsqConnection> dial(NsqdAddress peer) {
        if (!reachable) {
            return Future.failedFuture(new NsqConnectionEnded(peer, "nobody is there"));
        }
        Line line = new Line(peer);
        lines.add(line);
        return Future.succeededFuture(line);
    }

    /** Answers when it is told to. */
    private static final class Line implements NsqConnection {
        private final NsqdAddress peer;
        private final Promise<Void> ended = Promise.promise();
        private final Queue<Promise<Void>> unanswered = new ArrayDeque<>();
        private int asked;

        Line(NsqdAddress peer) {
            this.peer = peer;
        }

        void answerAll() {
            while (!unanswered.isEmpty()) {
                unanswered.remove().complete();
            }
        }

        @Override
        public NsqdAddress peer() {
            return peer;
        }

        @Override
        public NsqdTerms terms() {
            throw new AssertionError("nobody asks");
        }

        @Override
        public Future<Void> send(Command command) {
            throw new AssertionError("nobody sends");
        }

        @Override
        public Future<Void> ask(Command command) {
            asked++;
            Promise<Void> answer = Promise.promise();
            unanswered.add(answer);
            return answer.future();
        }

        @Override
        public Future<Void> ended() {
            return ended.future();
        }

        @Override
        public Future<Void> close() {
            ended.tryComplete();
            return Future.succeededFuture();
        }
    }
}
