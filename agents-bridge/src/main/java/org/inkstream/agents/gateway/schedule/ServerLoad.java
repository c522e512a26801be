package org.inkstream.agents.gateway.schedule;

/**
 * What a server says about itself.
 *
 * @param running requests that it works on
 * @param waiting requests that wait inside it
 */
public record ServerLoad(int running, int waiting) {}
