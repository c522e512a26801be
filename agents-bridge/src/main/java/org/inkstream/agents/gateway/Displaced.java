package org.inkstream.agents.gateway;

/**
 * Why a server's queue gives a request back that it has not sent: another server is to have it. It
 * never leaves the gateway.
 */
final class Displaced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Displaced() {
        super("given back by the queue of a server", null, false, false);
    }
}
