package org.inkstream.pipeline.workflow;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.pipeline.publish.Announcement;

/**
 * What the calls of a run cost.
 *
 * @param costs one record for each model call
 * @param announcements of them
 */
public record Bill(List<JsonObject> costs, List<Announcement> announcements) {
    public static final Bill NOTHING = new Bill(List.of(), List.of());

    public Bill {
        costs = List.copyOf(costs);
        announcements = List.copyOf(announcements);
    }
}
