package org.inkstream.pipeline.ingest.nsq;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.Intake;
import org.inkstream.pipeline.ingest.Lane;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.ingest.SourceMeter;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When nsqd hears what of a message. */
class NsqSourceTest {
    private static final int MOST = 4;
    private static final int ATTEMPTS = 10;
    private static final Settlement DONE = new Settlement.Done();

    private final VirtualTimers timers = new VirtualTimers();
    private final List<String> said = new ArrayList<>();
    private final ScriptedConsumer consumer = new ScriptedConsumer(said);
    private final Workflow workflow = new Workflow();
    private final Counts counts = new Counts();
    private Future<Void> burial = Future.succeededFuture();

    private final NsqSource source = sourceOf(List.of(consumer));

    @AfterEach
    void nothing_is_left_waiting() {
        source.drain(Duration.ofSeconds(1));
        timers.advance(Duration.ofSeconds(2));
        assertThat(source.progress().waiting()).isZero();
        consumer.hasDrained();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_message_is_finished_when_its_letter_is_accepted_and_its_place_is_free_when_that_ends() {
        source.start();
        consumer.delivers("a", 1);
        assertThat(said).containsExactly("window 4", "start");

        workflow.accepts("a");

        // The place is closed first, or nsqd would fill it at once.
        assertThat(said).containsExactly("window 4", "start", "window 3", "FIN a");
        workflow.ends("a", DONE);
        assertThat(consumer.window()).isEqualTo(4);
    }

    @Test
    void letters_in_the_air_never_exceed_their_bound_although_their_messages_are_finished() {
        source.start();

        for (int letter = 0; letter < MOST; letter++) {
            consumer.delivers("letter-" + letter, 1);
            workflow.accepts("letter-" + letter);
        }

        assertThat(consumer.window()).isZero();
        assertThat(source.progress().paused()).isFalse();
        timers.advance(Duration.ofSeconds(1));
        assertThat(source.progress().inFlight()).isEqualTo(MOST);
        assertThat(source.progress().paused()).isTrue();
        workflow.ends("letter-2", DONE);
        assertThat(consumer.window()).isOne();
    }

    @Test
    void a_letter_that_ends_before_it_was_accepted_costs_one_word() {
        source.start();
        consumer.delivers("a", 1);

        workflow.ends("a", DONE);

        assertThat(said).containsExactly("window 4", "start", "FIN a");
    }

    @Test
    void while_the_store_is_away_a_message_goes_back_and_is_never_finished() {
        source.start();
        consumer.delivers("a", 3);

        workflow.fails("a");

        assertThat(said).contains("REQ a 15s").doesNotContain("FIN a");
    }

    @Test
    void what_broke_off_is_tried_here_until_it_works_because_its_run_may_be_ours() {
        source.start();
        consumer.delivers("a", 1);
        workflow.fails("a");
        timers.advance(Duration.ofSeconds(1));
        workflow.fails("a");
        timers.advance(Duration.ofSeconds(2));

        workflow.accepts("a");
        workflow.ends("a", DONE);

        assertThat(workflow.tries("a")).isEqualTo(3);
        assertThat(said)
                .filteredOn(word -> word.endsWith("s") || word.startsWith("FIN"))
                .hasSize(1);
        assertThat(consumer.window()).isEqualTo(MOST);
    }

    @Test
    void a_store_that_stays_away_takes_every_place_so_that_the_rest_stays_in_nsqd() {
        source.start();

        for (int letter = 0; letter < MOST; letter++) {
            consumer.delivers("letter-" + letter, 1);
            workflow.fails("letter-" + letter);
        }

        assertThat(consumer.window()).isZero();
    }

    @Test
    void an_accepted_letter_that_breaks_off_goes_on_here_without_its_message() {
        source.start();
        consumer.delivers("a", 1);
        workflow.accepts("a");
        workflow.fails("a");
        timers.advance(Duration.ofSeconds(1));

        workflow.accepts("a");
        workflow.ends("a", DONE);

        assertThat(said).filteredOn(word -> word.startsWith("FIN")).containsExactly("FIN a");
        assertThat(said).noneMatch(word -> word.startsWith("REQ"));
    }

    @Test
    void a_letter_that_another_process_has_in_its_journal_needs_no_message_and_no_place() {
        source.start();
        consumer.delivers("a", 2);

        workflow.accepts("a");
        workflow.ends("a", new Settlement.RetryLater(Duration.ofMillis(500), "elsewhere"));

        assertThat(said).contains("FIN a");
        assertThat(consumer.window()).isEqualTo(MOST);
        assertThat(counts.redelivered).isOne();
    }

    @Test
    void a_letter_that_must_wait_comes_again_later_each_time_and_keeps_its_place_meanwhile() {
        source.start();
        consumer.delivers("a", 7);

        workflow.ends("a", new Settlement.RetryLater(Duration.ofSeconds(1), "no agent yet"));

        assertThat(said).contains("REQ a 7s");
        assertThat(consumer.window()).isEqualTo(MOST - 1);
        timers.advance(Duration.ofSeconds(7));
        assertThat(consumer.window()).isEqualTo(MOST);
        assertThat(workflow.tries("a")).isOne();
    }

    @Test
    void what_can_never_succeed_is_a_dead_letter_before_its_message_is_finished() {
        Promise<Void> buried = Promise.promise();
        burial = buried.future();
        source.start();
        consumer.delivers("a", 2);

        workflow.ends("a", new Settlement.Park(ErrorClass.INVALID_DATA, "not JSON", 1));

        assertThat(said).containsExactly("window 4", "start", "bury a: not JSON (2)");
        buried.complete();
        assertThat(said).endsWith("FIN a");
        assertThat(counts.buried).containsExactly(ErrorClass.INVALID_DATA);
    }

    @Test
    void a_dead_letter_that_cannot_be_kept_finishes_no_message() {
        burial = Future.failedFuture("the store is away");
        source.start();
        consumer.delivers("a", 1);

        workflow.ends("a", new Settlement.Park(ErrorClass.INVALID_DATA, "not JSON", 1));

        assertThat(said).contains("REQ a 5s").doesNotContain("FIN a");
    }

    @Test
    void a_message_that_came_too_often_is_a_dead_letter_and_nobody_works_on_it_again() {
        source.start();

        consumer.delivers("killer", ATTEMPTS + 1);

        assertThat(workflow.tries("killer")).isZero();
        assertThat(said)
                .anyMatch(word -> word.startsWith("bury killer: it was delivered 11 times"));
        assertThat(said).endsWith("FIN killer");
    }

    @Test
    void a_word_that_comes_too_late_is_counted_and_hurts_nothing() {
        source.start();
        consumer.delivers("a", 1);
        consumer.losesItsConnection();

        workflow.accepts("a");
        workflow.ends("a", DONE);

        assertThat(counts.tooLate).isOne();
        timers.advance(Duration.ofSeconds(1));
        assertThat(source.trouble()).isPresent();
        assertThat(source.progress().inFlight()).isZero();
    }

    @Test
    void a_drain_says_goodbye_first_and_waits_for_the_letters_in_the_air() {
        source.start();
        consumer.delivers("a", 1);
        workflow.accepts("a");
        consumer.delivers("waits", 1);
        workflow.fails("waits");

        Future<Void> drained = source.drain(Duration.ofMinutes(1));
        consumer.hasDrained();

        assertThat(said).endsWith("drain");
        assertThat(drained.isComplete()).isFalse();
        workflow.ends("a", new Settlement.RetryLater(Duration.ZERO, "this process ends"));
        assertThat(drained.succeeded()).isTrue();
    }

    @Test
    void a_drain_ends_at_its_deadline_and_leaves_the_rest_to_the_journal() {
        source.start();
        consumer.delivers("long", 1);
        workflow.accepts("long");

        Future<Void> drained = source.drain(Duration.ofMinutes(1));
        consumer.hasDrained();
        timers.advance(Duration.ofMinutes(1));

        assertThat(drained.succeeded()).isTrue();
    }

    @Test
    void subscriptions_share_one_bound_and_an_idle_one_takes_no_place() {
        List<String> otherSaid = new ArrayList<>();
        ScriptedConsumer idle = new ScriptedConsumer(otherSaid);
        NsqSource both = sourceOf(List.of(consumer, idle));
        both.start();

        int delivered = 0;
        while (consumer.window() > 0) {
            String id = "letter-" + delivered++;
            consumer.delivers(id, 1);
            workflow.accepts(id);
        }

        assertThat(delivered).isEqualTo(MOST - 1);
        assertThat(idle.window()).isZero();
        workflow.ends("letter-0", DONE);
        assertThat(consumer.window() + idle.window()).isEqualTo(2);
        both.drain(Duration.ZERO);
        idle.hasDrained();
        timers.advance(Duration.ofSeconds(1));
    }

    private NsqSource sourceOf(List<org.inkstream.pipeline.ingest.nsq.client.NsqConsumer> from) {
        return new NsqSource(
                from,
                MOST,
                ATTEMPTS,
                List.of(new Lane(Runnable::run, workflow), new Lane(Runnable::run, workflow)),
                this::bury,
                Runnable::run,
                timers,
                counts);
    }

    private Future<Void> bury(DeadLetter letter) {
        said.add(
                "bury %s: %s (%d)"
                        .formatted(idOf(letter.delivery()), letter.reason(), letter.attempts()));
        return burial;
    }

    private static String idOf(Delivery delivery) {
        return new String(delivery.value(), StandardCharsets.UTF_8);
    }

    private static final class Workflow implements Intake {
        private final Map<String, Promise<Settlement>> ends = new LinkedHashMap<>();
        private final Map<String, Runnable> accepts = new LinkedHashMap<>();
        private final Map<String, Integer> tries = new LinkedHashMap<>();

        @Override
        public Future<Settlement> accept(Delivery delivery) {
            throw new AssertionError("a doorbell must be told when its letter is accepted");
        }

        @Override
        public Future<Settlement> accept(Delivery delivery, Runnable accepted) {
            Promise<Settlement> end = Promise.promise();
            ends.put(idOf(delivery), end);
            accepts.put(idOf(delivery), accepted);
            tries.merge(idOf(delivery), 1, Integer::sum);
            return end.future();
        }

        void accepts(String id) {
            accepts.get(id).run();
        }

        void ends(String id, Settlement how) {
            ends.get(id).complete(how);
        }

        void fails(String id) {
            ends.get(id).fail("the store is away");
        }

        int tries(String id) {
            return tries.getOrDefault(id, 0);
        }
    }

    private static final class Counts implements SourceMeter {
        private final List<ErrorClass> buried = new ArrayList<>();
        private int redelivered;
        private int tooLate;

        @Override
        public void buried(ErrorClass errorClass) {
            buried.add(errorClass);
        }

        @Override
        public void redelivered() {
            redelivered++;
        }

        @Override
        public void tooLate() {
            tooLate++;
        }
    }
}
