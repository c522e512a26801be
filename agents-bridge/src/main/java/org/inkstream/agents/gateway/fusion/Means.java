package org.inkstream.agents.gateway.fusion;

import java.util.function.BiFunction;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.time.Timers;

/**
 * What everything here works with.
 *
 * @param ask asks for one generation
 */
record Means(
        BiFunction<ModelRequest, CallProgress, ModelEndpoint.Generation> ask,
        Timers timers,
        Tally tally) {}
