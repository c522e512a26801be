package org.inkstream.pipeline.publish.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.TopicNames;
import org.jspecify.annotations.Nullable;

/** Makes the topics that are missing, and leaves the others as they are. */
public final class Topics {
    private static final int MOST_LOOKS = 100_000;

    private final KafkaSettings settings;

    public Topics(KafkaSettings settings) {
        this.settings = settings;
    }

    /**
     * Blocks until the broker has answered.
     *
     * @param limit for each of the two questions to the broker
     * @return all topics of the settings, in their order
     * @throws IllegalStateException if the broker does not answer, or refuses; says which topic
     */
    public List<Topic> create(Duration limit) {
        Set<String> wanted = names();
        try (Admin admin = Admin.create(properties(limit))) {
            Collection<String> there = ask(admin.listTopics().names(), limit, "list the topics");
            List<Topic> topics = new ArrayList<>();
            for (String name : wanted) {
                boolean made = !there.contains(name) && create(admin, name, limit);
                topics.add(new Topic(name, made));
            }
            awaitKnown(admin, wanted, limit);
            return topics;
        }
    }

    /**
     * The controller answers before the broker knows of a new topic, and whoever asks in between is
     * told that it has no partitions. Each look is a round trip, so this takes a few of them.
     */
    private void awaitKnown(Admin admin, Set<String> wanted, Duration limit) {
        Set<String> missing = new LinkedHashSet<>(wanted);
        for (int look = 0; look < MOST_LOOKS && !missing.isEmpty(); look++) {
            missing.removeAll(ask(admin.listTopics().names(), limit, "list the topics"));
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "broker "
                            + settings.bootstrapServers()
                            + " does not know topics that it has made: "
                            + missing);
        }
    }

    private boolean create(Admin admin, String name, Duration limit) {
        NewTopic topic =
                new NewTopic(name, settings.partitions(), (short) settings.replication())
                        .configs(
                                Map.of(
                                        "max.message.bytes",
                                        Integer.toString(EventProducer.MAX_RECORD_BYTES)));
        try {
            ask(admin.createTopics(List.of(topic)).all(), limit, "create topic '" + name + "'");
            return true;
        } catch (IllegalStateException refused) {
            // Somebody else was faster, which is as good.
            if (refused.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw refused;
        }
    }

    private <T> T ask(KafkaFuture<T> answer, Duration limit, String what) {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException refused) {
            throw cannot(what, String.valueOf(refused.getCause()), refused.getCause());
        } catch (TimeoutException silent) {
            throw cannot(what, "no answer in " + limit.toSeconds() + " s", silent);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw cannot(what, "interrupted", asked);
        }
    }

    private IllegalStateException cannot(String what, String why, @Nullable Throwable cause) {
        return new IllegalStateException(
                "cannot " + what + " on broker " + settings.bootstrapServers() + ": " + why, cause);
    }

    private Map<String, Object> properties(Duration limit) {
        Map<String, Object> properties = new HashMap<>(settings.properties());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(limit.toMillis()));
        properties.put(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(limit.toMillis()));
        return properties;
    }

    private Set<String> names() {
        TopicNames topics = settings.topics();
        Set<String> names =
                new LinkedHashSet<>(
                        List.of(
                                topics.ocrCompleted(),
                                topics.documentEnriched(),
                                topics.documentQuality(),
                                topics.costRecorded(),
                                topics.documentReview(),
                                topics.deadLetters()));
        settings.urgent().map(urgent -> urgent.topics().ocrCompleted()).ifPresent(names::add);
        return names;
    }

    /**
     * A topic that is there now.
     *
     * @param created whether it was made by this call
     */
    public record Topic(String name, boolean created) {}
}
