package org.inkstream.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of US dollars, exact to the pico-dollar; rounded only when it is shown.
 *
 * @param picoUsd pico-dollars (10⁻¹² USD); negative only in adjustments
 */
public record Money(long picoUsd) implements Comparable<Money> {
    public static final Money ZERO = new Money(0);

    private static final int PICO_SCALE = 12;
    private static final int MICRO_SCALE = 6;

    /**
     * @throws ArithmeticException if {@code usd} is not a whole number of pico-dollars or too large
     */
    public static Money ofUsd(BigDecimal usd) {
        return new Money(usd.movePointRight(PICO_SCALE).longValueExact());
    }

    /**
     * @throws ArithmeticException on overflow
     */
    public Money plus(Money other) {
        return new Money(Math.addExact(picoUsd, other.picoUsd));
    }

    /**
     * @throws ArithmeticException on overflow
     */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(picoUsd, other.picoUsd));
    }

    /** Micro-dollars, rounded half up: the unit of events and logs. */
    public long microUsd() {
        return BigDecimal.valueOf(picoUsd, MICRO_SCALE)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(picoUsd, other.picoUsd);
    }

    /** Dollars with six decimals, such as {@code 0.001250 USD}. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(picoUsd, PICO_SCALE)
                        .setScale(MICRO_SCALE, RoundingMode.HALF_UP)
                        .toPlainString()
                + " USD";
    }
}
