package org.inkstream.loadtest.scenarios.budget;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.gateway.Gateway;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;

/**
 * Calls through several gateways, so many at once, each caller with the next call when one has
 * ended; and the ledger of whoever calls. Thread-safe.
 */
final class Spending {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String LETTER = "Lieber Bruder, die Ernte war gut dieses Jahr. ";

    private static final CallProgress NOBODY_HEARS =
            new CallProgress() {
                @Override
                public void queued() {}

                @Override
                public void dispatched() {}
            };

    private final ScriptedProvider provider;
    private final ModelSpec model;
    private final List<Gateway> gateways;
    private final int calls;
    private final IntConsumer ended;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger over = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger otherwise = new AtomicInteger();
    private final AtomicLong knownPico = new AtomicLong();
    private final AtomicLong unknownPico = new AtomicLong();

    /**
     * @param ended hears how many calls have ended, each time
     */
    Spending(
            ScriptedProvider provider,
            ModelSpec model,
            List<Gateway> gateways,
            int calls,
            IntConsumer ended) {
        this.provider = provider;
        this.model = model;
        this.gateways = List.copyOf(gateways);
        this.calls = calls;
        this.ended = ended;
    }

    /** Completes when all calls have ended. */
    Future<Void> run(int atOnce) {
        List<Future<Void>> callers = IntStream.range(0, atOnce).mapToObj(this::next).toList();
        return Future.all(callers).mapEmpty();
    }

    private Future<Void> next(int gateway) {
        int number = begun.getAndIncrement();
        if (number >= calls) {
            return Future.succeededFuture();
        }
        Promise<Void> heard = Promise.promise();
        gateways.get(gateway % gateways.size())
                .generate(request(number), NOBODY_HEARS)
                .answer()
                .onComplete(
                        outcome -> {
                            boolean connected = book(outcome);
                            ended.accept(over.incrementAndGet());
                            // Whoever lost its gateway goes to the next one, as after a failover.
                            next(connected ? gateway : gateway + 1).onComplete(heard);
                        });
        return heard.future();
    }

    /** Whether there is a gateway. */
    private boolean book(AsyncResult<ModelAnswer> outcome) {
        if (outcome.succeeded()) {
            answered.incrementAndGet();
            knownPico.addAndGet(provider.cost(outcome.result().usage()).picoUsd());
            return true;
        }
        if (!(outcome.cause() instanceof CallFailure failure)) {
            otherwise.incrementAndGet();
            return true;
        }
        if (failure.isOverBudget()) {
            refused.incrementAndGet();
            return true;
        }
        lost.incrementAndGet();
        for (ModelUsage usage : failure.usage()) {
            (usage.isUnknown() ? unknownPico : knownPico).addAndGet(provider.cost(usage).picoUsd());
        }
        return false;
    }

    private ModelRequest request(int number) {
        CallTag tag =
                new CallTag(
                        "",
                        "generate_summary",
                        "letter-" + number,
                        "run-" + number,
                        "harvest",
                        1,
                        0,
                        LIMIT,
                        "run-" + number,
                        1);
        return new ModelRequest(
                model,
                new Prompt("You read letters.", "Say what it says.", LETTER.repeat(20), ""),
                "generate_summary",
                new JsonObject().put("type", "object"),
                tag);
    }

    int answered() {
        return answered.get();
    }

    int refused() {
        return refused.get();
    }

    int lost() {
        return lost.get();
    }

    int otherwise() {
        return otherwise.get();
    }

    Money known() {
        return new Money(knownPico.get());
    }

    Money unknown() {
        return new Money(unknownPico.get());
    }
}
