package org.inkstream.pipeline.ops;

import java.util.Map;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.Settings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which a command is told which broker to talk to. */
final class BrokerOption {
    @Mixin private SettingsOption settings;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,…",
            defaultValue = "",
            description =
                    "Kafka brokers; without it those of the settings, and without those the"
                            + " embedded broker of this machine.")
    private String bootstrapServers;

    KafkaSettings load() {
        Settings loaded =
                bootstrapServers.isEmpty()
                        ? settings.load()
                        : settings.load(Map.of("kafka.bootstrapServers", bootstrapServers));
        if (!loaded.kafka().bootstrapServers().isEmpty()) {
            return loaded.kafka();
        }
        int port = loaded.embedded().kafkaPort();
        if (port == 0) {
            throw new IllegalArgumentException(
                    "which broker? give --bootstrap-servers HOST:PORT, or set"
                            + " kafka.bootstrapServers or embedded.kafkaPort");
        }
        return loaded.at("127.0.0.1:" + port, loaded.store().uri()).kafka();
    }
}
