package org.inkstream.agents.call;

/**
 * What one event loop keeps about one agent.
 *
 * @param agent who is called
 * @param breaker when it is left alone
 * @param budget how often it may be asked again
 */
public record AgentLine(Agent agent, Breaker breaker, RetryBudget budget) {}
