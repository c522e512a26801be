package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.inkstream.metrics.Metrics;
import org.inkstream.pipeline.ingest.nsq.wire.Frame;
import org.inkstream.time.CountedTimers;
import org.inkstream.time.VertxTimers;

/** One event loop with a connector on it, for a test that waits on its own thread. */
final class ClientLoop implements AutoCloseable, NsqConnector.Inbox {
    final Vertx vertx = Vertx.vertx();
    final Context loop = vertx.getOrCreateContext();
    final Metrics metrics = new Metrics("1.2.3");
    final CountedTimers timers = new CountedTimers(new VertxTimers(vertx, loop));
    final List<Frame.Message> messages = new CopyOnWriteArrayList<>();
    final List<Frame.Failure> tooLate = new CopyOnWriteArrayList<>();

    @Override
    public void message(Frame.Message message) {
        messages.add(message);
    }

    @Override
    public void tooLate(Frame.Failure failure) {
        tooLate.add(failure);
    }

    NsqConnector connector(NsqOptions options) {
        return new VertxNsqConnector(vertx, options, "1.2.3", metrics.nsq(), loop -> timers);
    }

    NsqConnection connect(NsqOptions options, NsqdAddress peer) {
        return await(on(() -> connector(options).connect(peer, this)));
    }

    Throwable failsToConnect(NsqOptions options, NsqdAddress peer) {
        return failure(on(() -> connector(options).connect(peer, this)));
    }

    /** Begins it on the loop. */
    <T> Future<T> on(Supplier<Future<T>> work) {
        Promise<T> outcome = Promise.promise();
        loop.runOnContext(now -> work.get().onComplete(outcome));
        return outcome.future();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw new AssertionError(failure.getCause().toString(), failure.getCause());
        } catch (InterruptedException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    /** What it fails with. */
    static Throwable failure(Future<?> future) {
        Future<Optional<Throwable>> turned =
                future.transform(
                        outcome -> Future.succeededFuture(Optional.ofNullable(outcome.cause())));
        return await(turned).orElseThrow(() -> new AssertionError("it did not fail"));
    }

    @Override
    public void close() {
        await(vertx.close());
        metrics.close();
    }
}
