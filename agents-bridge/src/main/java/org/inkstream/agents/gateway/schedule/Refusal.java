package org.inkstream.agents.gateway.schedule;

import java.time.Duration;

/**
 * Why a call is not let in.
 *
 * @param why for people
 * @param retryAfter when there will be room, as far as can be guessed
 */
public record Refusal(String why, Duration retryAfter) {}
