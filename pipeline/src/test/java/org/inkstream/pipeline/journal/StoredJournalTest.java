package org.inkstream.pipeline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.inkstream.money.ModelUsage;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.PastAttempts;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredJournalTest {
    private static final Duration WINDOW = Duration.ofMillis(2);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration DEAD_AFTER = Duration.ofSeconds(8);
    private static final Map<String, String> HEADERS = Map.of("ce_id", "1");

    private final VirtualTimers timers = new VirtualTimers();
    private final MemoryRunStore store = new MemoryRunStore();
    private final MemoryOwnerStore owners = new MemoryOwnerStore();

    @AfterEach
    void no_timer_outlives_a_write() {
        processes.forEach(process -> process.heartbeat.resign());
        timers.advance(BEAT.multipliedBy(2));
        assertThat(timers.pending()).isZero();
    }

    private final List<OneProcess> processes = new java.util.ArrayList<>();

    @Test
    void a_new_run_is_ours_and_its_intents_are_kept_in_the_same_write() {
        OneProcess a = process("a");

        Opened opened = done(a.journal.open(run("letter"), List.of("extract_people")));

        assertThat(mine(opened).resumed()).isFalse();
        assertThat(mine(opened).intended()).containsExactly("extract_people");
        assertThat(store.bulks).hasSize(1);
        assertThat(onlyRun().getJsonObject("steps").getJsonObject("extract_people"))
                .isEqualTo(new JsonObject().put("intent", true));
    }

    @Test
    void changes_to_one_run_inside_the_window_are_one_write() {
        OpenRun run = mine(done(process("a").journal.open(run("letter"), List.of())));
        store.bulks.clear();

        Future<Void> first = run.record(result("extract_people"), true);
        Future<Void> second = run.record(result("extract_keywords"), true);
        timers.advance(WINDOW);

        assertThat(first.succeeded()).isTrue();
        assertThat(second.succeeded()).isTrue();
        assertThat(store.bulks).hasSize(1);
        assertThat(store.bulks.get(0)).hasSize(1);
    }

    @Test
    void a_result_that_cost_nothing_travels_with_the_next_write() {
        OpenRun run = mine(done(process("a").journal.open(run("letter"), List.of())));
        store.bulks.clear();

        assertThat(run.record(result("extract_people"), false).succeeded()).isTrue();
        timers.advance(WINDOW);
        assertThat(store.bulks).isEmpty();
        done(run.record(result("extract_keywords"), true));

        assertThat(onlyRun().getJsonObject("steps").fieldNames())
                .containsExactlyInAnyOrder("extract_people", "extract_keywords");
    }

    @Test
    void a_run_that_somebody_living_holds_is_left_alone() {
        OneProcess a = process("a");
        OneProcess b = process("b");
        done(a.journal.open(run("letter"), List.of()));
        timers.advance(Duration.ofSeconds(30));

        Opened opened = done(b.journal.open(run("letter"), List.of()));

        assertThat(opened).isEqualTo(new Opened.Elsewhere("a#1"));
    }

    @Test
    void a_run_of_a_dead_owner_is_taken_with_its_results_after_its_beat_stood_still() {
        OneProcess a = process("a");
        OpenRun before = mine(done(a.journal.open(run("letter"), List.of("a_tool", "b_tool"))));
        done(before.record(result("a_tool"), true));
        OneProcess b = process("b");
        timers.advance(BEAT.multipliedBy(3));

        a.dies();
        timers.advance(DEAD_AFTER.minus(BEAT.multipliedBy(2)));
        assertThat(done(b.journal.open(run("letter"), List.of())))
                .isInstanceOf(Opened.Elsewhere.class);
        timers.advance(BEAT.multipliedBy(3));
        OpenRun taken = mine(done(b.journal.open(run("letter"), List.of())));

        assertThat(taken.resumed()).isTrue();
        assertThat(taken.results()).containsOnlyKeys("a_tool");
        assertThat(taken.intended()).containsExactly("b_tool");
        assertThat(failure(before.record(result("b_tool"), true))).isInstanceOf(RunTakenOver.class);
    }

    @Test
    void a_restart_under_the_same_name_takes_the_run_at_once() {
        OneProcess first = process("a");
        done(first.journal.open(run("letter"), List.of()));

        first.dies();
        OneProcess second = process("a");
        Opened opened = done(second.journal.open(run("letter"), List.of()));

        assertThat(mine(opened).resumed()).isTrue();
        assertThat(first.wasDeposed).isFalse();
    }

    @Test
    void a_deposed_process_hears_of_it_with_its_next_beat() {
        OneProcess first = process("a");

        process("a");
        timers.advance(BEAT);

        assertThat(first.wasDeposed).isTrue();
    }

    @Test
    void a_closed_run_is_never_opened_again() {
        OneProcess a = process("a");
        OpenRun run = mine(done(a.journal.open(run("letter"), List.of())));

        done(run.close(new JsonObject().put("verdict", "publish")));

        assertThat(done(a.journal.open(run("letter"), List.of())))
                .isInstanceOf(Opened.Closed.class);
    }

    @Test
    void a_closed_run_keeps_what_was_paid_for_and_the_event_as_it_came() {
        OneProcess a = process("a");
        OpenRun run = mine(done(a.journal.open(run("letter"), List.of("a_tool"))));
        done(run.record(result("a_tool"), true));
        done(run.record(result("free_tool"), false));

        done(run.close(new JsonObject()));

        assertThat(store.toolsWithResults()).containsExactly("a_tool");
        assertThat(Received.fromJson(onlyRun().getJsonObject("event")).topic()).isEqualTo("ocr");
    }

    @Test
    void a_parked_run_belongs_to_nobody_and_goes_on_in_any_process_where_it_stood() {
        OneProcess a = process("a");
        OneProcess b = process("b");
        OpenRun run = mine(done(a.journal.open(run("letter"), List.of("a_tool", "b_tool"))));
        done(run.record(result("a_tool"), true));
        Instant due = timers.now().plusSeconds(60);
        PastAttempts tried =
                new PastAttempts(
                        "b_tool",
                        2,
                        1,
                        List.of(),
                        List.of(new PastAttempts.Failure(2, "overloaded", "busy", timers.now())));

        done(run.park(List.of(tried), due));

        assertThat(done(b.journal.open(run("letter"), List.of())))
                .isEqualTo(new Opened.Parked(due));
        Resumed.Mine resumed = (Resumed.Mine) done(b.journal.resume(run("letter").id()));
        assertThat(resumed.open().results()).containsOnlyKeys("a_tool");
        assertThat(resumed.open().intended()).isEmpty();
        assertThat(resumed.open().past()).containsExactly(Map.entry("b_tool", tried));
        assertThat(resumed.event().headers()).containsEntry("ce_id", "1");
        assertThat(resumed.run().apply(run("letter").event())).isEqualTo(run("letter"));
        assertThat(failure(run.close(new JsonObject()))).isInstanceOf(RunTakenOver.class);
        assertThat(done(a.journal.resume(run("letter").id())))
                .isEqualTo(new Resumed.Elsewhere("b#1"));
    }

    @Test
    void what_came_of_a_failed_attempt_outlives_its_owner_and_is_no_call_in_the_air() {
        OneProcess a = process("a");
        OpenRun run = mine(done(a.journal.open(run("letter"), List.of("a_tool", "b_tool"))));
        PastAttempts tried = PastAttempts.of(failed("b_tool"));

        done(run.tried(tried));
        run.release();

        OpenRun again = mine(done(a.journal.open(run("letter"), List.of())));
        assertThat(again.intended()).containsExactly("a_tool");
        assertThat(again.past()).containsExactly(Map.entry("b_tool", tried));
    }

    @Test
    void a_lost_call_is_counted_once_however_many_owners_die_before_it_is_made_again() {
        OneProcess a = process("a");
        OpenRun first = mine(done(a.journal.open(run("letter"), List.of("a_tool"))));
        first.release();
        OpenRun second = mine(done(a.journal.open(run("letter"), List.of())));

        done(second.lose(Map.of("a_tool", 1)));
        second.release();

        OpenRun third = mine(done(a.journal.open(run("letter"), List.of())));
        assertThat(third.intended()).isEmpty();
        assertThat(third.lost()).containsExactly(Map.entry("a_tool", 1));
    }

    @Test
    void a_buried_run_is_not_worked_on_again() {
        OneProcess a = process("a");
        OpenRun run = mine(done(a.journal.open(run("letter"), List.of())));

        done(run.bury("it kills"));

        assertThat(done(a.journal.open(run("letter"), List.of())))
                .isEqualTo(new Opened.Dead("it kills"));
        assertThat(done(a.journal.resume(run("letter").id()))).isEqualTo(new Resumed.Over());
    }

    @Test
    void a_replay_brings_a_dead_run_back_once_with_what_ended_well_and_what_the_rest_cost() {
        OneProcess a = process("a");
        OpenRun run = mine(done(a.journal.open(run("letter"), List.of("a_tool", "b_tool"))));
        done(run.record(result("a_tool"), true));
        done(run.record(failed("b_tool"), true));
        done(run.bury("it kills"));

        OpenRun again = mine(done(a.journal.open(replayed("0-7@noon"), List.of())));

        assertThat(again.results()).containsOnlyKeys("a_tool");
        assertThat(again.intended()).isEmpty();
        assertThat(again.deaths()).isZero();
        PastAttempts tried = again.past().get("b_tool");
        assertThat(tried.attempts()).isEqualTo(3);
        assertThat(tried.retries()).isZero();
        assertThat(tried.usage()).isEqualTo(failed("b_tool").usage());
        done(again.bury("it kills"));
        assertThat(done(a.journal.open(replayed("0-7@noon"), List.of())))
                .isInstanceOf(Opened.Dead.class);
        assertThat(done(a.journal.open(run("letter"), List.of()))).isInstanceOf(Opened.Dead.class);
        assertThat(mine(done(a.journal.open(replayed("0-7@one"), List.of()))).resumed()).isTrue();
    }

    @Test
    void a_call_after_a_replay_that_nobody_heard_of_is_known_to_have_been_intended() {
        OneProcess a = process("a");
        OpenRun run = mine(done(a.journal.open(run("letter"), List.of("b_tool"))));
        done(run.record(failed("b_tool"), true));
        done(run.bury("it kills"));
        OpenRun again = mine(done(a.journal.open(replayed("0-7@noon"), List.of())));

        done(again.intend(List.of("b_tool")));
        again.release();

        assertThat(mine(done(a.journal.open(replayed("0-7@noon"), List.of()))).intended())
                .containsExactly("b_tool");
    }

    @Test
    void runs_over_which_processes_died_are_worked_on_one_at_a_time() {
        for (int death = 0; death <= StoredJournal.SUSPECT_FROM; death++) {
            OneProcess victim = process("a");
            done(victim.journal.open(run("killer"), List.of()));
            done(victim.journal.open(run("bystander"), List.of()));
            victim.dies();
        }
        OneProcess last = process("a");

        OpenRun first = mine(done(last.journal.open(run("bystander"), List.of())));
        Opened second = done(last.journal.open(run("killer"), List.of()));

        assertThat(first.deaths()).isGreaterThan(StoredJournal.SUSPECT_FROM);
        assertThat(second).isInstanceOf(Opened.Elsewhere.class);
        done(first.close(new JsonObject()));
        assertThat(mine(done(last.journal.open(run("killer"), List.of()))).deaths())
                .isEqualTo(first.deaths());
    }

    @Test
    void an_owner_that_left_in_order_is_no_death_even_after_a_restart_under_its_name() {
        OneProcess before = process("a");
        done(before.journal.open(run("letter"), List.of()));
        done(before.heartbeat.resign());

        OneProcess after = process("a");

        assertThat(mine(done(after.journal.open(run("letter"), List.of()))).deaths()).isZero();
    }

    @Test
    void a_run_is_worked_on_once_in_a_process_even_if_it_is_delivered_twice() {
        OneProcess a = process("a");
        done(a.journal.open(run("letter"), List.of()));

        Opened second = done(a.journal.open(run("letter"), List.of()));

        assertThat(second).isEqualTo(new Opened.Elsewhere("a#1"));
    }

    @Test
    void an_opening_whose_answer_was_lost_is_read_again_with_what_it_holds() {
        OneProcess a = process("a");
        store.losesAnswers(true);
        Future<Opened> lost = a.journal.open(run("letter"), List.of("a_tool"));
        timers.advance(WINDOW);
        assertThat(lost.failed()).isTrue();
        store.losesAnswers(false);

        OpenRun again = mine(done(a.journal.open(run("letter"), List.of("a_tool"))));

        assertThat(again.resumed()).isTrue();
        assertThat(again.intended()).containsExactly("a_tool");
    }

    @Test
    void a_process_that_was_suspended_does_nothing_more_for_a_run_that_others_took() {
        OneProcess a = process("a");
        OpenRun run = mine(done(a.journal.open(run("letter"), List.of())));
        OneProcess b = process("b");
        timers.advance(BEAT);

        a.dies();
        timers.advance(DEAD_AFTER.plus(BEAT));
        mine(done(b.journal.open(run("letter"), List.of())));

        assertThat(failure(run.confirm())).isInstanceOf(LeaseLapsed.class);
        assertThat(failure(run.record(result("a_tool"), true))).isInstanceOf(RunTakenOver.class);
    }

    @Test
    void a_lease_is_fresh_only_while_beats_are_acknowledged() {
        OneProcess a = process("a");
        timers.advance(BEAT.multipliedBy(3));
        assertThat(a.heartbeat.fresh()).isTrue();

        owners.reachable(false);
        timers.advance(DEAD_AFTER);
        assertThat(a.heartbeat.fresh()).isFalse();

        owners.reachable(true);
        timers.advance(BEAT);
        assertThat(a.heartbeat.fresh()).isTrue();
    }

    private OneProcess process(String name) {
        OneProcess process = new OneProcess(name);
        processes.add(process);
        return process;
    }

    private static Run replayed(String replay) {
        return run("letter", Map.of(Received.REPLAYED_FROM, replay));
    }

    private static Run run(String documentId) {
        return run(documentId, HEADERS);
    }

    private static Run run(String documentId, Map<String, String> headers) {
        OcrCompleted event =
                OcrCompleted.of(
                        documentId,
                        "collection",
                        "",
                        "Dear Sir",
                        OcrCompleted.Ocr.UNKNOWN,
                        OcrCompleted.File.UNKNOWN,
                        new JsonObject(),
                        0,
                        new JsonObject());
        Received record = Received.of("{}".getBytes(StandardCharsets.UTF_8), headers, "ocr", 3, 17);
        return Run.first(event.as(record), "revision", new VirtualTimers().now());
    }

    private static StepResult result(String tool) {
        return new StepResult(
                tool,
                "agent",
                StepResult.Ending.ACTUAL,
                "",
                "",
                1,
                Duration.ofMillis(5),
                new JsonObject().put("a.b", "$c"),
                List.of(ModelUsage.ofRules("rules/1", Duration.ZERO)));
    }

    private static StepResult failed(String tool) {
        return new StepResult(
                tool,
                "agent",
                StepResult.Ending.FAILED,
                "timeout",
                "no answer",
                3,
                Duration.ofMillis(5),
                new JsonObject(),
                List.of(ModelUsage.ofRules("rules/1", Duration.ZERO)));
    }

    private JsonObject onlyRun() {
        assertThat(store.stored).hasSize(1);
        return store.stored.values().iterator().next();
    }

    private static OpenRun mine(Opened opened) {
        assertThat(opened).isInstanceOf(Opened.Mine.class);
        return ((Opened.Mine) opened).run();
    }

    private <T> T done(Future<T> work) {
        timers.advance(WINDOW);
        assertThat(work.succeeded()).as("%s", work.cause()).isTrue();
        return work.result();
    }

    private Throwable failure(Future<?> work) {
        timers.advance(WINDOW);
        assertThat(work.failed()).isTrue();
        return work.cause();
    }

    /** One simulated process: its beat and its journal, over the shared stores. */
    private final class OneProcess {
        private final Map<String, Boolean> gate = new java.util.HashMap<>(Map.of("alive", true));
        private final Heartbeat heartbeat;
        private final StoredJournal journal;
        private boolean wasDeposed;

        private OneProcess(String name) {
            OwnerStore whileAlive = new WhileAlive();
            heartbeat =
                    Heartbeat.start(
                                    whileAlive,
                                    name,
                                    timers,
                                    BEAT,
                                    DEAD_AFTER,
                                    () -> wasDeposed = true)
                            .result();
            journal =
                    new StoredJournal(
                            store,
                            heartbeat,
                            heartbeat.liveness(),
                            new RunsInThisProcess(),
                            timers,
                            WINDOW);
        }

        private void dies() {
            gate.put("alive", false);
        }

        /** The owner store as long as this process lives; a dead process reaches nothing. */
        private final class WhileAlive implements OwnerStore {
            @Override
            public Future<Owner> register(String name) {
                return owners.register(name);
            }

            @Override
            public Future<Boolean> beat(Owner owner, long counter) {
                return gate.get("alive")
                        ? owners.beat(owner, counter)
                        : Future.failedFuture("the process is dead");
            }

            @Override
            public Future<Map<String, Beat>> beats() {
                return owners.beats();
            }

            @Override
            public Future<Void> resign(Owner owner) {
                return owners.resign(owner);
            }
        }
    }
}
