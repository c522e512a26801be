package org.inkstream.pipeline.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.Lane;
import org.inkstream.pipeline.ingest.SourceMeter;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything on the test's thread: the lanes too. */
class PollLoopTest {
    private static final String TOPIC = "ocr.completed";
    private static final TopicPartition ZERO = new TopicPartition(TOPIC, 0);
    private static final TopicPartition ONE = new TopicPartition(TOPIC, 1);
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

    private static final Duration REVOCATION_DRAIN = Duration.ofMillis(20);

    private final RememberingConsumer consumer = new RememberingConsumer();
    private final ScriptedIntake intake = new ScriptedIntake();
    private final List<DeadLetter> buried = new ArrayList<>();
    private final VirtualTimers timers = new VirtualTimers();
    private final PollLoop loop = loop(4, 4, 3, REVOCATION_DRAIN);

    @BeforeEach
    void a_topic_with_two_partitions() {
        Node node = new Node(1, "localhost", 9092);
        Node[] nodes = {node};
        consumer.updatePartitions(
                TOPIC,
                List.of(
                        new PartitionInfo(TOPIC, 0, node, nodes, nodes),
                        new PartitionInfo(TOPIC, 1, node, nodes, nodes)));
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
    }

    @Test
    void a_settled_record_is_committed_after_the_interval() {
        assign(ZERO);
        records(ZERO, 0, "a");

        intake.finish("a");
        timers.advance(COMMIT_INTERVAL);
        loop.turn();

        assertThat(consumer.committed(ZERO)).isEqualTo(1);
    }

    @Test
    void a_commit_never_passes_a_record_that_is_not_settled() {
        assign(ZERO);
        records(ZERO, 0, "a", "b", "c");

        intake.finish("b", "c");
        timers.advance(COMMIT_INTERVAL);
        loop.turn();

        assertThat(consumer.committed(ZERO)).isEqualTo(-1);

        intake.finish("a");
        timers.advance(COMMIT_INTERVAL);
        loop.turn();

        assertThat(consumer.committed(ZERO)).isEqualTo(3);
    }

    @Test
    void no_more_records_are_in_the_air_than_allowed() {
        assign(ZERO);
        records(ZERO, 0, "a", "b", "c", "d", "e", "f");

        assertThat(intake.seen).containsExactly("a", "b", "c", "d");
        assertThat(loop.progress().inFlight()).isEqualTo(4);

        intake.finish("c");
        loop.turn();

        assertThat(intake.seen).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void intake_stops_when_enough_is_read_ahead_and_goes_on_when_half_is_used() {
        assign(ZERO);
        records(ZERO, 0, "a", "b", "c", "d", "e", "f", "g", "h");

        assertThat(consumer.paused()).containsExactly(ZERO);
        assertThat(loop.progress().paused()).isTrue();

        intake.finish("a", "b");
        loop.turn();
        assertThat(consumer.paused()).containsExactly(ZERO);

        intake.finish("c");
        loop.turn();
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void a_partition_that_comes_while_intake_is_stopped_is_stopped_too() {
        assign(ZERO);
        records(ZERO, 0, "a", "b", "c", "d", "e", "f", "g", "h");

        consumer.rebalance(List.of(ZERO, ONE));

        assertThat(consumer.paused()).containsExactlyInAnyOrder(ZERO, ONE);
    }

    @Test
    void a_postponed_record_leaves_its_place_and_comes_back_after_the_pause() {
        assign(ZERO);
        records(ZERO, 0, "a", "b", "c", "d", "e");

        intake.postpone("a", Duration.ofSeconds(2));
        loop.turn();
        assertThat(intake.seen).containsExactly("a", "b", "c", "d", "e");
        assertThat(loop.progress().waiting()).isEqualTo(1);

        intake.finish("b", "c", "d", "e");
        timers.advance(Duration.ofSeconds(1));
        loop.turn();
        assertThat(intake.inTheAir()).isZero();
        assertThat(consumer.committed(ZERO)).isEqualTo(-1);

        timers.advance(Duration.ofSeconds(1));
        loop.turn();
        assertThat(intake.seen).containsExactly("a", "b", "c", "d", "e", "a");
    }

    @Test
    void when_too_many_wait_nothing_new_is_handed_out() {
        assign(ZERO);
        records(ZERO, 0, "a", "b", "c", "d", "e", "f", "g");

        intake.postpone("a", Duration.ofSeconds(9));
        intake.postpone("b", Duration.ofSeconds(9));
        intake.postpone("c", Duration.ofSeconds(9));
        loop.turn();

        assertThat(intake.seen).containsExactly("a", "b", "c", "d");
        assertThat(consumer.paused()).containsExactly(ZERO);

        timers.advance(Duration.ofSeconds(9));
        loop.turn();
        assertThat(intake.seen).containsExactly("a", "b", "c", "d", "a", "b", "c");
    }

    @Test
    void lost_infrastructure_is_tried_again_with_growing_pauses() {
        assign(ZERO);
        records(ZERO, 0, "a");

        intake.fail("a");
        loop.turn();
        timers.advance(Duration.ofSeconds(1));
        loop.turn();
        assertThat(intake.seen).containsExactly("a", "a");

        intake.fail("a");
        loop.turn();
        timers.advance(Duration.ofSeconds(1));
        loop.turn();
        assertThat(intake.seen).hasSize(2);

        timers.advance(Duration.ofSeconds(1));
        loop.turn();
        assertThat(intake.seen).hasSize(3);
    }

    @Test
    void a_parked_record_is_buried_with_its_reason_and_the_partition_moves_on() {
        assign(ZERO);
        records(ZERO, 0, "bad", "good");

        intake.park("bad");
        intake.finish("good");
        timers.advance(COMMIT_INTERVAL);
        loop.turn();

        assertThat(buried).hasSize(1);
        assertThat(buried.get(0).reason()).isEqualTo("it is empty");
        assertThat(buried.get(0).delivery().origin().offset()).isZero();
        assertThat(consumer.committed(ZERO)).isEqualTo(2);
    }

    @Test
    void a_revocation_commits_what_has_ended_before_it_gives_the_partition_up() {
        assign(ZERO, ONE);
        records(ZERO, 0, "a", "b");
        records(ONE, 0, "x");

        intake.finish("a");
        consumer.rebalance(List.of(ONE));

        assertThat(consumer.committed(ZERO)).isEqualTo(1);
        assertThat(consumer.committed(ONE)).isEqualTo(-1);
    }

    @Test
    void a_settlement_that_comes_after_the_revocation_moves_no_offset() {
        assign(ZERO, ONE);
        records(ZERO, 0, "a");
        consumer.rebalance(List.of(ONE));

        intake.finish("a");
        timers.advance(COMMIT_INTERVAL);
        loop.turn();

        assertThat(consumer.committed(ZERO)).isEqualTo(-1);
        assertThat(loop.progress().inFlight()).isZero();
    }

    @Test
    void what_was_not_handed_out_yet_is_dropped_with_its_partition() {
        assign(ZERO, ONE);
        records(ZERO, 0, "a", "b", "c", "d", "e", "f");
        consumer.rebalance(List.of(ONE));

        intake.finish("a", "b", "c", "d");
        loop.turn();

        assertThat(intake.seen).containsExactly("a", "b", "c", "d");
    }

    @Test
    void what_broke_off_here_is_tried_again_here_although_its_partition_has_gone() {
        assign(ZERO, ONE);
        records(ZERO, 0, "a", "b");
        intake.fail("a");
        loop.turn();
        consumer.rebalance(List.of(ONE));

        intake.fail("b");
        loop.turn();
        timers.advance(Duration.ofSeconds(1));
        loop.turn();
        assertThat(intake.seen).containsExactly("a", "b", "a", "b");

        intake.postpone("a", Duration.ofSeconds(1));
        intake.finish("b");
        loop.turn();
        timers.advance(Duration.ofSeconds(1));
        loop.turn();
        assertThat(intake.seen).hasSize(4);
        assertThat(consumer.committed(ZERO)).isEqualTo(-1);
    }

    @Test
    void lost_partitions_are_dropped_without_a_commit() {
        assign(ZERO);
        records(ZERO, 0, "a");

        intake.finish("a");
        consumer.losePartitions(List.of(ZERO));
        timers.advance(COMMIT_INTERVAL);
        loop.turn();

        assertThat(consumer.committed(ZERO)).isEqualTo(-1);
    }

    @Test
    void a_wake_up_that_meets_a_poll_or_a_commit_loses_nothing() {
        assign(ZERO);
        consumer.wakeup();
        records(ZERO, 0, "a");
        loop.turn();
        intake.finish("a");
        consumer.wakeNextCommit();

        consumer.rebalance(List.of());

        assertThat(intake.seen).containsExactly("a");
        assertThat(consumer.committed(ZERO)).isEqualTo(1);
    }

    @Test
    void what_ends_while_a_revocation_waits_is_committed_by_it() throws InterruptedException {
        PollLoop patient = loop(4, 4, 3, Duration.ofSeconds(30));
        patient.turn();
        consumer.rebalance(List.of(ZERO));
        add(ZERO, 0, "a");
        patient.turn();
        patient.turn();
        Thread later = new Thread(() -> intake.finish("a"));
        later.start();

        consumer.rebalance(List.of());
        later.join();

        assertThat(consumer.committed(ZERO)).isEqualTo(1);
    }

    @Test
    void offsets_of_one_partition_are_committed_in_rising_order() {
        assign(ZERO);
        records(ZERO, 0, "a", "b", "c", "d");

        for (String key : List.of("b", "a", "d", "c")) {
            intake.finish(key);
            timers.advance(COMMIT_INTERVAL);
            loop.turn();
        }

        assertThat(consumer.commits.get(ZERO)).containsExactly(2L, 4L);
    }

    @Test
    void a_drain_takes_nothing_new_finishes_the_rest_commits_and_leaves() {
        assign(ZERO);
        records(ZERO, 0, "a", "b", "c", "d", "e");

        loop.beginDrain();
        intake.finish("a", "b", "c");
        loop.turn();
        assertThat(loop.isDry()).isFalse();
        intake.finish("d");
        loop.turn();
        assertThat(loop.isDry()).isTrue();
        loop.leave();

        assertThat(intake.seen).doesNotContain("e");
        assertThat(consumer.closed()).isTrue();
        assertThat(loop.progress().paused()).isTrue();
    }

    @Test
    void a_missing_topic_says_how_to_make_it() {
        PollLoop elsewhere =
                new PollLoop(
                        consumer,
                        "nowhere",
                        limits(4, 4, 3, REVOCATION_DRAIN),
                        lanes(),
                        timers,
                        SourceMeter.NONE,
                        new LinkedBlockingQueue<>());

        assertThatThrownBy(elsewhere::turn)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("topics create");
    }

    @Test
    void only_what_a_person_must_mend_ends_a_start() {
        Trouble trouble = new Trouble();

        assertThat(trouble.needsAPerson(new AuthorizationException("no"))).isTrue();
        assertThat(trouble.needsAPerson(new TimeoutException("no broker"))).isFalse();
        assertThat(trouble.needsAPerson(new IllegalStateException("a bug"))).isFalse();
    }

    private PollLoop loop(
            int maxInFlight, int readAhead, int maxWaiting, Duration revocationDrain) {
        return new PollLoop(
                consumer,
                TOPIC,
                limits(maxInFlight, readAhead, maxWaiting, revocationDrain),
                lanes(),
                timers,
                SourceMeter.NONE,
                new LinkedBlockingQueue<>());
    }

    private Lanes lanes() {
        return new Lanes(
                List.of(new Lane(Runnable::run, intake)),
                letter -> {
                    buried.add(letter);
                    return Future.succeededFuture();
                },
                timers,
                SourceMeter.NONE);
    }

    private static SourceLimits limits(
            int maxInFlight, int readAhead, int maxWaiting, Duration revocationDrain) {
        return new SourceLimits(
                maxInFlight, readAhead, maxWaiting, 1 << 20, COMMIT_INTERVAL, revocationDrain);
    }

    private void assign(TopicPartition... partitions) {
        loop.turn();
        consumer.rebalance(List.of(partitions));
    }

    /** Two turns: one polls the records, the next hands them out. */
    private void records(TopicPartition partition, long firstOffset, String... keys) {
        add(partition, firstOffset, keys);
        loop.turn();
        loop.turn();
    }

    private void add(TopicPartition partition, long firstOffset, String... keys) {
        for (int index = 0; index < keys.length; index++) {
            consumer.addRecord(
                    new ConsumerRecord<>(
                            TOPIC,
                            partition.partition(),
                            firstOffset + index,
                            keys[index],
                            "{}".getBytes(StandardCharsets.UTF_8)));
        }
    }
}
