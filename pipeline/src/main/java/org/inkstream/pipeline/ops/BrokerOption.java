package org.inkstream.pipeline.ops;

import java.util.Map;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.Settings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which a command is told which broker to talk to. */
public final class BrokerOption {
    @Mixin private SettingsOption given;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,…",
            defaultValue = "",
            description =
                    "Kafka brokers; without it those of the settings, and without those the"
                            + " embedded broker of this machine.")
    private String bootstrapServers;

    /** How to reach it. */
    public KafkaSettings load() {
        return settings().kafka();
    }

    /** All settings as they are given, whether or not they say where a broker is. */
    public Settings given() {
        return bootstrapServers.isEmpty()
                ? given.load()
                : given.load(Map.of("kafka.bootstrapServers", bootstrapServers));
    }

    /** All settings, those of that broker among them. */
    public Settings settings() {
        Settings loaded = given();
        if (!loaded.kafka().bootstrapServers().isEmpty()) {
            return loaded;
        }
        int port = loaded.embedded().kafkaPort();
        if (port == 0) {
            throw new IllegalArgumentException(
                    "which broker? give --bootstrap-servers HOST:PORT, or set"
                            + " kafka.bootstrapServers or embedded.kafkaPort");
        }
        return loaded.at("127.0.0.1:" + port, loaded.store().uri());
    }
}
