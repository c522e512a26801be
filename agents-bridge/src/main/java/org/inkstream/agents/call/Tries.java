package org.inkstream.agents.call;

import java.util.List;
import org.inkstream.money.ModelUsage;

/**
 * What was tried for a call before it was postponed, so that nothing begins anew when it goes on.
 *
 * @param attempts made, which is also the number of the last one
 * @param retries decided upon, those included that the breaker did not let through
 * @param usage what the attempts are billed for
 */
public record Tries(int attempts, int retries, List<ModelUsage> usage) {
    public static final Tries NONE = new Tries(0, 0, List.of());

    public Tries {
        if (attempts < 0 || retries < 0) {
            throw new IllegalArgumentException(
                    "attempts and retries must not be negative: " + attempts + ", " + retries);
        }
        usage = List.copyOf(usage);
    }
}
