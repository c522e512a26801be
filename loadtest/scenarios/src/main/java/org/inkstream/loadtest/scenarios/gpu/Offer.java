package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.inkstream.loadtest.scenarios.system.TestLetters;

/**
 * A letter and when it is meant to be published.
 *
 * @param at real time after the beginning
 * @param urgent whether it goes to the topic of urgent letters
 */
record Offer(TestLetters.Event letter, Duration at, boolean urgent) {
    /** The topic of urgent letters. */
    static final String URGENT_TOPIC = "ocr.urgent";

    /** One that is not urgent. */
    Offer(TestLetters.Event letter, Duration at) {
        this(letter, at, false);
    }

    /** All at once. */
    static List<Offer> backlog(TestLetters letters, int count) {
        return letters.events(count).stream()
                .map(letter -> new Offer(letter, Duration.ZERO))
                .toList();
    }

    /**
     * One after the other at random times, whatever becomes of those before.
     *
     * @param perSecond real
     */
    static List<Offer> openLoop(TestLetters letters, int count, double perSecond, long seed) {
        Random random = new Random(seed);
        List<Offer> offers = new ArrayList<>();
        double seconds = 0;
        for (TestLetters.Event letter : letters.events(count)) {
            seconds += -Math.log(1 - random.nextDouble()) / perSecond;
            offers.add(new Offer(letter, Duration.ofNanos(Math.round(seconds * 1e9))));
        }
        return offers;
    }

    /** The same letters for another collection, under ids of their own. */
    static List<TestLetters.Event> of(
            TestLetters letters, int first, int count, String collection) {
        return IntStream.range(first, first + count)
                .mapToObj(letters::event)
                .map(
                        letter -> {
                            String id = collection + "-" + letter.documentId();
                            JsonObject data =
                                    letter.value()
                                            .toJsonObject()
                                            .put("documentId", id)
                                            .put("collectionId", collection);
                            return new TestLetters.Event(id, data.toBuffer());
                        })
                .toList();
    }
}
