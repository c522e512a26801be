package org.inkstream.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * How much paid models may cost. Amounts are US dollars, 0 to 1,000,000, where 0 sets no limit.
 *
 * @param day of each day
 * @param month of each month
 * @param collection of each collection in each month
 * @param collections amounts of single collections that hold instead of {@code collection}
 * @param job of each job as a whole
 * @param document of each pass over one document
 * @param timeZone in which days and months begin, such as {@code Europe/Vienna}
 * @param degradeAt shares of a limit, rising, each of which makes routes leave out one model more
 * @param patience how long a call waits for money that others have reserved
 */
public record BudgetSettings(
        double day,
        double month,
        double collection,
        Map<String, String> collections,
        double job,
        double document,
        String timeZone,
        List<Double> degradeAt,
        Duration patience) {
    private static final double MOST = 1_000_000;

    public BudgetSettings {
        collections = Map.copyOf(collections);
        degradeAt = List.copyOf(degradeAt);
        Check check =
                amounts(new Check(), day, month, collection, job, document)
                        .that(
                                isZone(timeZone),
                                "timeZone",
                                "must be a time zone such as Europe/Vienna or UTC, got '"
                                        + timeZone
                                        + "'")
                        .that(
                                areShares(degradeAt),
                                "degradeAt",
                                "must be shares above 0 and up to 1, each higher than the one"
                                        + " before, got "
                                        + degradeAt)
                        .between("patience", patience, Duration.ZERO, Duration.ofMinutes(10));
        collections.forEach(
                (name, usd) ->
                        check.that(
                                isAmount(number(usd)),
                                "collections",
                                "must give '" + name + "' 0 to 1000000 US dollars, got " + usd));
        check.orThrow();
    }

    private static Check amounts(
            Check check, double day, double month, double collection, double job, double document) {
        return amount(
                amount(
                        amount(
                                amount(amount(check, "day", day), "month", month),
                                "collection",
                                collection),
                        "job",
                        job),
                "document",
                document);
    }

    private static Check amount(Check check, String key, double usd) {
        return check.that(isAmount(usd), key, "must be 0 to 1000000 US dollars, got " + usd);
    }

    /** Written so that NaN, which compares false to everything, is refused too. */
    private static boolean isAmount(double usd) {
        return usd >= 0 && usd <= MOST;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }

    private static boolean isZone(String name) {
        try {
            return !ZoneId.of(name).getId().isEmpty();
        } catch (DateTimeException unknown) {
            return false;
        }
    }

    private static boolean areShares(List<Double> shares) {
        double before = 0;
        for (double share : shares) {
            if (!(share > before && share <= 1)) {
                return false;
            }
            before = share;
        }
        return true;
    }

    /** Whether anything is limited at all. */
    public boolean limited() {
        return day > 0
                || month > 0
                || collection > 0
                || job > 0
                || document > 0
                || collections.values().stream().anyMatch(usd -> number(usd) > 0);
    }

    /** What one collection may cost in a month. */
    public double ofCollection(String collectionId) {
        String own = collections.get(collectionId);
        return own == null ? collection : number(own);
    }

    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }
}
