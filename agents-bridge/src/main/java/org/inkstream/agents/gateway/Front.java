package org.inkstream.agents.gateway;

import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.fusion.Fused;
import org.inkstream.agents.gateway.fusion.Fusing;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.time.Timers;

/**
 * What stands before the queues of an endpoint: who asks for the same shares it, what was answered
 * is kept, and then tools are asked together, so that each is known by its own key. Owned by one
 * event loop.
 */
final class Front implements Asking {
    private final Fusing fusing;
    private final Asking shared;

    Front(Asking queue, KeptAnswers kept, Timers timers) {
        this.fusing = new Fusing(queue::generate, timers);
        this.shared = SharedGenerations.keeping(fusing::generate, kept, timers);
    }

    @Override
    public ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        return shared.generate(request, progress);
    }

    /** What came of asking tools together. */
    Fused fused() {
        return fusing.fused();
    }

    /** Nobody waits for others any more. */
    void flush() {
        fusing.flush();
    }
}
