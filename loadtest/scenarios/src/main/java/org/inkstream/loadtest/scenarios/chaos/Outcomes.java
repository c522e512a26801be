package org.inkstream.loadtest.scenarios.chaos;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What store and broker hold in the end.
 *
 * @param letters as stored
 * @param announced ids of the events, by document
 * @param deadLettered keys of the dead letters
 * @param costs as recorded
 * @param costEvents ids of the events, by record key
 */
public record Outcomes(
        List<JsonObject> letters,
        Map<String, Set<String>> announced,
        Set<String> deadLettered,
        List<JsonObject> costs,
        Map<String, Set<String>> costEvents) {
    public Outcomes {
        letters = List.copyOf(letters);
        announced = Map.copyOf(announced);
        deadLettered = Set.copyOf(deadLettered);
        costs = List.copyOf(costs);
        costEvents = Map.copyOf(costEvents);
    }

    public Set<String> enriched() {
        return letters.stream().map(one -> one.getString("_id")).collect(Collectors.toSet());
    }

    /** Letters with a later version than the first, as healing makes them. */
    public long healed() {
        return letters.stream().filter(one -> one.getInteger("version") > 1).count();
    }

    /** Letters of which there are more, or fewer, announced versions than stored ones. */
    public List<String> notAnnouncedOnce() {
        return letters.stream()
                .filter(
                        one ->
                                announced.getOrDefault(one.getString("_id"), Set.of()).size()
                                        != one.getInteger("version"))
                .map(one -> one.getString("_id"))
                .toList();
    }

    /** Documents with a later version than the first. */
    public Set<String> healedIds() {
        return letters.stream()
                .filter(one -> one.getInteger("version") > 1)
                .map(one -> one.getString("_id"))
                .collect(Collectors.toSet());
    }

    /** Calls of one run of which the ledger knows more than one success. */
    public List<String> recordedTwice() {
        Map<String, Integer> times = new HashMap<>();
        costs.stream()
                .filter(Outcomes::isReceived)
                .forEach(
                        one ->
                                times.merge(
                                        one.getString("runId") + ' ' + one.getString("tool"),
                                        1,
                                        Integer::sum));
        return times.entrySet().stream()
                .filter(one -> one.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What nobody received is in the ledger at its worst, beside what the call came to later. */
    private static boolean isReceived(JsonObject cost) {
        return !cost.containsKey("lost");
    }

    /** Cost records without an event, and events without a record. */
    int costsThatDisagree() {
        Set<String> events = new HashSet<>();
        costEvents.values().forEach(events::addAll);
        Set<String> records =
                costs.stream().map(one -> one.getString("_id")).collect(Collectors.toSet());
        Set<String> both = new HashSet<>(events);
        both.retainAll(records);
        return events.size() + records.size() - 2 * both.size();
    }
}
