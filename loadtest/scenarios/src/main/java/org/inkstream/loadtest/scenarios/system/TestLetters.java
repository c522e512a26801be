package org.inkstream.loadtest.scenarios.system;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/** Letters made up with a seed: the same seed and number give the same letter. */
public final class TestLetters {
    private static final String COLLECTION = "loadtest";
    private static final List<String> WORDS =
            List.of(
                    ("the of and to in that was his he it with is for as had you not be her on at by"
                                    + " which have or from this him but all she they were my are me"
                                    + " one their so an said them we who would been will no when"
                                    + " there if more out up into do any your what has man could"
                                    + " other than our some very time upon about may its only now"
                                    + " like little then can should made did us such great before"
                                    + " must two these see know over much down after first good men"
                                    + " own never most old shall day where those came come himself"
                                    + " way work life without go make well through being long say"
                                    + " might how am too letter harvest parish steamer cargo"
                                    + " winter brother account receipt journey fever weather")
                            .split(" "));

    private final long seed;
    private final int bytes;

    /**
     * @param bytes of each letter's text
     */
    public TestLetters(long seed, int bytes) {
        this.seed = seed;
        this.bytes = bytes;
    }

    /** All ids have the same length. */
    public static String documentId(int number) {
        return "loadtest-%07d".formatted(number);
    }

    /** The values of the records to publish, by number from zero. */
    public List<Event> events(int count) {
        return IntStream.range(0, count).mapToObj(this::event).toList();
    }

    /** The same made one by one, for more than the heap holds. */
    public Iterable<Event> oneByOne(int count) {
        return () -> IntStream.range(0, count).mapToObj(this::event).iterator();
    }

    public Event event(int number) {
        JsonObject data =
                new JsonObject()
                        .put("documentId", documentId(number))
                        .put("collectionId", COLLECTION)
                        .put("text", text(number))
                        .put(
                                "ocr",
                                new JsonObject()
                                        .put("provider", "loadtest")
                                        .put("confidence", 0.93)
                                        .put("languages", new JsonArray().add("en")));
        return new Event(documentId(number), data.toBuffer());
    }

    String text(int number) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + number);
        String head =
                "Bristol, %d March 18%02d\n\nMy dear Sir,\n\n"
                        .formatted(1 + random.nextInt(28), random.nextInt(100));
        String tail = "\n\nI remain, Sir,\nyour obedient servant,\nThomas Whitcombe\n";
        return head + body(random, bytes - head.length() - tail.length()) + tail;
    }

    private static String body(RandomGenerator random, int length) {
        List<String> sentence = new ArrayList<>();
        StringBuilder body = new StringBuilder(length + 200);
        while (body.length() < length) {
            sentence.clear();
            int words = 6 + random.nextInt(14);
            for (int i = 0; i < words; i++) {
                sentence.add(WORDS.get(random.nextInt(WORDS.size())));
            }
            String text = String.join(" ", sentence);
            body.append(Character.toUpperCase(text.charAt(0))).append(text, 1, text.length());
            body.append(random.nextInt(5) == 0 ? ".\n\n" : ". ");
        }
        return body.substring(0, length);
    }

    /**
     * A record to publish.
     *
     * @param value OCR-complete data as JSON
     */
    public record Event(String documentId, Buffer value) {}
}
