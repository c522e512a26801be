package org.inkstream.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.document.Letters.aLetter;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.inkstream.pipeline.document.Run;
import org.junit.jupiter.api.Test;

class AssemblingTest {
    @Test
    void the_loop_goes_on_while_a_letter_is_put_together() {
        Deque<Runnable> elsewhere = new ArrayDeque<>();
        Assembling assembling =
                new Assembling(
                        work -> {
                            Promise<Finished> done = Promise.promise();
                            elsewhere.add(() -> done.complete(work.get()));
                            return done.future();
                        },
                        (run, steps, now) -> named("put together"));

        Future<Finished> assembled = assembling.assemble(aRun(), List.of(), Instant.EPOCH);

        assertThat(assembled.isComplete()).as("before anybody took it up").isFalse();
        elsewhere.remove().run();
        assertThat(assembled.result().document()).isEqualTo(named("put together").document());
    }

    @Test
    void a_bug_is_told_as_what_it_is() {
        IllegalStateException bug = new IllegalStateException("no such field");
        Assembling assembling =
                Assembling.here(
                        (run, steps, now) -> {
                            throw bug;
                        });

        assertThat(assembling.assemble(aRun(), List.of(), Instant.EPOCH).cause())
                .isInstanceOfSatisfying(
                        Assembling.CannotAssemble.class,
                        cannot -> assertThat(cannot.bug()).isSameAs(bug));
    }

    @Test
    void nobody_is_left_to_do_it_when_the_process_ends() {
        Assembling assembling =
                new Assembling(
                        work -> {
                            throw new RejectedExecutionException("closed");
                        },
                        (run, steps, now) -> named("never"));

        assertThat(assembling.assemble(aRun(), List.of(), Instant.EPOCH).cause())
                .isInstanceOf(ProcessEnds.class);
    }

    private static Run aRun() {
        return Run.first(aLetter(), "revision", Instant.EPOCH);
    }

    private static Finished named(String name) {
        return new Finished(
                new JsonObject().put("_id", name),
                Map.of(),
                List.of(),
                List.of(),
                version -> List.of(),
                new JsonObject());
    }
}
