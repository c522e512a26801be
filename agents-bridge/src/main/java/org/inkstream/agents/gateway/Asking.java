package org.inkstream.agents.gateway;

import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;

/** A way to have a request answered, whatever stands behind it. */
interface Asking {
    ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress);
}
