package org.inkstream.agents.inference;

import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much a remote API still takes, as it says with each response.
 *
 * @param buckets by what they count; what the API does not say is absent
 */
public record RateLimits(Map<Counted, Bucket> buckets) {
    private static final String PREFIX = "anthropic-ratelimit-";

    /** What is limited. */
    public enum Counted {
        REQUESTS,
        TOKENS,
        INPUT_TOKENS,
        OUTPUT_TOKENS;

        private String header(String suffix) {
            return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + suffix;
        }
    }

    /**
     * One limit.
     *
     * @param limit of the whole bucket
     * @param remaining of it now
     * @param reset when it will be full again
     */
    public record Bucket(long limit, long remaining, Instant reset) {
        public Bucket {
            if (limit < 0 || remaining < 0) {
                throw new IllegalArgumentException(
                        "limits are not negative, got " + limit + " and " + remaining);
            }
        }
    }

    /** Hears of the limits with each response that tells them, on the endpoint's event loop. */
    @FunctionalInterface
    public interface Listener {
        /** Hears nothing. */
        Listener IGNORED = limits -> {};

        /** Must not throw. */
        void heard(RateLimits limits);
    }

    public RateLimits {
        buckets = Map.copyOf(buckets);
    }

    /** Whether the API told anything at all. */
    public boolean isEmpty() {
        return buckets.isEmpty();
    }

    static RateLimits of(MultiMap headers) {
        Map<Counted, Bucket> buckets = new EnumMap<>(Counted.class);
        for (Counted counted : Counted.values()) {
            bucket(headers, counted).ifPresent(bucket -> buckets.put(counted, bucket));
        }
        return new RateLimits(buckets);
    }

    private static Optional<Bucket> bucket(MultiMap headers, Counted counted) {
        @Nullable String limit = headers.get(counted.header("limit"));
        @Nullable String remaining = headers.get(counted.header("remaining"));
        @Nullable String reset = headers.get(counted.header("reset"));
        if (limit == null || remaining == null || reset == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Bucket(
                            Long.parseLong(limit),
                            Long.parseLong(remaining),
                            Instant.parse(reset)));
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
