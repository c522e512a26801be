package org.inkstream.pipeline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Run;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

/** Who has a run when beats are late, lost, or looked at too seldom. */
class LapsedLeaseTest {
    private static final Duration WINDOW = Duration.ofMillis(2);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration DEAD_AFTER = Duration.ofSeconds(8);
    private static final Run RUN = Run.first(letter(), "revision", new VirtualTimers().now());

    private final VirtualTimers timers = new VirtualTimers();
    private final MemoryRunStore store = new MemoryRunStore();
    private final MemoryOwnerStore owners = new MemoryOwnerStore();

    @Test
    void a_process_that_could_not_look_for_a_while_takes_nobody_for_dead() {
        OneProcess a = new OneProcess("a", store);
        OneProcess b = new OneProcess("b", store);
        mine(a.opens());
        timers.advance(BEAT.multipliedBy(2));

        b.cutOff = true;
        timers.advance(DEAD_AFTER.multipliedBy(2));
        b.cutOff = false;

        assertThat(b.opens().result()).isEqualTo(new Opened.Elsewhere("a#1"));
    }

    @Test
    void a_lease_that_lapsed_ends_what_is_done_for_a_run_even_if_it_was_renewed() {
        OneProcess a = new OneProcess("a", store);
        OpenRun run = mine(a.opens());

        a.cutOff = true;
        timers.advance(DEAD_AFTER);
        a.cutOff = false;
        timers.advance(BEAT);

        assertThat(a.heartbeat.fresh()).isTrue();
        assertThat(run.confirm().cause()).isInstanceOf(LeaseLapsed.class);
        run.release();
        assertThat(mine(a.opens()).confirm().succeeded()).isTrue();
    }

    @Test
    void an_owner_that_has_come_to_life_again_is_not_robbed_by_whoever_looked_before() {
        OneProcess a = new OneProcess("a", store);
        OneProcess b = new OneProcess("b", store);
        mine(a.opens());
        a.cutOff = true;
        timers.advance(DEAD_AFTER.plus(BEAT.multipliedBy(2)));
        assertThat(b.heartbeat.liveness().isDead(a.heartbeat.me())).isTrue();

        owners.beat(a.heartbeat.me(), 1_000);

        assertThat(b.opens().result()).isEqualTo(new Opened.Elsewhere("a#1"));
    }

    @Test
    void a_run_that_an_earlier_request_of_ours_may_have_taken_is_not_left_to_somebody_else() {
        OneProcess a = new OneProcess("a", store);
        mine(a.opens());
        a.resigns();
        OneProcess b = new OneProcess("b", new Twice());

        Future<Opened> opened = b.opens();

        assertThat(opened.failed()).isTrue();
        assertThat(mine(b.opens()).resumed()).isTrue();
    }

    private static OpenRun mine(Future<Opened> opened) {
        assertThat(opened.result()).isInstanceOf(Opened.Mine.class);
        return ((Opened.Mine) opened.result()).run();
    }

    private static OcrCompleted letter() {
        return OcrCompleted.of(
                "letter",
                "collection",
                "",
                "Dear Sir",
                OcrCompleted.Ocr.UNKNOWN,
                OcrCompleted.File.UNKNOWN,
                new JsonObject(),
                0,
                new JsonObject());
    }

    /** A store to which the first request to take a run over comes twice, as if sent again. */
    private final class Twice implements RunStore {
        private boolean first = true;

        @Override
        public Future<List<Outcome>> write(List<Write> writes) {
            return store.write(writes);
        }

        @Override
        public Future<JsonObject> read(String runId) {
            return store.read(runId);
        }

        @Override
        public Future<JsonObject> takeOver(Claim claim) {
            if (first) {
                first = false;
                store.takeOver(claim);
            }
            return store.takeOver(claim);
        }
    }

    private final class OneProcess {
        private final Heartbeat heartbeat;
        private final StoredJournal journal;
        private boolean cutOff;

        private OneProcess(String name, RunStore runs) {
            heartbeat =
                    Heartbeat.start(new Reached(), name, timers, BEAT, DEAD_AFTER, () -> {})
                            .result();
            journal =
                    new StoredJournal(
                            runs,
                            heartbeat,
                            heartbeat.liveness(),
                            new RunsInThisProcess(),
                            timers,
                            WINDOW);
        }

        private Future<Opened> opens() {
            Future<Opened> opened = journal.open(RUN, List.of());
            timers.advance(WINDOW);
            return opened;
        }

        private void resigns() {
            heartbeat.resign();
        }

        /** The owner store, as long as this process is not cut off from it. */
        private final class Reached implements OwnerStore {
            @Override
            public Future<Owner> register(String name) {
                return owners.register(name);
            }

            @Override
            public Future<Boolean> beat(Owner owner, long counter) {
                return cutOff ? Future.failedFuture("cut off") : owners.beat(owner, counter);
            }

            @Override
            public Future<Map<String, Beat>> beats() {
                return cutOff ? Future.failedFuture("cut off") : owners.beats();
            }

            @Override
            public Future<Void> resign(Owner owner) {
                return owners.resign(owner);
            }
        }
    }
}
