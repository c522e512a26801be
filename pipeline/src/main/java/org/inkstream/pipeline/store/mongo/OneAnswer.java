package org.inkstream.pipeline.store.mongo;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The one item that a driver's publisher has, as a future on the context of who asked. */
final class OneAnswer<T> implements Subscriber<T> {
    private final Promise<T> answer = Promise.promise();
    private final @Nullable Context asker = Vertx.currentContext();

    private OneAnswer() {}

    static <T> Future<T> of(Publisher<T> publisher) {
        OneAnswer<T> one = new OneAnswer<>();
        publisher.subscribe(one);
        return one.answer.future();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(1);
    }

    @Override
    public void onNext(T item) {
        onAskersContext(() -> answer.tryComplete(item));
    }

    @Override
    public void onError(Throwable failure) {
        onAskersContext(() -> answer.tryFail(failure));
    }

    @Override
    public void onComplete() {
        // Its item has come before; an acknowledged write always has one.
    }

    private void onAskersContext(Runnable told) {
        if (asker == null) {
            told.run();
        } else {
            asker.runOnContext(now -> told.run());
        }
    }
}
