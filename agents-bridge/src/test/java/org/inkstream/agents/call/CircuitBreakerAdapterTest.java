package org.inkstream.agents.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

class CircuitBreakerAdapterTest extends BreakerContract {
    private static final long PATIENCE_MS = 10_000;

    private final Vertx vertx = Vertx.vertx();
    private final Breaker breaker = new CircuitBreakerAdapter(vertx, "agent", SETTINGS);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Override
    Breaker breaker() {
        return breaker;
    }

    @Override
    void waitFor(Breaker.State state) {
        Promise<Void> there = Promise.promise();
        vertx.setPeriodic(
                5,
                tick -> {
                    if (breaker.state() == state) {
                        there.tryComplete();
                    }
                });
        ended(there.future());
        assertThat(breaker.state()).isEqualTo(state);
    }

    @Override
    <T> Future<T> ended(Future<T> future) {
        Future<T> over = future.timeout(PATIENCE_MS, TimeUnit.MILLISECONDS);
        over.transform(outcome -> Future.succeededFuture()).await();
        return over;
    }
}
