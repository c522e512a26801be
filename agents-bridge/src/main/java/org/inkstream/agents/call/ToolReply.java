package org.inkstream.agents.call;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.money.ModelUsage;

/**
 * What an agent answered.
 *
 * @param result the tool's structured result; {@code _evidence} and {@code _not_attempted} are
 *     ours, see {@link org.inkstream.agents.mcp}
 * @param usage what each model call behind it used, empty if the agent does not say
 * @param kept whether it is the answer to an earlier call with the same key
 */
public record ToolReply(JsonObject result, List<ModelUsage> usage, boolean kept) {
    public ToolReply {
        usage = List.copyOf(usage);
    }

    /** A reply that was worked out for this call. */
    public ToolReply(JsonObject result, List<ModelUsage> usage) {
        this(result, usage, false);
    }

    /** The same reply to whoever asks again. */
    public ToolReply again() {
        return new ToolReply(result, usage.stream().map(ModelUsage::again).toList(), true);
    }

    /**
     * The same reply with the bill of more than its own attempt.
     *
     * @param found whether it is the answer to a call that was lost, and for which no other account
     *     has been given
     */
    public ToolReply withUsage(List<ModelUsage> all, boolean found) {
        return new ToolReply(result, all, found);
    }

    /** Whether rules alone worked for it: neither this call nor one like it costs anything. */
    public boolean isFree() {
        return !usage.isEmpty()
                && !result.containsKey("_degraded")
                && usage.stream().allMatch(ModelUsage::isOfRules);
    }

    /** Whether nothing was bought for it that was not bought before, by a call that was lost. */
    public boolean isFound() {
        return kept
                || (!usage.isEmpty()
                        && !result.containsKey("_degraded")
                        && usage.stream().anyMatch(ToolReply::isAgain)
                        && usage.stream().allMatch(one -> isAgain(one) || one.isOfRules()));
    }

    private static boolean isAgain(ModelUsage one) {
        return one.standing() == ModelUsage.Standing.AGAIN;
    }
}
