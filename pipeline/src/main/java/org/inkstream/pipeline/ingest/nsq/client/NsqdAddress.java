package org.inkstream.pipeline.ingest.nsq.client;

/**
 * Where an nsqd listens.
 *
 * @param port 1 to 65535
 */
public record NsqdAddress(String host, int port) {
    public NsqdAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("an nsqd needs a host");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be from 1 to 65535, got " + port);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
