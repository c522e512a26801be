package org.inkstream.pipeline.ingest;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.pipeline.document.OcrCompleted;

/**
 * Letters that came by a topic for urgent ones. They carry a header that says so, which stays with
 * them in the journal; a letter that names no priority gets {@value #PRIORITY} by it, or it would
 * wait at the models behind everything that it has overtaken before.
 */
public final class Urgent {
    /** Of letters that came as urgent and name none themselves. */
    public static final int PRIORITY = 10;

    private static final String HEADER = "inkstream-urgent";

    private Urgent() {}

    /** The same lanes, for a source that reads urgent letters only. */
    public static List<Lane> lanes(List<Lane> lanes) {
        return lanes.stream().map(lane -> new Lane(lane.loop(), marking(lane.intake()))).toList();
    }

    private static Intake marking(Intake intake) {
        return new Intake() {
            @Override
            public Future<Settlement> accept(Delivery delivery) {
                return intake.accept(marked(delivery));
            }

            @Override
            public Future<Settlement> accept(Delivery delivery, Runnable accepted) {
                return intake.accept(marked(delivery), accepted);
            }
        };
    }

    private static Delivery marked(Delivery delivery) {
        Map<String, String> headers = new HashMap<>(delivery.headers());
        headers.put(HEADER, "true");
        return new Delivery(delivery.origin(), delivery.key(), delivery.value(), headers);
    }

    /**
     * @param headers with which the event came
     */
    static OcrCompleted ranked(OcrCompleted event, Map<String, String> headers) {
        return event.priority() == 0 && headers.containsKey(HEADER)
                ? event.withPriority(PRIORITY)
                : event;
    }
}
