package org.inkstream.agents.gateway.fusion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.time.Timers;

/**
 * Lets requests that may share a generation wait for each other for a moment, and asks once for all
 * that came. Each of them gets its own answer, as if it had been asked alone. Whoever asks again
 * asks alone: what failed together once need not do so twice. Not thread-safe: used on the
 * endpoint's event loop.
 */
public final class Fusing {
    private final Means means;
    private final Map<Meeting, Gathering> gatherings = new LinkedHashMap<>();

    /**
     * @param ask asks for one generation
     */
    public Fusing(
            BiFunction<ModelRequest, CallProgress, ModelEndpoint.Generation> ask, Timers timers) {
        this.means = new Means(ask, timers, new Tally());
    }

    /**
     * Asks, perhaps together with others. A request that is given up while others share its
     * generation does not stop it, and is answered with them: what is paid for can still be kept.
     */
    public ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        if (!mayShare(request)) {
            return means.ask().apply(request, progress);
        }
        Gathering gathering =
                gatherings.computeIfAbsent(
                        Meeting.of(request),
                        meeting ->
                                new Gathering(
                                        means,
                                        request.together(),
                                        () -> gatherings.remove(meeting)));
        return gathering.has(request.tag().tool())
                ? means.ask().apply(request, progress)
                : gathering.join(new Part(request, progress));
    }

    /** Nobody waits for others any more: all that came are asked now. */
    public void flush() {
        List.copyOf(gatherings.values()).forEach(Gathering::send);
    }

    /** What came of it so far. */
    public Fused fused() {
        return means.tally().fused();
    }

    private static boolean mayShare(ModelRequest request) {
        CallTag tag = request.tag();
        return request.together().tools().contains(tag.tool())
                && tag.groupSize() > 1
                && !tag.groupId().isEmpty()
                && !tag.askedBefore();
    }
}
