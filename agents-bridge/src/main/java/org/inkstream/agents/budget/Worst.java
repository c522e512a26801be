package org.inkstream.agents.budget;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.money.Charge;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.money.PriceTable;
import org.inkstream.money.Tokens;
import org.inkstream.time.Timers;

/**
 * The most that a generation can cost: every two bytes of what is sent a token, the dearest class
 * of input there is a price for, and the longest answer. Immutable.
 *
 * @param provider who sends the bill
 * @param clock by whose day the prices are taken
 */
record Worst(String provider, PriceTable prices, Timers clock) {
    private static final int BYTES_OF_A_TOKEN = 2;

    /** What providers add to a prompt by themselves, such as how to answer by a schema. */
    private static final int ADDED_TOKENS = 1_024;

    /** Empty if somebody sends a bill and nobody knows how much; zero if nobody sends one. */
    Optional<Money> of(ModelRequest request) {
        long input = bytes(request) / BYTES_OF_A_TOKEN + ADDED_TOKENS;
        long output = request.model().maxOutputTokens();
        Charge plain = charge(request, Tokens.of(input, output));
        if (!(plain instanceof Charge.Priced)) {
            return plain instanceof Charge.Free ? Optional.of(Money.ZERO) : Optional.empty();
        }
        return Stream.of(
                        plain,
                        charge(request, new Tokens(0, output, 0, 0, input, 0)),
                        charge(request, new Tokens(0, output, 0, 0, 0, input)))
                .map(Charge::known)
                .reduce((one, other) -> one.compareTo(other) >= 0 ? one : other);
    }

    /** What came to be used; {@code otherwise} where there is no price for it. */
    Money cost(ModelUsage usage, Money otherwise) {
        if (usage.standing() == ModelUsage.Standing.AGAIN) {
            return Money.ZERO;
        }
        return prices.charge(usage, clock.now())
                .match(Charge.Priced::cost, free -> Money.ZERO, unpriced -> otherwise);
    }

    private Charge charge(ModelRequest request, Tokens tokens) {
        ModelUsage usage = ModelUsage.atMost(provider, request.model().model(), tokens);
        return prices.charge(request.model().inBatches() ? usage.inBatch() : usage, clock.now());
    }

    private static long bytes(ModelRequest request) {
        Prompt prompt = request.prompt();
        return Stream.of(
                        prompt.system(),
                        prompt.instruction(),
                        prompt.document(),
                        prompt.context(),
                        request.schema().encode())
                .mapToLong(part -> part.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
