package org.inkstream.agents.gateway.schedule;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.inkstream.agents.gateway.schedule.Allowance.Counted;

/**
 * What a remote API still takes: as it said last, less what was sent since, plus what came back.
 */
final class RateBuckets {
    private static final double USUAL_PERIOD = Duration.ofMinutes(1).toNanos();

    private final Map<Counted, Bucket> buckets = new EnumMap<>(Counted.class);

    private static final class Bucket {
        long limit;
        double remaining;
        double perNano;
        long at;

        void refill(long now) {
            remaining = Math.min((double) limit, remaining + (now - at) * perNano);
            at = now;
        }
    }

    void heard(Collection<Allowance> allowances, long now) {
        for (Allowance told : allowances) {
            Bucket bucket = buckets.computeIfAbsent(told.counted(), none -> new Bucket());
            long missing = told.limit() - told.remaining();
            long untilFull = told.untilFull().toNanos();
            bucket.limit = told.limit();
            bucket.remaining = told.remaining();
            bucket.perNano =
                    missing > 0 && untilFull > 0
                            ? (double) missing / untilFull
                            : told.limit() / USUAL_PERIOD;
            bucket.at = now;
        }
    }

    /** When there is enough for the call; now or earlier if there is. */
    long enoughAt(Ask ask, long now) {
        long latest = now;
        for (Map.Entry<Counted, Bucket> one : buckets.entrySet()) {
            Bucket bucket = one.getValue();
            bucket.refill(now);
            // What is larger than the whole bucket goes when that is full.
            double missing = Math.min(bucket.limit, one.getKey().of(ask)) - bucket.remaining;
            if (missing > 0 && bucket.perNano > 0) {
                latest = Math.max(latest, now + (long) Math.ceil(missing / bucket.perNano));
            }
        }
        return latest;
    }

    /** What is left of each limit. */
    Map<Counted, Quota> quota(long now) {
        Map<Counted, Quota> quota = new EnumMap<>(Counted.class);
        buckets.forEach(
                (counted, bucket) -> {
                    bucket.refill(now);
                    quota.put(counted, new Quota(bucket.limit, bucket.remaining));
                });
        return quota;
    }

    void take(Ask ask, long now) {
        buckets.forEach(
                (counted, bucket) -> {
                    bucket.refill(now);
                    bucket.remaining -= counted.of(ask);
                });
    }
}
