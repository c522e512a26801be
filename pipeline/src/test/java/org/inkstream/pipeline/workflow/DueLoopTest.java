package org.inkstream.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.MemoryDueStore;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DueLoopTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTimers timers = new VirtualTimers();
    private final MemoryDueStore store = new MemoryDueStore();
    private final Map<String, Promise<Settlement>> begun = new LinkedHashMap<>();
    private final List<String> order = new ArrayList<>();
    private final DueLoop loop =
            new DueLoop(
                    store, entry -> !entry.documentId().equals("foreign"), this::work, 2, timers);

    @AfterEach
    void no_timer_is_left_when_it_has_ended() {
        Future<Void> dry = loop.drain();
        List.copyOf(begun.values()).forEach(one -> one.tryComplete(new Settlement.Done()));
        assertThat(dry.succeeded()).isTrue();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void nothing_is_begun_before_it_is_due() {
        put("later", Duration.ofSeconds(5));
        loop.start();

        timers.advance(Duration.ofSeconds(4));
        assertThat(order).isEmpty();
        timers.advance(SECOND);
        assertThat(order).containsExactly("later");
    }

    @Test
    void no_more_are_in_the_air_than_may_be_and_the_next_follows_when_one_has_ended() {
        put("a", Duration.ZERO);
        put("b", Duration.ofMillis(1));
        put("c", Duration.ofMillis(2));
        loop.start();

        timers.advance(SECOND.multipliedBy(3));
        assertThat(order).containsExactly("a", "b");
        end("a");
        timers.advance(SECOND);

        assertThat(order).containsExactly("a", "b", "c");
        assertThat(loop.inTheAir()).isEqualTo(2);
    }

    @Test
    void what_belongs_to_another_event_loop_is_left_to_it() {
        store.entries.put("x", entry("x", "foreign", Duration.ZERO));
        loop.start();

        timers.advance(SECOND.multipliedBy(3));

        assertThat(order).isEmpty();
    }

    @Test
    void what_begins_here_is_not_begun_twice_and_keeps_to_the_bound() {
        put("a", Duration.ZERO);
        loop.beginHere(entry("a", "letter", Duration.ZERO));
        loop.beginHere(entry("b", "foreign", Duration.ofMinutes(1)));
        loop.beginHere(entry("c", "letter", Duration.ofMinutes(1)));
        loop.start();

        timers.advance(SECOND.multipliedBy(3));

        assertThat(order).containsExactly("a", "b");
    }

    @Test
    void what_failed_or_is_held_elsewhere_is_tried_again_after_a_while_and_keeps_nobody_waiting() {
        put("fails", Duration.ZERO);
        put("held", Duration.ofMillis(1));
        put("next", Duration.ofMillis(2));
        loop.start();
        timers.advance(SECOND);

        begun.get("fails").fail("the store is gone");
        begun.get("held").complete(new Settlement.RetryLater(SECOND, "owned by another"));
        timers.advance(SECOND);
        assertThat(order).containsExactly("fails", "held", "next");

        timers.advance(SECOND.multipliedBy(4));
        assertThat(order).containsExactly("fails", "held", "next", "fails");
    }

    @Test
    void a_drain_begins_nothing_more_and_ends_with_what_is_in_the_air() {
        put("a", Duration.ZERO);
        loop.start();
        timers.advance(SECOND);
        put("b", Duration.ZERO);

        Future<Void> dry = loop.drain();
        timers.advance(SECOND.multipliedBy(3));
        assertThat(dry.isComplete()).isFalse();
        end("a");

        assertThat(dry.succeeded()).isTrue();
        assertThat(order).containsExactly("a");
    }

    private Future<Settlement> work(DueStore.Entry entry) {
        order.add(entry.id());
        Promise<Settlement> end = Promise.promise();
        begun.put(entry.id(), end);
        return end.future();
    }

    private void end(String id) {
        store.remove(id);
        begun.get(id).complete(new Settlement.Done());
    }

    private void put(String id, Duration fromNow) {
        store.put(entry(id, "letter", fromNow));
    }

    private DueStore.Entry entry(String id, String documentId, Duration fromNow) {
        return new DueStore.Entry(
                id,
                DueStore.Kind.RETRY,
                documentId,
                "collection",
                timers.now().plus(fromNow),
                new JsonObject());
    }
}
