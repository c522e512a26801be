package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.net.ClientSSLOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * How connections to nsqd are made.
 *
 * @param clientId name of this process in nsqd's statistics
 * @param heartbeat time between two heartbeats, 1 s to 1 min
 * @param messageTimeout time that nsqd gives a message before it is touched or settled, 1 s or
 *     more; short is safe because messages are touched by themselves
 * @param compression of what goes over the wire
 * @param authSecret for AUTH where nsqd asks for it, or empty
 * @param maxFrameBytes largest frame that is taken from nsqd, at least 1 KiB; a larger one ends the
 *     connection
 * @param connectTimeout for the connection and each step of its greeting, 1 ms to 1 min
 */
public record NsqOptions(
        String clientId,
        Duration heartbeat,
        Duration messageTimeout,
        Compression compression,
        String authSecret,
        int maxFrameBytes,
        Duration connectTimeout,
        Tls tls) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    public NsqOptions {
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("a client of nsqd needs an id");
        }
        if (heartbeat.compareTo(Duration.ofSeconds(1)) < 0 || heartbeat.compareTo(MINUTE) > 0) {
            throw new IllegalArgumentException(
                    "heartbeat must be from 1 s to 1 min, got " + heartbeat);
        }
        if (messageTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "messageTimeout must be at least 1 s, got " + messageTimeout);
        }
        if (maxFrameBytes < 1024) {
            throw new IllegalArgumentException(
                    "maxFrameBytes must be at least 1024, got " + maxFrameBytes);
        }
        if (connectTimeout.toMillis() < 1 || connectTimeout.compareTo(MINUTE) > 0) {
            throw new IllegalArgumentException(
                    "connectTimeout must be from 1 ms to 1 min, got " + connectTimeout);
        }
    }

    /** Of the stream in both directions, after TLS. */
    public enum Compression {
        NONE,
        DEFLATE,
        SNAPPY
    }

    /** Whether the connection is made secret; the host name is always checked then. */
    public sealed interface Tls {
        record Off() implements Tls {}

        record On(ClientSSLOptions options) implements Tls {}

        default Optional<ClientSSLOptions> asked() {
            return this instanceof On on ? Optional.of(on.options()) : Optional.empty();
        }
    }
}
