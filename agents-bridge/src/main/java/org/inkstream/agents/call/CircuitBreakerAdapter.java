package org.inkstream.agents.call;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.inkstream.config.AgentsSettings;

/** The breaker of the running service, on {@code vertx-circuit-breaker}. */
public final class CircuitBreakerAdapter implements Breaker {
    /** The library counts in whole seconds; with a shorter window it would never open. */
    private static final long SHORTEST_WINDOW_MS = 1_000;

    private final String agent;
    private final CircuitBreaker breaker;

    public CircuitBreakerAdapter(Vertx vertx, String agent, AgentsSettings.Breaker settings) {
        this.agent = agent;
        this.breaker =
                CircuitBreaker.create(
                                agent,
                                vertx,
                                new CircuitBreakerOptions()
                                        .setMaxFailures(settings.failures())
                                        .setFailuresRollingWindow(
                                                Math.max(
                                                        SHORTEST_WINDOW_MS,
                                                        settings.window().toMillis()))
                                        .setResetTimeout(settings.reset().toMillis())
                                        // Attempts have their own deadline, and the retries stay
                                        // outside: with its own the library would never open.
                                        .setTimeout(-1)
                                        .setMaxRetries(0))
                        .failurePolicy(CircuitBreakerAdapter::agentInTrouble);
    }

    @Override
    public <T> Future<T> guard(Supplier<Future<T>> call) {
        return breaker.execute(call).recover(this::named);
    }

    @Override
    public State state() {
        return switch (breaker.state()) {
            case CLOSED -> State.CLOSED;
            case OPEN -> State.OPEN;
            case HALF_OPEN -> State.HALF_OPEN;
        };
    }

    private static boolean agentInTrouble(Future<Object> done) {
        return done.cause() instanceof CallFailure failure && failure.agentInTrouble();
    }

    private <T> Future<T> named(Throwable cause) {
        return Future.failedFuture(
                cause instanceof OpenCircuitException ? CallFailure.breakerOpen(agent) : cause);
    }
}
