package org.inkstream.app.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.ingest.kafka.ConsumerLag;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.store.mongo.StoreCounts;

/**
 * How a running system stands.
 *
 * @param topics how far behind each topic of Kafka is that is read, by its name; none where nothing
 *     goes over Kafka
 * @param channels of NSQ, as far as an nsqd can be asked
 * @param processes that have ever worked, by name
 */
record Standing(
        Map<String, ConsumerLag> topics,
        List<NsqBacklog> channels,
        StoreCounts counts,
        Map<String, OwnerStore.Beat> processes) {
    /**
     * Asks broker and store; blocks.
     *
     * @param limit for each question
     * @throws IllegalStateException if one of them does not answer
     */
    static Standing ask(Settings settings, MongoStores stores, Duration limit) {
        Map<String, ConsumerLag> topics = new LinkedHashMap<>();
        if (settings.events().kafka()) {
            for (KafkaSettings read : settings.kafka().read()) {
                topics.put(read.topics().ocrCompleted(), ConsumerLag.ask(read, limit));
            }
        }
        List<NsqBacklog> channels =
                settings.nsq().http().isEmpty() ? List.of() : NsqBacklog.ask(settings.nsq(), limit);
        return new Standing(
                topics,
                channels,
                Await.done("counting", limit, stores.counts()),
                Await.done("asking for processes", limit, stores.owners().beats()));
    }

    /** For people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        topics.forEach(
                (name, lag) ->
                        lines.add(
                                line(
                                        "records",
                                        "%,10d in topic %s, %,d behind",
                                        lag.records(),
                                        name,
                                        lag.behind())));
        channels.forEach(backlog -> lines.add(backlog.line()));
        lines.add(line("runs", "%,10d open, %,d closed", counts.openRuns(), counts.closedRuns()));
        lines.add(
                line(
                        "letters",
                        "%,10d enriched, %,d need review",
                        counts.enriched(),
                        counts.needReview()));
        lines.add(line("model calls", "%,10d recorded", counts.costRecords()));
        processes.forEach(
                (name, beat) ->
                        lines.add(
                                line(
                                        "process",
                                        "%s, incarnation %d, %s",
                                        name,
                                        beat.incarnation(),
                                        beat.resigned() ? "has left" : "beat " + beat.counter())));
        return lines;
    }

    private static String line(String what, String form, Object... values) {
        return String.format(Locale.ROOT, "%-12s ", what)
                + String.format(Locale.ROOT, form, values);
    }

    /** For programs; {@code records} and {@code behind} are of all topics together. */
    JsonObject toJson() {
        JsonObject named = new JsonObject();
        topics.forEach(
                (name, lag) ->
                        named.put(
                                name,
                                new JsonObject()
                                        .put("records", lag.records())
                                        .put("behind", lag.behind())));
        JsonArray beats = new JsonArray();
        processes.forEach(
                (name, beat) ->
                        beats.add(
                                new JsonObject()
                                        .put("name", name)
                                        .put("incarnation", beat.incarnation())
                                        .put("beat", beat.counter())
                                        .put("resigned", beat.resigned())));
        return new JsonObject()
                .put("records", topics.values().stream().mapToLong(ConsumerLag::records).sum())
                .put("behind", topics.values().stream().mapToLong(ConsumerLag::behind).sum())
                .put("topics", named)
                .put("nsq", new JsonArray(channels.stream().map(NsqBacklog::toJson).toList()))
                .put("store", counts.toJson())
                .put("processes", beats);
    }
}
