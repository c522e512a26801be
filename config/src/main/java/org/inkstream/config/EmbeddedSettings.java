package org.inkstream.config;

/**
 * The embedded broker and store.
 *
 * @param kafkaPort of the broker, 0 for any free port
 * @param storePort of the store, 0 for any free port
 */
public record EmbeddedSettings(int kafkaPort, int storePort) {
    public EmbeddedSettings {
        new Check()
                .between("kafkaPort", kafkaPort, 0, 65_535)
                .between("storePort", storePort, 0, 65_535)
                .orThrow();
    }
}
