package org.inkstream.identity;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as ECMAScript writes them (Number::toString): the fewest digits that give the same double
 * again, and of those the closest. {@link Double#toString} is not that before Java 19.
 */
final class EcmaNumber {
    private static final int MOST_DIGITS = 17;
    private static final int DECIMALS = 4;
    private static final int FEW_DECIMALS = 10_000;
    private static final int LARGEST_PLAIN = 21;
    private static final int SMALLEST_PLAIN = -6;

    private EcmaNumber() {}

    /**
     * @throws IllegalArgumentException if it is not finite
     */
    static String format(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number " + value);
        }
        if (value == 0) {
            return "0";
        }
        long parts = (long) (value * FEW_DECIMALS + 0.5);
        if (parts > 0 && parts < FEW_DECIMALS && (double) parts / FEW_DECIMALS == value) {
            // So few digits are the fewest: no two such numbers share a double.
            return BigDecimal.valueOf(parts, DECIMALS).stripTrailingZeros().toPlainString();
        }
        String sign = value < 0 ? "-" : "";
        BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        // The value is 0.DIGITS times ten to the power of this.
        int exponent = digits.length() - shortest.scale();
        return sign + layOut(digits, exponent);
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal below = exact.round(new MathContext(digits, RoundingMode.FLOOR));
            BigDecimal above = exact.round(new MathContext(digits, RoundingMode.CEILING));
            // Beside a power of two the closer one may belong to another double, so both are tried.
            boolean belowCloser = exact.subtract(below).compareTo(above.subtract(exact)) <= 0;
            BigDecimal closer = belowCloser ? below : above;
            if (closer.doubleValue() == value) {
                return closer;
            }
            BigDecimal farther = belowCloser ? above : below;
            if (farther.doubleValue() == value) {
                return farther;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }

    private static String layOut(String digits, int exponent) {
        int count = digits.length();
        if (count <= exponent && exponent <= LARGEST_PLAIN) {
            return digits + "0".repeat(exponent - count);
        }
        if (0 < exponent && exponent <= LARGEST_PLAIN) {
            return digits.substring(0, exponent) + "." + digits.substring(exponent);
        }
        if (SMALLEST_PLAIN < exponent && exponent <= 0) {
            return "0." + "0".repeat(-exponent) + digits;
        }
        String fraction = count == 1 ? "" : "." + digits.substring(1);
        int power = exponent - 1;
        return digits.charAt(0) + fraction + "e" + (power < 0 ? "-" : "+") + Math.abs(power);
    }
}
