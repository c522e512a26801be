package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.publish.Announcement;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.pipeline.publish.EventType;

/** The topics that processes write to: what was announced, and what was given up. */
final class Outbox {
    private final Topic topic;
    private final ResultTable results;
    private final Witness witness;

    /** The first announcement under each id. */
    private final Map<String, Announcement> announced = new LinkedHashMap<>();

    private final Map<String, String> enrichedIds = new HashMap<>();
    private final Map<Delivery.Origin, DeadLetter> buried = new LinkedHashMap<>();
    private final Set<String> buriedRuns = new HashSet<>();

    Outbox(Topic topic, ResultTable results, Witness witness) {
        this.topic = topic;
        this.results = results;
        this.witness = witness;
    }

    Announcer announcerOf(Incarnation me, Network network, Weather weather, Chance chance) {
        return events ->
                network.ask(
                                me,
                                Operation.ANNOUNCE,
                                events.get(0).documentId(),
                                weather.ofBroker(),
                                () -> take(events),
                                () -> take(someOf(events, chance)))
                        .mapEmpty();
    }

    DeadLetters deadLettersOf(Incarnation me, Network network, Weather weather) {
        return letter ->
                network.ask(
                                me,
                                Operation.BURY,
                                letter.reason(),
                                weather.ofBroker(),
                                () -> bury(letter),
                                () -> bury(letter))
                        .<Void>mapEmpty();
    }

    /** A producer that breaks down has sent any of them. */
    private static List<Announcement> someOf(List<Announcement> events, Chance chance) {
        List<Announcement> sent = new ArrayList<>();
        for (Announcement event : events) {
            if (chance.of(0.6)) {
                sent.add(event);
            }
        }
        return sent;
    }

    private boolean take(List<Announcement> events) {
        events.forEach(this::take);
        return true;
    }

    private void take(Announcement event) {
        Announcement before = announced.putIfAbsent(event.id(), event);
        if (before != null) {
            witness.holds(
                    before.type() == event.type() && before.documentId().equals(event.documentId()),
                    "I3",
                    "two events share the id " + event.id());
        } else if (event.type() == EventType.DOCUMENT_ENRICHED) {
            checkEnriched(event);
        }
    }

    private void checkEnriched(Announcement event) {
        int version = event.data().getInteger("version");
        String run = event.data().getString("runId");
        String letter = event.documentId() + " version " + version;
        witness.holds(
                run.equals(results.runOf(event.documentId(), version)),
                "I3",
                letter + " is announced, but nobody can read it");
        witness.holds(
                enrichedIds.putIfAbsent(letter, event.id()) == null,
                "I3",
                letter + " is announced under two ids");
    }

    private boolean bury(DeadLetter letter) {
        buried.putIfAbsent(letter.delivery().origin(), letter);
        buriedRuns.add(topic.at(letter.delivery().origin()).runId());
        return true;
    }

    /** Whether a record is in the dead letters, or another that says the same. */
    boolean isBuried(Topic.Entry entry) {
        return buried.containsKey(entry.origin())
                || (entry.content().isLetter() && buriedRuns.contains(entry.content().runId()));
    }

    boolean isAnnounced(String documentId, int version) {
        return enrichedIds.containsKey(documentId + " version " + version);
    }

    /** Cost events by id. */
    Map<String, JsonObject> costEvents() {
        Map<String, JsonObject> costs = new LinkedHashMap<>();
        announced.forEach(
                (id, event) -> {
                    if (event.type() == EventType.COST_RECORDED) {
                        costs.put(id, event.data());
                    }
                });
        return costs;
    }

    int enriched() {
        return enrichedIds.size();
    }

    int buried() {
        return buried.size();
    }
}
