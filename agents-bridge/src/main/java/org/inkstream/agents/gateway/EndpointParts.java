package org.inkstream.agents.gateway;

import java.util.function.Supplier;
import org.inkstream.agents.answers.KeptAnswers;

/**
 * What the endpoints of a process are given.
 *
 * @param opener makes the clients of inference servers
 * @param kept where an endpoint's event loop keeps answers for whoever asks again, asked once by
 *     each
 * @param estimates where what is learned of calls outlives the process
 * @param listener hears what goes on
 */
public record EndpointParts(
        EndpointOpener opener,
        Supplier<KeptAnswers> kept,
        EstimateStore estimates,
        EndpointListener listener) {

    /** Without a store of estimates, and with nobody who listens. */
    public EndpointParts(EndpointOpener opener, Supplier<KeptAnswers> kept) {
        this(opener, kept, EstimateStore.NONE, EndpointListener.NONE);
    }
}
