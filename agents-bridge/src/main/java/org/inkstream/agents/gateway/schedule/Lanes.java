package org.inkstream.agents.gateway.schedule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.inkstream.models.Scheduling;
import org.jspecify.annotations.Nullable;

/**
 * Which model the server has loaded, and when it should load another: when nothing waits for this
 * one, when a call for the other was passed over for too long or is more urgent, or when so much
 * waits for the other that the swap is small beside it. Before a swap the server is let finish what
 * it has, because it would hold up everything until then.
 */
final class Lanes {
    /** How much work makes a swap small, in swaps. */
    private static final int SMALL_BESIDE = 10;

    /** How long a model stays at least, in swaps. */
    private static final int STAYS = 3;

    private final long maxWait;
    private final long swapCost;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private @Nullable Lane loaded;
    private @Nullable Lane next;
    private long since;
    private long swaps;

    Lanes(Scheduling scheduling) {
        this.maxWait = scheduling.maxWait().toNanos();
        this.swapCost = scheduling.swapCost().toNanos();
    }

    /** Models that need not be swapped share one lane. */
    Lane of(String model) {
        return lanes.computeIfAbsent(swapCost == 0 ? "" : model, name -> new Lane(name, maxWait));
    }

    /** The lane whose calls may be sent now; empty if none may. */
    Optional<Lane> open(long now) {
        if (next != null && !next.anyWaits()) {
            next = null;
        }
        if (loaded == null) {
            return first(others(), now).map(lane -> load(lane, now));
        }
        if (next == null) {
            next = wanted(loaded, now);
        }
        if (next == null) {
            return Optional.of(loaded);
        }
        return loaded.running() == 0 ? Optional.of(load(next, now)) : Optional.empty();
    }

    /** How long the server will work on what waits, in nanoseconds. */
    long work() {
        return lanes.values().stream().mapToLong(Lane::work).sum();
    }

    /** The model that is loaded; empty if none is yet, or all are. */
    String resident() {
        return loaded == null ? "" : loaded.model();
    }

    /** How often a model has taken the place of another. */
    long swaps() {
        return swaps;
    }

    /** The group whose turn would come last, of those that nobody works on. */
    Optional<Group> last() {
        return Stream.concat(others(), Stream.ofNullable(loaded))
                .flatMap(lane -> lane.last().stream())
                .findFirst();
    }

    private Lane load(Lane lane, long now) {
        if (loaded != null && loaded != lane) {
            swaps++;
        }
        loaded = lane;
        next = null;
        since = now;
        return lane;
    }

    /** The lane to which to go over; null if this one stays. */
    private @Nullable Lane wanted(Lane current, long now) {
        if (!current.anyWaits()) {
            // Something may still come for it until it has nothing to do.
            return current.running() == 0 ? first(others(), now).orElse(null) : null;
        }
        if (lanes.size() == 1 || now - since < STAYS * swapCost) {
            return null;
        }
        return first(others().filter(urgent(current, now)), now).orElse(null);
    }

    private Predicate<Lane> urgent(Lane current, long now) {
        return other ->
                now - other.oldest() >= maxWait
                        || other.urgency() > current.urgency()
                        || outweighs(other, current);
    }

    private boolean outweighs(Lane other, Lane current) {
        return other.work() >= SMALL_BESIDE * swapCost && other.work() > current.work();
    }

    private Stream<Lane> others() {
        return lanes.values().stream().filter(lane -> lane != loaded && lane.anyWaits());
    }

    /** The one for which something has waited longest. */
    private static Optional<Lane> first(Stream<Lane> some, long now) {
        return some.max((one, other) -> Long.compare(now - one.oldest(), now - other.oldest()));
    }

    /** When another lane may be wanted although nothing has happened. */
    long wakeAt(long now) {
        if (loaded == null || next != null || !loaded.anyWaits()) {
            return Schedule.NEVER;
        }
        long stays = since + STAYS * swapCost;
        return others().mapToLong(lane -> Math.max(stays, lane.oldest() + maxWait))
                .filter(at -> at > now)
                .min()
                .orElse(Schedule.NEVER);
    }
}
