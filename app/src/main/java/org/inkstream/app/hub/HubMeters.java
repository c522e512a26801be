package org.inkstream.app.hub;

import java.time.Duration;
import org.inkstream.agents.hub.HubListener;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.metrics.AgentMetrics;

/** Counts the hub's calls by the meters that calls of a worker have. */
final class HubMeters implements HubListener {
    private final AgentMetrics meters;

    HubMeters(AgentMetrics meters) {
        this.meters = meters;
    }

    @Override
    public void answered(String agentId, String tool, Duration took) {
        meters.answered(agentId, tool, took);
    }

    @Override
    public void failed(String agentId, ErrorClass errorClass) {
        meters.failed(agentId, errorClass.wireName());
    }

    @Override
    public void late(String agentId) {
        meters.answeredLate(agentId);
    }
}
