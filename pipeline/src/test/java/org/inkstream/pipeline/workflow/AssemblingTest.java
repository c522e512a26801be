package org.inkstream.pipeline.workflow;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.document.Letters.aLetter;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.inkstream.pipeline.document.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AssemblingTest {
    private static final String ELSEWHERE = "elsewhere";

    private final ExecutorService threads =
            Executors.newSingleThreadExecutor(work -> new Thread(work, ELSEWHERE));

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void the_loop_goes_on_while_a_letter_is_put_together() {
        BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
        CountDownLatch loopWentOn = new CountDownLatch(1);
        Assembling assembling =
                Assembling.on(
                        threads,
                        loop::add,
                        (run, steps, now) -> {
                            awaited(loopWentOn);
                            return named(Thread.currentThread().getName());
                        });

        Future<Finished> assembled = assembling.assemble(aRun(), List.of(), Instant.EPOCH);
        loopWentOn.countDown();
        Runnable turn = next(loop);

        assertThat(assembled.isComplete()).as("before the loop has its turn").isFalse();
        turn.run();
        assertThat(assembled.result().document()).isEqualTo(named(ELSEWHERE).document());
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
        threads.shutdown();
        Assembling assembling =
                Assembling.on(threads, Runnable::run, (run, steps, now) -> named("never"));

        assertThat(assembling.assemble(aRun(), List.of(), Instant.EPOCH).cause())
                .isInstanceOf(ProcessEnds.class);
    }

    private static Run aRun() {
        return Run.first(aLetter(), "revision", Instant.EPOCH);
    }

    private static Runnable next(BlockingQueue<Runnable> loop) {
        try {
            return Objects.requireNonNull(loop.poll(10, SECONDS), "nothing came");
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ends);
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ends);
        }
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
