package org.inkstream.agents.gateway.schedule;

/**
 * What an endpoint has learned of one tool on one model.
 *
 * @param model as the server calls it
 * @param tool empty for all those that are not told apart, and for callers that name none
 */
public record Known(String model, String tool, Estimate estimate) {}
