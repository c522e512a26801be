package org.inkstream.app.service;

import org.inkstream.config.Settings;

/** Where commands find a system that they do not start. */
public final class Reachable {
    private Reachable() {}

    /** With the addresses of the embedded backend of this machine where none are named. */
    public static Settings of(Settings settings) {
        String servers = settings.kafka().bootstrapServers();
        String uri = settings.store().uri();
        return settings.at(
                servers.isEmpty() ? "127.0.0.1:" + settings.embedded().kafkaPort() : servers,
                uri.isEmpty() ? "mongodb://127.0.0.1:" + settings.embedded().storePort() : uri);
    }
}
