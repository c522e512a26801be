package org.inkstream.agents.call;

import java.time.Duration;

/**
 * What one event loop keeps about one agent.
 *
 * @param agent who is called
 * @param breaker when it is left alone
 * @param budget how often it may be asked again
 * @param places how many calls may be in the air, shared by the agents behind one connection pool
 * @param waitDeadline how long an attempt may wait in all before anybody works on it
 */
public record AgentLine(
        Agent agent, Breaker breaker, RetryBudget budget, Places places, Duration waitDeadline) {
    /** The line to an agent that takes as many calls as come. */
    public AgentLine(Agent agent, Breaker breaker, RetryBudget budget, Duration waitDeadline) {
        this(agent, breaker, budget, Places.unlimited(), waitDeadline);
    }

    /** The same line to somebody who stands before the agent. */
    public AgentLine by(Agent other) {
        return new AgentLine(other, breaker, budget, places, waitDeadline);
    }
}
