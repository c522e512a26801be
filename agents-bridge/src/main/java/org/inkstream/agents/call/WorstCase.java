package org.inkstream.agents.call;

import java.util.Optional;
import org.inkstream.money.ModelUsage;

/**
 * What a call can have used at most whose outcome nobody received. Pure; asked only when a call is
 * lost.
 */
@FunctionalInterface
public interface WorstCase {
    /** Of agents that do not say which models they ask. */
    WorstCase NOBODY_KNOWS = call -> Optional.of(ModelUsage.ofNobodyKnows());

    /** Empty if the call cannot have cost anything. */
    Optional<ModelUsage> of(ToolCall call);
}
