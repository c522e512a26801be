package org.inkstream.config;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * What topics are called, on Kafka or NSQ.
 *
 * @param ocrCompleted in: OCR-complete events and the older task envelope
 * @param documentEnriched out: the enriched letter
 * @param documentQuality out: its score and verdict
 * @param costRecorded out: one event per model call
 * @param documentReview out: letters that a person must see
 * @param deadLetters out: what could not be taken
 */
public record TopicNames(
        String ocrCompleted,
        String documentEnriched,
        String documentQuality,
        String costRecorded,
        String documentReview,
        String deadLetters) {

    public TopicNames {
        boolean distinct =
                !List.of(
                                documentEnriched,
                                documentQuality,
                                costRecorded,
                                documentReview,
                                deadLetters)
                        .contains(ocrCompleted);
        // What we write must not come back to us as input.
        new Check()
                .that(
                        distinct,
                        "ocrCompleted",
                        "must differ from every topic that is written to, got '"
                                + ocrCompleted
                                + "'")
                .orThrow();
    }

    /** The same with another topic to read. */
    TopicNames reading(String topic) {
        return new TopicNames(
                topic,
                documentEnriched,
                documentQuality,
                costRecorded,
                documentReview,
                deadLetters);
    }

    /** Those that are written to. */
    public List<String> written() {
        return List.of(
                documentEnriched, documentQuality, costRecorded, documentReview, deadLetters);
    }

    /** Each must have the form that its broker allows. */
    void check(Check check, Pattern legal, String form) {
        BiConsumer<String, String> one =
                (key, name) ->
                        check.that(
                                legal.matcher(name).matches(),
                                "topics." + key,
                                "must be " + form + ", got '" + name + "'");
        one.accept("ocrCompleted", ocrCompleted);
        one.accept("documentEnriched", documentEnriched);
        one.accept("documentQuality", documentQuality);
        one.accept("costRecorded", costRecorded);
        one.accept("documentReview", documentReview);
        one.accept("deadLetters", deadLetters);
    }
}
