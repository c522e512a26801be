package org.inkstream.loadtest.scenarios.budget;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ModelRequest;
import org.inkstream.loadtest.peers.models.ScriptedModelServer;
import org.inkstream.loadtest.peers.models.TokenCounts;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.money.PriceTable;
import org.inkstream.money.Tokens;
import org.inkstream.time.Timers;

/** A provider in this JVM that keeps an account of what it will send a bill for. Thread-safe. */
final class ScriptedProvider {
    /** Answers are of many lengths, none near the longest. */
    private static final String WORD = "{\"summary\": \"a letter about the harvest\"} ";

    private static final int LONGEST = 12;

    private final PriceTable prices = PriceTable.packaged();
    private final Timers clock;
    private final ScriptedModelServer server;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong billedPico = new AtomicLong();

    ScriptedProvider(Vertx vertx, Timers clock, Duration service) {
        this.clock = clock;
        this.server = ScriptedModelServer.start(vertx, Dialect.ANTHROPIC).await();
        server.takes(service).says(this::answer);
    }

    private Optional<String> answer(ModelRequest request) {
        String text = WORD.repeat((int) (1 + calls.getAndIncrement() % LONGEST));
        Tokens tokens = Tokens.of(TokenCounts.tokens(request.prompt()), TokenCounts.tokens(text));
        billedPico.addAndGet(cost(usage(request.model(), tokens)).picoUsd());
        return Optional.of(text);
    }

    private static ModelUsage usage(String model, Tokens tokens) {
        return new ModelUsage("anthropic", model, tokens, false, Duration.ZERO, "", "");
    }

    /** What a call comes to by the list prices. */
    Money cost(ModelUsage usage) {
        return prices.charge(usage, clock.now()).known();
    }

    String url() {
        return server.url();
    }

    long calls() {
        return calls.get();
    }

    Money billed() {
        return new Money(billedPico.get());
    }

    /** Begins a new account. */
    void reset() {
        calls.set(0);
        billedPico.set(0);
    }

    void close() {
        server.close().await();
    }
}
