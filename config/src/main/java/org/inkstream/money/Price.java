package org.inkstream.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a model costs in one period and for prompts up to one length.
 *
 * @param from first day on which it holds, in UTC
 * @param to last day on which it holds, {@link LocalDate#MAX} if no end is known
 * @param upTo longest prompt for which it holds, in tokens however they were served; {@link
 *     Long#MAX_VALUE} for any
 * @param batchFactor share of the price that a call in a batch pays, 0 to 1
 * @param perMillion US dollars per million tokens; classes that are absent have no price
 * @param source where the price was read, for people
 */
public record Price(
        LocalDate from,
        LocalDate to,
        long upTo,
        BigDecimal batchFactor,
        Map<TokenClass, BigDecimal> perMillion,
        String source) {
    /** A price per million tokens in dollars is a price per token in this many pico-dollars. */
    private static final int PICO_PER_MILLIONTH = 6;

    public Price {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("ends on " + to + ", before it begins on " + from);
        }
        if (upTo < 1) {
            throw new IllegalArgumentException("upTo must be at least 1 token, got " + upTo);
        }
        if (batchFactor.signum() < 0 || batchFactor.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("batch must be 0 to 1, got " + batchFactor);
        }
        Map<TokenClass, BigDecimal> copy = new EnumMap<>(TokenClass.class);
        copy.putAll(perMillion);
        perMillion = Collections.unmodifiableMap(copy);
        perMillion.forEach(
                (tokenClass, price) -> {
                    if (price.signum() < 0) {
                        throw new IllegalArgumentException(
                                tokenClass.wireName() + " must not be negative, got " + price);
                    }
                });
    }

    boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** Whether it is in force on the same days as the other one. */
    boolean samePeriod(Price other) {
        return from.equals(other.from) && to.equals(other.to);
    }

    boolean hasEnd() {
        return !to.equals(LocalDate.MAX);
    }

    boolean hasLimit() {
        return upTo != Long.MAX_VALUE;
    }

    /** Each class is rounded half up to a pico-dollar, once and on its own. */
    Charge charge(ModelUsage usage) {
        Map<TokenClass, Money> parts = new EnumMap<>(TokenClass.class);
        for (TokenClass tokenClass : TokenClass.values()) {
            long tokens = usage.tokens().count(tokenClass);
            BigDecimal price = perMillion.get(tokenClass);
            if (tokens > 0 && price == null) {
                return new Charge.Unpriced(
                        "no price of " + tokenClass.wireName() + " for " + usage.model());
            }
            if (tokens > 0 && price != null) {
                parts.put(tokenClass, cost(usage.batch() ? inBatch(price) : price, tokens));
            }
        }
        return new Charge.Priced(parts);
    }

    private BigDecimal inBatch(BigDecimal price) {
        return price.multiply(batchFactor);
    }

    private static Money cost(BigDecimal price, long tokens) {
        return new Money(
                price.multiply(BigDecimal.valueOf(tokens))
                        .movePointRight(PICO_PER_MILLIONTH)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact());
    }
}
