package org.inkstream.money;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The price history of one model.
 *
 * @param provider who sells it
 * @param model its exact id
 * @param aliases other exact ids that mean the same model
 * @param snapshots whether each of these ids may be followed by the day of a snapshot, as in {@code
 *     claude-haiku-4-5-20251001}
 * @param history oldest first, and within a period the shortest prompts first
 */
public record ModelPrices(
        String provider,
        String model,
        List<String> aliases,
        boolean snapshots,
        List<Price> history) {
    public ModelPrices {
        aliases = List.copyOf(aliases);
        history =
                history.stream()
                        .sorted(Comparator.comparing(Price::from).thenComparing(Price::upTo))
                        .toList();
    }

    /**
     * What holds for a prompt of this many tokens on this day. The length of the whole prompt picks
     * the price of the whole call, output included.
     */
    Optional<Price> on(LocalDate day, long promptTokens) {
        return history.stream()
                .filter(price -> price.holdsOn(day) && promptTokens <= price.upTo())
                .findFirst();
    }

    /** What holds on this day, for prompts of any length. */
    public List<Price> on(LocalDate day) {
        return history.stream().filter(price -> price.holdsOn(day)).toList();
    }
}
