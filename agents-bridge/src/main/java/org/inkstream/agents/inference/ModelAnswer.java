package org.inkstream.agents.inference;

import java.time.Duration;
import java.util.List;
import org.inkstream.money.ModelUsage;

/**
 * What a model answered.
 *
 * @param text all of it, which should be JSON as the schema says, and may not be
 * @param stop why it ended
 * @param usage what it used, which is billed whatever the answer is worth
 * @param serverWait how long the request waited inside the server, zero if it does not say
 * @param earlier what generations before it used whose answers served this request for nothing
 */
public record ModelAnswer(
        String text, Stop stop, ModelUsage usage, Duration serverWait, List<ModelUsage> earlier) {
    public ModelAnswer {
        earlier = List.copyOf(earlier);
    }

    /** The answer of the only generation. */
    public ModelAnswer(String text, Stop stop, ModelUsage usage, Duration serverWait) {
        this(text, stop, usage, serverWait, List.of());
    }

    /** Why a generation ended. */
    public enum Stop {
        /** The model was done. */
        COMPLETE,
        /** The bound on its length was reached, so the answer is cut short. */
        LENGTH,
        /** The model, or a filter before it, refused. */
        REFUSED
    }

    /** The same answer with another account of what it used. */
    public ModelAnswer withUsage(ModelUsage other) {
        return new ModelAnswer(text, stop, other, serverWait, earlier);
    }

    /** The same answer after generations that served for nothing. */
    public ModelAnswer after(List<ModelUsage> used) {
        return new ModelAnswer(text, stop, usage, serverWait, used);
    }

    /** The same answer, told once more by whoever kept it. */
    public ModelAnswer again() {
        return new ModelAnswer(
                text,
                stop,
                usage.again(),
                serverWait,
                earlier.stream().map(ModelUsage::again).toList());
    }
}
