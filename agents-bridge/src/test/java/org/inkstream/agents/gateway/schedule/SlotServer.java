package org.inkstream.agents.gateway.schedule;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A server with slots and room for one model: a slot that has just read a document need not read it
 * again, and another model must be loaded when nothing of the one before is worked on. Requests
 * beyond its slots wait in it, as they come.
 */
final class SlotServer {
    private final List<Slot> slots;
    private final long reading;
    private final long loading;
    private String loaded = "";
    int swaps;
    int hits;

    private static final class Slot {
        String document = "";
        long freeAt;
    }

    /**
     * @param reading how long it reads a document, in nanoseconds
     * @param loading how long it loads a model
     */
    SlotServer(int count, long reading, long loading) {
        this.slots = IntStream.range(0, count).mapToObj(i -> new Slot()).toList();
        this.reading = reading;
        this.loading = loading;
    }

    /**
     * @param work beside reading
     * @return when the call will have ended
     */
    long begin(Ask ask, long work, long now) {
        long from = now;
        if (!loaded.equals(ask.model())) {
            from = slots.stream().mapToLong(slot -> slot.freeAt).max().orElse(now);
            from = Math.max(from, now) + loading;
            swaps++;
            loaded = ask.model();
            slots.forEach(slot -> slot.document = "");
        }
        long when = from;
        String document = ask.group();
        Slot slot =
                slots.stream()
                        .filter(one -> one.freeAt <= when && one.document.equals(document))
                        .findFirst()
                        .orElseGet(
                                () ->
                                        slots.stream()
                                                .min(Comparator.comparingLong(one -> one.freeAt))
                                                .orElseThrow());
        boolean hit = slot.document.equals(document);
        hits += hit ? 1 : 0;
        slot.document = document;
        slot.freeAt = Math.max(when, slot.freeAt) + (hit ? 0 : reading) + work;
        return slot.freeAt;
    }
}
