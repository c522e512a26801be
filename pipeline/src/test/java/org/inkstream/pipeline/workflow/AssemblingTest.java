package org.inkstream.pipeline.workflow;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.document.Letters.aLetter;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.inkstream.pipeline.document.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AssemblingTest {
    private static final String ELSEWHERE = "elsewhere";

    private final ExecutorService threads =
            Executors.newSingleThreadExecutor(work -> new Thread(work, ELSEWHERE));

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws TimeoutException {
        threads.shutdownNow();
        vertx.close().await(10, SECONDS);
    }

    @Test
    void an_event_loop_goes_on_while_a_letter_is_put_together() throws Exception {
        CountDownLatch loopWentOn = new CountDownLatch(1);
        Assembling assembling =
                Assembling.on(
                        threads,
                        (run, steps, now) -> {
                            awaited(loopWentOn);
                            return named(Thread.currentThread().getName());
                        });
        CompletableFuture<String> assembledBy = new CompletableFuture<>();
        CompletableFuture<Boolean> heardOnTheLoop = new CompletableFuture<>();

        vertx.runOnContext(
                on -> {
                    Thread loop = Thread.currentThread();
                    assembling
                            .assemble(aRun(), List.of(), Instant.EPOCH)
                            .onSuccess(
                                    finished -> {
                                        assembledBy.complete(finished.document().getString("_id"));
                                        heardOnTheLoop.complete(Thread.currentThread() == loop);
                                    });
                    vertx.runOnContext(later -> loopWentOn.countDown());
                });

        assertThat(assembledBy.get(10, SECONDS)).isEqualTo(ELSEWHERE);
        assertThat(heardOnTheLoop.get(10, SECONDS)).isTrue();
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
        Assembling assembling = Assembling.on(threads, (run, steps, now) -> named("never"));

        assertThat(assembling.assemble(aRun(), List.of(), Instant.EPOCH).cause())
                .isInstanceOf(ProcessEnds.class);
    }

    private static Run aRun() {
        return Run.first(aLetter(), "revision", Instant.EPOCH);
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
