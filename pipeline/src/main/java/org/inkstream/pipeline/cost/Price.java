package org.inkstream.pipeline.cost;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;

/**
 * What a model costs, in US dollars per million tokens of each class.
 *
 * @param provider who sells it
 * @param model its name, without the date of a snapshot
 * @param from first day on which the price holds
 */
record Price(
        String provider,
        String model,
        LocalDate from,
        BigDecimal input,
        BigDecimal output,
        BigDecimal cacheRead,
        BigDecimal cacheWrite) {
    /** A price per million tokens in dollars is a price per token in this many pico-dollars. */
    private static final int PICO_PER_MILLIONTH = 6;

    static Price fromJson(JsonObject row) {
        return new Price(
                row.getString("provider"),
                row.getString("model"),
                LocalDate.parse(row.getString("from")),
                new BigDecimal(row.getString("input")),
                new BigDecimal(row.getString("output")),
                new BigDecimal(row.getString("cacheRead")),
                new BigDecimal(row.getString("cacheWrite")));
    }

    /** Each class is rounded half up to a pico-dollar on its own; the call is their sum. */
    Money of(ModelUsage usage) {
        return part(input, usage.inputTokens())
                .plus(part(output, usage.outputTokens()))
                .plus(part(cacheRead, usage.cacheReadTokens()))
                .plus(part(cacheWrite, usage.cacheWriteTokens()));
    }

    private static Money part(BigDecimal perMillion, long tokens) {
        return new Money(
                perMillion
                        .multiply(BigDecimal.valueOf(tokens))
                        .movePointRight(PICO_PER_MILLIONTH)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact());
    }
}
