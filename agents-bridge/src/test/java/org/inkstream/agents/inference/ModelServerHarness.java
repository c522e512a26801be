package org.inkstream.agents.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ScriptedModelServer;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.CountedTimers;
import org.inkstream.time.VertxTimers;

/** A scripted model server and the endpoint that asks it, on an event loop of its own. */
final class ModelServerHarness implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(20);
    private static final long PATIENCE_S = 15;

    final Vertx vertx;
    final ScriptedModelServer peer;
    final CountedTimers timers;
    final HttpModelEndpoint endpoint;
    volatile RateLimits limits = new RateLimits(Map.of());
    private final Context loop;

    ModelServerHarness(Vertx vertx, Dialect dialect) {
        this(vertx, dialect, "");
    }

    ModelServerHarness(Vertx vertx, Dialect dialect, String path) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.timers = new CountedTimers(new VertxTimers(vertx, loop));
        this.peer = ScriptedModelServer.start(vertx, dialect).await();
        this.endpoint =
                open(EndpointSpec.Kind.valueOf(dialect.name()), peer.url() + path, Map.of(), "");
    }

    HttpModelEndpoint open(
            EndpointSpec.Kind kind, String url, Map<String, String> environment, String variable) {
        ModelEndpoints endpoints = new ModelEndpoints(environment, heard -> limits = heard);
        return onLoop(
                () -> endpoints.openHttp(vertx, Requests.endpoint(kind, url, variable), timers));
    }

    ModelEndpoint.Generation begin(ModelRequest request) {
        return onLoop(() -> endpoint.generate(request));
    }

    Future<ModelAnswer> ask() {
        return ended(begin(Requests.request(LONG)).answer());
    }

    Future<ModelAnswer> ask(Duration remaining) {
        return ended(begin(Requests.request(remaining)).answer());
    }

    CallFailure failure(Future<ModelAnswer> answer) {
        assertThat(answer.cause()).isInstanceOf(CallFailure.class);
        return (CallFailure) answer.cause();
    }

    <T> T onLoop(Supplier<T> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(
                now -> {
                    try {
                        done.complete(work.get());
                    } catch (RuntimeException thrown) {
                        done.fail(thrown);
                    }
                });
        return done.future().await();
    }

    /** Completes turn by turn of the loop, as soon as the claim is true. */
    void until(BooleanSupplier claim) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(now -> turn(claim, done));
        assertThat(ended(done.future()).succeeded()).isTrue();
    }

    private void turn(BooleanSupplier claim, Promise<Void> done) {
        if (claim.getAsBoolean()) {
            done.complete();
        } else if (!done.future().isComplete()) {
            vertx.setTimer(1, due -> loop.runOnContext(now -> turn(claim, done)));
        }
    }

    static <T> Future<T> ended(Future<T> future) {
        Future<T> over = future.timeout(PATIENCE_S, TimeUnit.SECONDS);
        over.transform(outcome -> Future.succeededFuture()).await();
        return over;
    }

    /** Nothing is left of what was asked: no exchange, no timer, no stream at the server. */
    void assertNothingIsLeft() {
        until(() -> endpoint.inTheAir() == 0);
        assertThat(timers.pending()).isZero();
        until(() -> peer.streams().open() == 0);
    }

    @Override
    public void close() {
        // On its loop: what was answered last may just be leaving it there.
        onLoop(endpoint::close).await();
        peer.close().await();
    }
}
