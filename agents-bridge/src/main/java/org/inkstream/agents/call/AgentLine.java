package org.inkstream.agents.call;

import java.time.Duration;

/**
 * What one event loop keeps about one agent.
 *
 * @param agent who is called
 * @param breaker when it is left alone
 * @param budget how often it may be asked again
 * @param waitDeadline how long an attempt may wait in all before anybody works on it
 */
public record AgentLine(Agent agent, Breaker breaker, RetryBudget budget, Duration waitDeadline) {}
