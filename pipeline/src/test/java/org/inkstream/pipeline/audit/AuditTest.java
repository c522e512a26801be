package org.inkstream.pipeline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.inkstream.identity.Ids;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.publish.EventType;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LIMIT = NOON.minusSeconds(600);

    private final SourceSide source = new SourceSide();
    private final EventSide events = new EventSide();
    private final StoreSide store = new StoreSide(events);
    private long offset;

    @Test
    void a_letter_that_was_accepted_journalled_and_stored_is_in_order() {
        accepted("letter");
        store.run(run("letter", "closed", NOON));
        store.current(letter("letter", 1, 0));

        assertThat(report().findings()).isEmpty();
        assertThat(report().agrees()).isTrue();
    }

    @Test
    void a_letter_of_which_nothing_is_known_is_lost() {
        accepted("letter");

        assertThat(report().findings()).containsExactly(new Finding(Problem.LOST, "letter", ""));
    }

    @Test
    void another_text_of_the_same_document_does_not_hide_a_loss() {
        accepted("letter");
        store.run(run("letter", "other text", "closed", NOON));
        store.current(new StoreSide.Letter("letter", "run-letter", "other text", 1, 0, true));

        assertThat(problems()).containsExactly(Problem.LOST);
    }

    @Test
    void what_is_in_the_air_parked_or_buried_is_not_lost() {
        accepted("open");
        store.run(run("open", "open", NOON));
        accepted("parked");
        store.run(run("parked", "parked", NOON));
        store.due("run-parked", "run-parked", "parked");
        buried(offset);
        accepted("buried");

        assertThat(report().findings()).isEmpty();
    }

    @Test
    void a_refused_record_must_be_among_the_dead_letters() {
        buried(7);
        source.refused(origin(7));
        source.refused(origin(8));

        assertThat(report().findings())
                .containsExactly(new Finding(Problem.NOT_BURIED, "ocr.completed-0@8", ""));
    }

    @Test
    void a_run_that_was_given_up_must_be_among_the_dead_letters() {
        accepted("letter");
        store.run(run("letter", "dead", NOON));

        assertThat(problems()).containsExactly(Problem.NOT_BURIED);
    }

    @Test
    void a_letter_is_not_both_enriched_and_dead_unless_it_was_sent_again() {
        buried(offset);
        accepted("both");
        store.current(letter("both", 1, 0));
        buried(offset);
        accepted("replayed");
        source.accepted(origin(offset++), event("replayed"), true, NOON);
        store.current(letter("replayed", 1, 0));

        assertThat(report().findings())
                .containsExactly(new Finding(Problem.ENRICHED_AND_DEAD, "both", ""));
    }

    @Test
    void a_closed_run_has_its_letter_unless_it_changed_nothing() {
        store.run(run("letter", "closed", NOON));
        store.run(
                new StoreSide.Run("run-healing", "healed", "text", "me#1", "closed", NOON, false));

        assertThat(report().findings())
                .containsExactly(new Finding(Problem.NO_LETTER, "letter", "run run-letter"));
    }

    @Test
    void the_letter_of_a_closed_run_may_have_become_history() {
        store.run(run("letter", "closed", NOON));
        store.current(new StoreSide.Letter("letter", "run-2", "text", 2, 0, true));
        store.earlier(letter("letter", 1, 0));

        assertThat(report().findings()).isEmpty();
    }

    @Test
    void the_cost_records_of_a_run_come_to_what_its_letter_says() {
        store.run(run("right", "closed", NOON));
        store.run(run("wrong", "closed", NOON));
        store.current(letter("right", 1, 30));
        store.current(letter("wrong", 1, 30));
        store.cost("1", "right", "run-right", 10);
        store.cost("2", "right", "run-right", 20);
        store.cost("3", "wrong", "run-wrong", 31);

        assertThat(report().findings())
                .containsExactly(
                        new Finding(
                                Problem.COSTS_DIFFER,
                                "wrong",
                                "by -1 pico-dollars, run run-wrong"));
    }

    @Test
    void a_parked_run_has_a_due_entry_and_a_due_entry_has_a_run() {
        store.run(run("sleeper", "parked", NOON));
        store.due("run-nobody", "run-nobody", "nobody");

        assertThat(report().findings())
                .containsExactlyInAnyOrder(
                        new Finding(Problem.NO_DUE_ENTRY, "sleeper", "run run-sleeper"),
                        new Finding(Problem.NO_RUN, "nobody", "run run-nobody"));
    }

    @Test
    void only_a_run_that_is_old_and_whose_owner_is_dead_is_abandoned() {
        store.run(run("young", "open", NOON));
        store.run(run("old", "open", LIMIT.minusSeconds(1)));

        assertThat(problems()).containsExactly(Problem.ABANDONED);
        assertThat(Audit.compare(source, store, owner -> true, LIMIT).agrees()).isTrue();
    }

    @Test
    void a_version_above_the_current_one_is_a_second_current_version() {
        store.current(letter("letter", 2, 0));
        store.earlier(letter("letter", 2, 0));
        store.earlier(letter("letter", 3, 0));

        assertThat(problems()).containsExactly(Problem.TWO_VERSIONS);
    }

    @Test
    void a_letter_that_was_erased_after_it_came_is_not_lost() {
        accepted("erased");
        accepted("sent again");
        store.erased("erased", NOON.plusSeconds(1));
        store.erased("sent again", NOON.minusSeconds(1));

        assertThat(report().findings())
                .containsExactly(new Finding(Problem.LOST, "sent again", ""));
    }

    @Test
    void what_a_closed_run_left_behind_was_announced() {
        hold(Instant.EPOCH);
        events.told(
                EventType.DOCUMENT_ENRICHED,
                eventId(EventType.DOCUMENT_ENRICHED, "letter", 1),
                "letter",
                NOON);
        events.told(EventType.COST_RECORDED, "cost-1", "letter", NOON);
        store.run(run("letter", "closed", NOON));
        store.run(run("in work", "open", NOON));
        store.current(letter("letter", 1, 0));
        store.current(letter("in work", 1, 0));
        store.cost("cost-1", "letter", "run-letter", 0);
        store.cost("cost-2", "letter", "run-letter", 0);
        store.review("letter", "run-letter");

        assertThat(report().findings())
                .containsExactly(
                        new Finding(
                                Problem.NOT_ANNOUNCED,
                                "letter",
                                "no document.quality of run run-letter"),
                        new Finding(
                                Problem.NOT_ANNOUNCED,
                                "letter",
                                "no cost.recorded of run run-letter"),
                        new Finding(
                                Problem.NOT_ANNOUNCED,
                                "letter",
                                "no document.review of run run-letter"));
    }

    @Test
    void events_that_their_topic_has_dropped_are_not_missed() {
        hold(NOON);
        store.run(run("older", "closed", NOON.minusSeconds(1)));
        store.current(letter("older", 1, 0));

        assertThat(report().findings()).isEmpty();
    }

    @Test
    void a_version_that_a_person_has_raised_was_announced_when_it_was_made() {
        hold(Instant.EPOCH);
        for (EventType type : List.of(EventType.DOCUMENT_ENRICHED, EventType.DOCUMENT_QUALITY)) {
            events.told(type, eventId(type, "letter", 1), "letter", NOON);
        }
        store.run(run("letter", "closed", NOON));
        store.current(letter("letter", 3, 0));

        assertThat(report().findings()).isEmpty();
    }

    @Test
    void a_letter_that_was_announced_is_stored_or_was_erased() {
        for (String letter : List.of("gone", "erased")) {
            events.told(EventType.DOCUMENT_ENRICHED, letter, letter, NOON);
        }
        store.erased("erased", NOON.plusSeconds(1));

        assertThat(report().findings())
                .containsExactly(new Finding(Problem.NOT_STORED, "gone", "announced at " + NOON));
    }

    @Test
    void a_dead_letter_that_refers_to_nothing_is_named_unless_it_was_erased() {
        source.gone("lost", "0-7", NOON);
        source.gone("erased", "0-8", NOON);
        store.erased("erased", NOON.plusSeconds(1));

        assertThat(report().findings())
                .containsExactly(new Finding(Problem.TEXT_GONE, "lost", "0-7"));
    }

    @Test
    void the_report_names_the_first_of_each_kind_and_what_to_do() {
        accepted("a");
        accepted("b");
        accepted("c");

        assertThat(String.join("\n", report().lines(2)))
                .contains("3  accepted letters of which nothing is known")
                .contains("and 1 more")
                .contains("→ publish the record again")
                .contains("the books do not agree");
        JsonObject lost = report().toJson(2).getJsonObject("problems").getJsonObject("lost");
        assertThat(lost.getInteger("count")).isEqualTo(3);
        assertThat(lost.getJsonArray("first")).hasSize(2);
    }

    private void hold(Instant since) {
        for (EventType type : EventType.values()) {
            events.holds(type, since);
        }
    }

    private static String eventId(EventType type, String documentId, int version) {
        return Ids.eventId(type.cloudEventsType(), "run-" + documentId, Integer.toString(version));
    }

    private AuditReport report() {
        return Audit.compare(source, store, Set.of()::contains, LIMIT);
    }

    private List<Problem> problems() {
        return report().findings().stream().map(Finding::problem).toList();
    }

    private void buried(long at) {
        source.buried("0-" + at, "", origin(at));
    }

    private void accepted(String documentId) {
        source.accepted(origin(offset++), event(documentId), false, NOON);
    }

    private static Delivery.Origin origin(long offset) {
        return new Delivery.Origin("ocr.completed", 0, offset);
    }

    private static OcrCompleted event(String documentId) {
        return new OcrCompleted(
                documentId,
                "collection",
                "",
                "Dear Sir",
                "text",
                1,
                OcrCompleted.Ocr.UNKNOWN,
                OcrCompleted.File.UNKNOWN,
                new JsonObject(),
                0,
                new JsonObject(),
                Received.NOTHING);
    }

    private static StoreSide.Run run(String documentId, String state, Instant openedAt) {
        return run(documentId, "text", state, openedAt);
    }

    private static StoreSide.Run run(
            String documentId, String text, String state, Instant openedAt) {
        return new StoreSide.Run(
                "run-" + documentId, documentId, text, "me#1", state, openedAt, true);
    }

    private static StoreSide.Letter letter(String documentId, int version, long picoUsd) {
        return new StoreSide.Letter(
                documentId, "run-" + documentId, "text", version, picoUsd, true);
    }
}
