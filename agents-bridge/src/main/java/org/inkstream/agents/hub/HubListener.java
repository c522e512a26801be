package org.inkstream.agents.hub;

import java.time.Duration;
import org.inkstream.catalogue.ErrorClass;

/** Hears what becomes of calls, for metrics; called on the hub's event loop, must not throw. */
public interface HubListener {
    /** Hears nothing. */
    HubListener SILENT = new HubListener() {};

    /**
     * @param took from the arrival of the call, waiting included
     */
    default void answered(String agentId, String tool, Duration took) {}

    default void failed(String agentId, ErrorClass errorClass) {}

    /** Something came in for a call that had been given up. */
    default void late(String agentId) {}
}
