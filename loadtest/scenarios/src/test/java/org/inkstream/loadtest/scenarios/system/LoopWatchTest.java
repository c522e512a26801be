package org.inkstream.loadtest.scenarios.system;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits are wide: other processes may have the processor meanwhile. */
class LoopWatchTest {
    private static final Duration LIMIT = Duration.ofMillis(20);
    private static final Duration KEPT = Duration.ofMillis(400);

    private final BlockingQueue<LoopBlock> blocks = new LinkedBlockingQueue<>();
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void watch() {
        new LoopWatch(LIMIT, blocks::add).start();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    @Test
    void a_handler_that_works_for_long_is_told_with_its_place() throws Exception {
        onLoopUntil(LoopWatchTest::work, block -> block.cause() == LoopBlock.Cause.WORK);
    }

    @Test
    void a_handler_that_waits_is_ours_although_it_does_nothing() throws Exception {
        onLoopUntil(
                () -> LockSupport.parkNanos(KEPT.toNanos()),
                block -> block.cause() == LoopBlock.Cause.WAIT);
    }

    /** A loop does it again and again, since one time may be spoilt by whatever else runs. */
    private void onLoopUntil(Runnable handler, Predicate<LoopBlock> wanted) throws Exception {
        for (int time = 0; time < 20; time++) {
            CountDownLatch done = new CountDownLatch(1);
            vertx.runOnContext(
                    go -> {
                        handler.run();
                        done.countDown();
                    });
            assertThat(done.await(20, SECONDS)).isTrue();
            vertx.runOnContext(go -> {});
            LoopBlock block = blocks.poll(1, TimeUnit.SECONDS);
            if (block != null && wanted.test(block)) {
                assertThat(block.took()).isBetween(LIMIT, Duration.ofSeconds(20));
                assertThat(block.where()).contains("LoopWatchTest");
                assertThat(block.isOurs()).isTrue();
                return;
            }
        }
        throw new AssertionError("never seen");
    }

    private static void work() {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < KEPT.toNanos()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_line_says_all_that_there_is_to_say() {
        LoopBlock block =
                new LoopBlock(
                        Instant.ofEpochMilli(1_700_000_000_123L),
                        Duration.ofNanos(7_300_000),
                        Duration.ofNanos(6_900_000),
                        LoopBlock.Cause.WORK,
                        "Some.place<Other.place");

        assertThat(LoopBlock.of(block.line())).contains(block);
        assertThat(LoopBlock.of("running")).isEmpty();
        assertThat(LoopBlock.of("loop-block of something")).isEmpty();
        assertThat(block.inWords())
                .isEqualTo("7.3 ms (6.9 at work, work) in Some.place<Other.place");
    }
}
