package org.inkstream.config;

/**
 * Healing of letters in which tools failed.
 *
 * @param automatic whether letters are healed by themselves when their agent is back
 * @param ratePerMinute letters that are begun in a minute, 1 to 100,000
 * @param maxDocuments letters that one return of an agent brings back at most, 1 to 1,000,000
 * @param maxPasses passes over one letter, the first included, that happen by themselves, 1 to 100
 * @param maxCostPerDay US dollars that passes may cost which happen by themselves, 0.01 to
 *     1,000,000
 */
public record HealSettings(
        boolean automatic,
        int ratePerMinute,
        int maxDocuments,
        int maxPasses,
        double maxCostPerDay) {
    private static final double LEAST_COST = 0.01;
    private static final double MOST_COST = 1_000_000;

    public HealSettings {
        new Check()
                .between("ratePerMinute", ratePerMinute, 1, 100_000)
                .between("maxDocuments", maxDocuments, 1, 1_000_000)
                .between("maxPasses", maxPasses, 1, 100)
                .that(
                        maxCostPerDay >= LEAST_COST && maxCostPerDay <= MOST_COST,
                        "maxCostPerDay",
                        "must be 0.01 to 1000000, got " + maxCostPerDay)
                .orThrow();
    }
}
