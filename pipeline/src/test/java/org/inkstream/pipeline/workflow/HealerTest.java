package org.inkstream.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.inkstream.config.HealSettings;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.MemoryDueStore;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealerTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final MemoryDueStore due = new MemoryDueStore();
    private final List<UnhealedLetters.Letter> noted = new ArrayList<>();
    private final List<String> planned = new ArrayList<>();
    private Healer healer = healer(new HealSettings(true, 60, 100, 4, 10));

    @AfterEach
    void no_timer_is_left() {
        healer.stop();

        assertThat(timers.pending()).isZero();
    }

    @Test
    void letters_that_an_agent_failed_while_it_was_away_are_spread_over_time() {
        Instant away = timers.now();
        note("a", "entity", Duration.ofSeconds(1));
        note("b", "entity", Duration.ofSeconds(2));
        note("c", "context", Duration.ofSeconds(2));
        timers.advance(Duration.ofMinutes(1));

        healer.agentIsBack("entity", away);

        assertThat(due.entries).containsOnlyKeys("heal:run-a", "heal:run-b");
        DueStore.Entry first = due.entries.get("heal:run-a");
        assertThat(first.kind()).isEqualTo(DueStore.Kind.HEAL);
        assertThat(first.documentId()).isEqualTo("a");
        assertThat(first.dueAt()).isEqualTo(timers.now());
        assertThat(due.entries.get("heal:run-b").dueAt()).isEqualTo(timers.now().plusSeconds(1));
        assertThat(planned).containsExactly("entity", "entity");
    }

    @Test
    void what_failed_long_before_is_left_to_the_command() {
        note("old", "entity", Duration.ZERO);
        timers.advance(Duration.ofHours(1));

        healer.agentIsBack("entity", timers.now().minusSeconds(30));

        assertThat(due.entries).isEmpty();
    }

    @Test
    void a_letter_that_ends_after_the_agent_is_back_is_found_as_well() {
        Instant away = timers.now();
        timers.advance(Duration.ofMinutes(1));
        healer.agentIsBack("entity", away);

        note("slow", "entity", Duration.ofSeconds(-5));
        timers.advance(Duration.ofMinutes(2));

        assertThat(due.entries).containsOnlyKeys("heal:run-slow");
    }

    @Test
    void a_letter_is_planned_once_however_many_notice_the_return() {
        Instant away = timers.now();
        note("a", "entity", Duration.ZERO);
        timers.advance(Duration.ofSeconds(5));
        Healer other = healer(new HealSettings(true, 60, 100, 4, 10));

        healer.agentIsBack("entity", away);
        Instant at = due.entries.get("heal:run-a").dueAt();
        timers.advance(Duration.ofMinutes(3));
        other.agentIsBack("entity", away);
        other.stop();

        assertThat(due.entries.get("heal:run-a").dueAt()).isEqualTo(at);
        assertThat(planned).hasSize(1);
    }

    @Test
    void no_more_letters_are_planned_than_the_settings_allow() {
        healer = healer(new HealSettings(true, 60, 3, 4, 10));
        Instant away = timers.now();
        for (int i = 0; i < 9; i++) {
            note("letter-" + i, "entity", Duration.ofSeconds(i));
        }
        timers.advance(Duration.ofMinutes(1));

        healer.agentIsBack("entity", away);
        timers.advance(Duration.ofHours(1));

        assertThat(due.entries)
                .containsOnlyKeys("heal:run-letter-0", "heal:run-letter-1", "heal:run-letter-2");
    }

    @Test
    void nothing_happens_by_itself_where_that_is_switched_off() {
        healer = healer(new HealSettings(false, 60, 100, 4, 10));
        note("a", "entity", Duration.ZERO);

        healer.agentIsBack("entity", timers.now());

        assertThat(due.entries).isEmpty();
    }

    @Test
    void an_agent_is_tried_with_the_oldest_letter_that_nobody_has_planned_yet() {
        Instant away = timers.now();
        note("b", "entity", Duration.ofSeconds(2));
        note("c", "entity", Duration.ofSeconds(3));
        note("a", "entity", Duration.ofSeconds(1));
        timers.advance(Duration.ofMinutes(1));
        DueStore.Entry planned =
                DueStore.Entry.toHeal("run-a", "a", "collection", timers.now(), new JsonObject());
        due.entries.put(planned.id(), planned);
        List<DueStore.Entry> begun = new ArrayList<>();

        healer.tryAgent("entity", away, begun::add);

        assertThat(begun).extracting(DueStore.Entry::documentId).containsExactly("b");
        assertThat(due.entries).containsOnlyKeys("heal:run-a", "heal:run-b");
        assertThat(due.entries.get("heal:run-b").dueAt()).isAfter(timers.now());
    }

    @Test
    void no_agent_is_tried_where_nothing_is_to_be_healed_or_may_be() {
        List<DueStore.Entry> begun = new ArrayList<>();
        healer.tryAgent("entity", timers.now(), begun::add);
        healer = healer(new HealSettings(false, 60, 100, 4, 10));
        note("a", "entity", Duration.ZERO);

        healer.tryAgent("entity", timers.now(), begun::add);

        assertThat(begun).isEmpty();
        assertThat(due.entries).isEmpty();
    }

    private Healer healer(HealSettings settings) {
        return new Healer(new Noted(), due, timers, settings, planned::add);
    }

    /**
     * @param fromNow when its tool failed
     */
    private void note(String documentId, String agent, Duration fromNow) {
        noted.add(
                new UnhealedLetters.Letter(
                        documentId,
                        "collection",
                        "run-" + documentId,
                        1,
                        Set.of("a_tool"),
                        Set.of(agent),
                        timers.now().plus(fromNow)));
    }

    private final class Noted implements UnhealedLetters {
        @Override
        public Future<Void> put(Letter letter) {
            noted.add(letter);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> remove(String documentId) {
            noted.removeIf(letter -> letter.documentId().equals(documentId));
            return Future.succeededFuture();
        }

        @Override
        public Future<List<Letter>> ofAgent(
                String agent, Instant from, Instant to, int passes, int limit) {
            return Future.succeededFuture(
                    noted.stream()
                            .filter(letter -> letter.agents().contains(agent))
                            .filter(letter -> !letter.failedAt().isBefore(from))
                            .filter(letter -> !letter.failedAt().isAfter(to))
                            .filter(letter -> letter.pass() < passes)
                            .sorted(Comparator.comparing(Letter::failedAt))
                            .limit(limit)
                            .toList());
        }
    }
}
