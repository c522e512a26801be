package org.inkstream.pipeline.jobs;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.inkstream.money.Money;

/**
 * What a job will take, before anything is paid for.
 *
 * @param documents letters that would be worked on
 * @param refused letters that would not
 * @param calls tool calls, each letter and tool once
 * @param modelCalls those among them that ask a model
 * @param gpuSeconds on inference servers that nobody sends a bill for
 * @param cost of models that somebody sends a bill for
 * @param unpriced calls of models without a listed price: the cost is at least that much too low
 * @param basis how it was made, for people
 */
public record Estimate(
        int documents,
        int refused,
        long calls,
        long modelCalls,
        Range gpuSeconds,
        Cost cost,
        long unpriced,
        String basis) {
    /** From little to much, with what is expected between them. */
    public record Range(double low, double expected, double high) {
        public static final Range ZERO = new Range(0, 0, 0);

        public Range plus(Range more) {
            return new Range(low + more.low, expected + more.expected, high + more.high);
        }

        JsonObject toJson() {
            return new JsonObject()
                    .put("low", rounded(low))
                    .put("expected", rounded(expected))
                    .put("high", rounded(high));
        }

        private static double rounded(double seconds) {
            return BigDecimal.valueOf(seconds).setScale(1, RoundingMode.HALF_UP).doubleValue();
        }
    }

    /** The same of money. */
    public record Cost(Money low, Money expected, Money high) {
        public static final Cost ZERO = new Cost(Money.ZERO, Money.ZERO, Money.ZERO);

        public Cost plus(Cost more) {
            return new Cost(low.plus(more.low), expected.plus(more.expected), high.plus(more.high));
        }

        JsonObject toJson() {
            return new JsonObject()
                    .put("low", dollars(low))
                    .put("expected", dollars(expected))
                    .put("high", dollars(high));
        }
    }

    /** To the micro-dollar. */
    static String dollars(Money money) {
        return BigDecimal.valueOf(money.picoUsd(), 12)
                .setScale(6, RoundingMode.HALF_UP)
                .toPlainString();
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("documents", documents)
                .put("refused", refused)
                .put("calls", calls)
                .put("modelCalls", modelCalls)
                .put("gpuSeconds", gpuSeconds.toJson())
                .put("costUsd", cost.toJson())
                .put("unpricedCalls", unpriced)
                .put("basis", basis);
    }
}
