package org.inkstream.app.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;

/** The configuration of a one-node broker that starts in seconds and recovers fast from a kill. */
final class BrokerProperties {
    static final String LOOPBACK = "127.0.0.1";
    static final String CONTROLLER = "CONTROLLER";
    static final int NODE_ID = 1;

    /** The largest record we write is 4 MiB; the rest is room for its headers and the batch. */
    private static final int LARGEST_MESSAGE_BYTES = 4 * 1024 * 1024 + 1024;

    /**
     * For tests that put a proxy in front of the broker: {@code PORT:ADVERTISED}, a second port and
     * the one that its clients are told to come back to. Whoever comes to the first port is told
     * the first.
     */
    private static final String PROXIED = "inkstream.embedded.kafkaProxied";

    private BrokerProperties() {}

    static KafkaConfig of(Path folder, int port, int controllerPort, Duration retention) {
        Properties properties = new Properties();
        properties.putAll(addresses(port, controllerPort));
        properties.putAll(oneNodeOnly());
        properties.putAll(fastRecovery());
        properties.putAll(smallFootprint());
        properties.put("log.dirs", folder.toString());
        properties.put("log.retention.ms", Long.toString(retention.toMillis()));
        properties.put("message.max.bytes", Integer.toString(LARGEST_MESSAGE_BYTES));
        properties.put("auto.create.topics.enable", "false");
        return KafkaConfig.fromProps(properties, false);
    }

    private static Map<String, String> addresses(int port, int controllerPort) {
        String clients = "PLAINTEXT://" + LOOPBACK + ":" + port;
        String controller = CONTROLLER + "://" + LOOPBACK + ":" + controllerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@" + LOOPBACK + ":" + controllerPort,
                "controller.listener.names",
                CONTROLLER,
                "listeners",
                clients + proxied(0) + "," + controller,
                "advertised.listeners",
                clients + proxied(1),
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "PLAINTEXT");
    }

    private static String proxied(int which) {
        String ports = System.getProperty(PROXIED, "");
        return ports.isEmpty() ? "" : ",PROXIED://" + LOOPBACK + ":" + ports.split(":")[which];
    }

    private static Map<String, String> oneNodeOnly() {
        return Map.of(
                "default.replication.factor", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1");
    }

    // The defaults wait 45 s for a member that was killed, and 9 s for a broker that was.
    private static Map<String, String> fastRecovery() {
        return Map.of(
                "group.initial.rebalance.delay.ms", "0",
                "group.consumer.heartbeat.interval.ms", "1000",
                "group.consumer.min.heartbeat.interval.ms", "500",
                "group.consumer.session.timeout.ms", "5000",
                "group.consumer.min.session.timeout.ms", "3000",
                "broker.session.timeout.ms", "2000",
                "broker.heartbeat.interval.ms", "400");
    }

    private static Map<String, String> smallFootprint() {
        return Map.of(
                "num.network.threads", "1",
                "num.io.threads", "2",
                "background.threads", "2",
                "num.partitions", "1",
                "log.cleaner.dedupe.buffer.size", "4194304",
                "controlled.shutdown.enable", "true");
    }
}
