package org.inkstream.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VertxTimersTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context owner = vertx.getOrCreateContext();
    private final VertxTimers timers = new VertxTimers(vertx, owner);

    @AfterEach
    void close() throws TimeoutException {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void a_task_runs_on_the_context_that_owns_the_timers_whichever_thread_asked()
            throws TimeoutException {
        Promise<Boolean> onOwner = Promise.promise();

        timers.after(Duration.ZERO, () -> onOwner.complete(Vertx.currentContext() == owner));

        assertThat(onOwner.future().await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_cancelled_task_never_runs() throws TimeoutException {
        Promise<String> first = Promise.promise();

        Timers.Timer early = timers.after(Duration.ofMillis(20), () -> first.tryComplete("early"));
        timers.after(Duration.ofMillis(60), () -> first.tryComplete("late"));
        boolean cancelled = early.cancel();

        assertThat(cancelled).isTrue();
        assertThat(first.future().await(10, TimeUnit.SECONDS)).isEqualTo("late");
    }

    @Test
    void what_is_due_at_once_has_turns_of_its_own_in_order_and_can_be_cancelled()
            throws TimeoutException {
        Promise<List<String>> all = Promise.promise();
        List<String> ran = new ArrayList<>();

        owner.runOnContext(
                turn -> {
                    timers.after(Duration.ZERO, () -> ran.add("first"));
                    Timers.Timer never = timers.after(Duration.ZERO, () -> ran.add("never"));
                    owner.runOnContext(between -> ran.add("between"));
                    timers.after(Duration.ZERO, () -> all.complete(List.copyOf(ran)));
                    assertThat(never.cancel()).isTrue();
                    assertThat(never.cancel()).isFalse();
                    ran.add("now");
                });

        assertThat(all.future().await(10, TimeUnit.SECONDS))
                .containsExactly("now", "first", "between");
    }
}
