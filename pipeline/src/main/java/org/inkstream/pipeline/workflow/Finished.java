package org.inkstream.pipeline.workflow;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.inkstream.pipeline.document.FieldState;
import org.inkstream.pipeline.publish.Announcement;

/**
 * What a run comes to once its steps have ended: everything that is saved and announced.
 *
 * @param document the enriched letter, as {@link ResultStore#save} takes it
 * @param fields how many of its fields are in which state
 * @param costs one record per model call
 * @param reviews the review item, or nothing if no person needs to look
 * @param announcements what to announce, given the version that the document was stored under
 * @param summary what stays of the run in the journal
 */
public record Finished(
        JsonObject document,
        Map<FieldState, Integer> fields,
        List<JsonObject> costs,
        List<JsonObject> reviews,
        IntFunction<List<Announcement>> announcements,
        JsonObject summary) {
    /** Of a letter that could not be put together: nothing is saved or told. */
    static final Finished NOTHING =
            new Finished(
                    new JsonObject(),
                    Map.of(),
                    List.of(),
                    List.of(),
                    version -> List.of(),
                    new JsonObject());

    public Finished {
        fields = Map.copyOf(fields);
        costs = List.copyOf(costs);
        reviews = List.copyOf(reviews);
    }
}
