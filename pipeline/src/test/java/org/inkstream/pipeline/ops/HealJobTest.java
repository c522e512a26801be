package org.inkstream.pipeline.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.inkstream.identity.Ids;
import org.inkstream.money.Money;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.MemoryDueStore;
import org.inkstream.pipeline.journal.MemoryOwnerStore;
import org.inkstream.pipeline.journal.MemoryRunStore;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.workflow.HealCandidate;
import org.inkstream.pipeline.workflow.HealCandidates;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealJobTest {
    private static final long COST = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final VirtualTimers timers = new VirtualTimers();
    private final MemoryRunStore runs = new MemoryRunStore();
    private final MemoryDueStore due = new MemoryDueStore();
    private final MemoryOwnerStore owners = new MemoryOwnerStore();
    private final Map<String, HealCandidate> stored = new TreeMap<>();
    private final List<String> worked = new ArrayList<>();

    @AfterEach
    void no_timer_is_left() {
        assertThat(timers.pending()).isZero();
    }

    @Test
    void letters_are_planned_at_the_rate_with_the_tools_that_failed() {
        letter("a");
        letter("b");
        letter("c");

        HealReport report = done(job(30, false, 0).run(stored.values()));

        assertThat(report.isComplete()).isTrue();
        assertThat(report.toJson().getInteger("planned")).isEqualTo(3);
        assertThat(entries())
                .extracting(DueStore.Entry::dueAt)
                .containsExactly(
                        timers.now(), timers.now().plusSeconds(2), timers.now().plusSeconds(4));
        assertThat(entries().get(0).runId()).isEqualTo("run-a");
        assertThat(entries().get(0).kind()).isEqualTo(DueStore.Kind.HEAL);
        assertThat(entries().get(0).details().getJsonArray("tools"))
                .isEqualTo(new JsonArray().add("extract_people"));
    }

    @Test
    void a_letter_whose_event_is_gone_is_named_and_not_planned() {
        letter("a");
        runs.stored.get("run-a").remove("event");

        HealReport report = done(job(60, false, 0).run(stored.values()));

        assertThat(report.isComplete()).isFalse();
        assertThat(report.lines()).anyMatch(line -> line.contains("a: the journal does not hold"));
        assertThat(due.entries).isEmpty();
    }

    @Test
    void it_waits_until_the_workers_have_ended_all_and_says_how() {
        letter("good");
        letter("bad");
        Future<HealReport> job = job(6_000, true, 0).run(stored.values());
        timers.advance(Duration.ofSeconds(3));
        assertThat(job.isComplete()).isFalse();

        work("bad", summary(false, "extract_people: no answer"));
        work("good", summary(true));
        timers.advance(Duration.ofSeconds(1));

        HealReport report = done(job);
        assertThat(report.line()).startsWith("1 of 2 letters healed, 1 not");
        assertThat(report.lines())
                .anyMatch(line -> line.contains("bad: extract_people: no answer"));
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void passes_that_changed_nothing_are_not_taken_for_the_one_that_was_planned() {
        letter("a");
        work("a", summary(false, "extract_people: no answer"));
        Future<HealReport> job = job(60, true, 0).run(stored.values());
        timers.advance(Duration.ofSeconds(3));
        assertThat(job.isComplete()).isFalse();

        work("a", summary(true));
        timers.advance(Duration.ofSeconds(1));

        assertThat(done(job).isComplete()).isTrue();
    }

    @Test
    void a_letter_that_has_become_another_one_is_not_waited_for() {
        letter("a");
        Future<HealReport> job = job(60, true, 0).run(List.copyOf(stored.values()));
        timers.advance(Duration.ofSeconds(3));

        stored.remove("a");
        due.entries.clear();
        timers.advance(Duration.ofSeconds(15));

        assertThat(done(job).lines()).anyMatch(line -> line.contains("a: it is another one now"));
    }

    @Test
    void nothing_more_is_planned_once_the_budget_is_used_up() {
        for (int i = 0; i < 100; i++) {
            letter("letter-%02d".formatted(i));
        }
        Future<HealReport> job = job(60_000, false, 30 * COST).run(stored.values());

        for (int i = 0; i < 100 && !job.isComplete(); i++) {
            entries().stream()
                    .map(DueStore.Entry::documentId)
                    .filter(document -> !worked.contains(document))
                    .limit(5)
                    .toList()
                    .forEach(document -> work(document, summary(true)));
            owners.beats.put("worker", new OwnerStore.Beat(1, i, false));
            timers.advance(Duration.ofSeconds(1));
        }

        HealReport report = done(job);
        assertThat(worked).hasSizeBetween(30, 50);
        assertThat(report.cost()).isEqualTo(new Money(worked.size() * COST));
        assertThat(report.isComplete()).isFalse();
        assertThat(report.lines()).anyMatch(line -> line.contains("the budget is used up"));
    }

    @Test
    void it_does_not_wait_for_ever_where_no_process_works() {
        letter("a");
        owners.beats.put("left", new OwnerStore.Beat(7, 7, true));
        owners.beats.put("dead", new OwnerStore.Beat(3, 41, false));
        Future<HealReport> job = job(60, true, 0).run(stored.values());
        timers.advance(PATIENCE.minusSeconds(1));
        assertThat(job.isComplete()).isFalse();

        timers.advance(Duration.ofSeconds(2));

        HealReport report = done(job);
        assertThat(report.isComplete()).isFalse();
        assertThat(report.lines())
                .anyMatch(line -> line.contains("'inkstream worker'"))
                .anyMatch(line -> line.startsWith("1 letters stay planned"));
        assertThat(due.entries).containsOnlyKeys("heal:run-a");
    }

    @Test
    void it_waits_as_long_as_a_process_lives_and_as_it_takes_to_start_one_again() {
        letter("a");
        Future<HealReport> job = job(60, true, 0).run(stored.values());

        for (int beat = 1; beat <= 10; beat++) {
            timers.advance(PATIENCE.minusSeconds(2));
            owners.beats.put("worker", new OwnerStore.Beat(1, beat, false));
            timers.advance(Duration.ofSeconds(1));
        }
        assertThat(job.isComplete()).isFalse();
        work("a", summary(true));
        timers.advance(Duration.ofSeconds(1));

        assertThat(done(job).isComplete()).isTrue();
    }

    private HealJob job(double perMinute, boolean wait, long budgetPico) {
        return new HealJob(
                new Stored(),
                runs,
                due,
                owners,
                timers,
                new HealJob.Orders(
                        perMinute,
                        new Money(budgetPico),
                        budgetPico > 0,
                        wait || budgetPico > 0,
                        PATIENCE),
                report -> {});
    }

    private void letter(String documentId) {
        stored.put(
                documentId,
                new HealCandidate(
                        documentId,
                        "collection",
                        "run-" + documentId,
                        "text",
                        "revision",
                        1,
                        Set.of("extract_people")));
        runs.stored.put(
                "run-" + documentId,
                run("run-" + documentId).put("event", new JsonObject().put("value", "Dear Sir")));
    }

    /** What a worker does with the next pass over a letter. */
    private void work(String documentId, JsonObject summary) {
        int pass = 2;
        while (runs.stored.containsKey(passId(documentId, pass))) {
            pass++;
        }
        String id = passId(documentId, pass);
        runs.stored.put(id, run(id).put("summary", summary));
        worked.add(documentId);
    }

    private static String passId(String documentId, int pass) {
        return Ids.runId(documentId, "text", "revision", pass);
    }

    private static JsonObject run(String id) {
        return new JsonObject().put("_id", id).put("state", "closed");
    }

    private static JsonObject summary(boolean saved, String... failed) {
        return new JsonObject()
                .put("saved", saved)
                .put("failed", new JsonArray(List.of(failed)))
                .put("cost_pico_usd", COST);
    }

    private List<DueStore.Entry> entries() {
        return due.entries.values().stream()
                .sorted(Comparator.comparing(DueStore.Entry::dueAt))
                .toList();
    }

    private static <T> T done(Future<T> work) {
        assertThat(work.succeeded()).as("%s", work.cause()).isTrue();
        return work.result();
    }

    private final class Stored implements HealCandidates {
        @Override
        public Future<Void> forEach(Consumer<HealCandidate> reader) {
            stored.values().forEach(reader);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> one(String documentId, Consumer<HealCandidate> reader) {
            if (stored.containsKey(documentId)) {
                reader.accept(stored.get(documentId));
            }
            return Future.succeededFuture();
        }
    }
}
