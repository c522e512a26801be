package org.inkstream.agents.gateway;

import org.inkstream.agents.gateway.schedule.Standing;

/**
 * How an endpoint and its queue stand at one moment.
 *
 * @param load what it has to do
 * @param most requests that its settings and its slots allow at once
 * @param standing what its schedule knows beyond that
 */
public record EndpointState(EndpointLoad load, int most, Standing standing) {
    public String name() {
        return load.name();
    }
}
