package org.inkstream.loadtest.scenarios.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.inkstream.loadtest.scenarios.system.StoreView;

/**
 * Looks at the committed offsets again and again: whether one goes back, and whether one has passed
 * a letter that is neither enriched nor set aside. The store is asked after the broker, so a letter
 * that ends between the two looks settled: what it finds is wrong, but it does not find everything.
 */
final class OffsetWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final long LIMIT_SECONDS = 5;
    private static final int FINDINGS = 20;

    private final Admin admin;
    private final StoreView store;
    private final Publisher publisher;
    private final Map<TopicPartition, Long> last = new HashMap<>();
    private final List<String> wentBack = new ArrayList<>();
    private final List<String> passed = new ArrayList<>();
    private final Background thread;
    private int looks;

    OffsetWatch(String bootstrapServers, StoreView store, Publisher publisher) {
        this.admin =
                Admin.create(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "default.api.timeout.ms",
                                4_000,
                                "request.timeout.ms",
                                3_000));
        this.store = store;
        this.publisher = publisher;
        this.thread = new Background("offset-watch", PAUSE, this::look);
    }

    private synchronized void look() {
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        Set<String> settled = new HashSet<>();
        committed.forEach(
                (partition, offset) -> {
                    if (offset != null) {
                        long before = last.getOrDefault(partition, 0L);
                        if (offset.offset() < before) {
                            note(wentBack, partition + ": " + before + " to " + offset.offset());
                        }
                        settled.addAll(
                                publisher.between(partition.partition(), before, offset.offset()));
                    }
                });
        settled.removeIf(key -> key.startsWith(Publisher.UNREADABLE));
        check(settled);
        committed.forEach(
                (partition, offset) -> {
                    if (offset != null) {
                        last.put(partition, offset.offset());
                    }
                });
        looks++;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() {
        try {
            return admin.listConsumerGroupOffsets(Stage.GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (ExecutionException | TimeoutException notNow) {
            throw new IllegalStateException("the broker does not answer", notNow);
        }
    }

    private void check(Set<String> documentIds) {
        if (documentIds.isEmpty()) {
            return;
        }
        Set<String> open = new HashSet<>(documentIds);
        open.removeAll(store.enriched(documentIds));
        for (String documentId : open) {
            // Asked in this order: an entry is taken out after the run has come to its end.
            boolean due = store.isDue(documentId);
            Set<String> states = store.runStates(documentId);
            if (!due && (states.isEmpty() || states.contains("open"))) {
                note(passed, documentId + " " + states);
            }
        }
    }

    private static void note(List<String> findings, String finding) {
        if (findings.size() < FINDINGS) {
            findings.add(finding);
        }
    }

    synchronized int looks() {
        return looks;
    }

    synchronized List<String> wentBack() {
        return List.copyOf(wentBack);
    }

    synchronized List<String> passed() {
        return List.copyOf(passed);
    }

    /** Looks no more. */
    void stop() {
        thread.close();
    }

    @Override
    public void close() {
        stop();
        admin.close(Duration.ofSeconds(LIMIT_SECONDS));
    }
}
