package org.inkstream.agents.modeltools;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.Gateway;
import org.inkstream.agents.gateway.ScriptEndpoint;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.VirtualTimers;

/** A gateway that answers one request after the other as its script says, and then not at all. */
final class ScriptGateway implements Gateway {
    final List<ModelRequest> asked = new ArrayList<>();
    int aborted;
    Runnable meanwhile = () -> {};

    private final Deque<BiConsumer<CallProgress, Promise<ModelAnswer>>> script = new ArrayDeque<>();

    ScriptGateway answers(String text) {
        return then(ScriptEndpoint.answer(text));
    }

    ScriptGateway then(ModelAnswer answer) {
        script.add(
                (progress, promise) -> {
                    progress.dispatched();
                    meanwhile.run();
                    promise.complete(answer);
                });
        return this;
    }

    /** A request that stays in a batch until the test answers it. */
    Promise<ModelAnswer> holdsInBatch() {
        Promise<ModelAnswer> held = Promise.promise();
        script.add(
                (progress, promise) -> {
                    progress.queued();
                    held.future().onComplete(promise);
                });
        return held;
    }

    /** An answer from a batch, of which nobody hears before it is there. */
    ScriptGateway answersInBatch(Duration after, VirtualTimers clock, String text) {
        script.add(
                (progress, promise) -> {
                    progress.queued();
                    clock.advance(after);
                    promise.complete(ScriptEndpoint.answer(text));
                });
        return this;
    }

    ScriptGateway stops(ModelAnswer.Stop stop) {
        ModelAnswer answer = ScriptEndpoint.answer("{\"summ");
        return then(new ModelAnswer(answer.text(), stop, answer.usage(), answer.serverWait()));
    }

    ScriptGateway fails(ErrorClass errorClass) {
        script.add(
                (progress, promise) -> {
                    progress.queued();
                    progress.dispatched();
                    meanwhile.run();
                    promise.fail(new CallFailure(errorClass, "scripted"));
                });
        return this;
    }

    /** There is no money for the next request. */
    ScriptGateway refusesForMoney(String why) {
        script.add((progress, promise) -> promise.fail(CallFailure.overBudget(why)));
        return this;
    }

    ScriptGateway failsAfter(List<ModelUsage> used) {
        CallFailure failure = new CallFailure(ErrorClass.CONNECTION, "scripted").withUsage(used);
        script.add((progress, promise) -> promise.fail(failure));
        return this;
    }

    @Override
    public ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        asked.add(request);
        Promise<ModelAnswer> answer = Promise.promise();
        BiConsumer<CallProgress, Promise<ModelAnswer>> next = script.poll();
        if (next != null) {
            next.accept(progress, answer);
        }
        return new ModelEndpoint.Generation() {
            @Override
            public Future<ModelAnswer> answer() {
                return answer.future();
            }

            @Override
            public void abort() {
                aborted++;
            }
        };
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
