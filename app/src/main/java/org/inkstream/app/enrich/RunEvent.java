package org.inkstream.app.enrich;

import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** What an {@link EnrichmentRun} tells. */
public sealed interface RunEvent {
    /** A letter stands in the topic, from this command or an earlier one. */
    record Published(String documentId, String runId) implements RunEvent {}

    /**
     * The service announced something.
     *
     * @param id of the event; a repetition has the same
     * @param type CloudEvents type
     * @param documentId the letter
     * @param time as announced, ISO 8601
     * @param data the payload; where the event held only a reference, what it refers to
     */
    record Announced(String id, String type, String documentId, String time, JsonObject data)
            implements RunEvent {}

    /** The service gave a letter up. */
    record Buried(String documentId, String reason) implements RunEvent {}

    /** The run cannot go on. */
    record Broken(Throwable cause) implements RunEvent {}

    /** Does what belongs to the case at hand. */
    default void handle(
            Consumer<Published> published,
            Consumer<Announced> announced,
            Consumer<Buried> buried,
            Consumer<Broken> broken) {
        if (this instanceof Published p) {
            published.accept(p);
        } else if (this instanceof Announced a) {
            announced.accept(a);
        } else if (this instanceof Buried b) {
            buried.accept(b);
        } else {
            broken.accept((Broken) this);
        }
    }
}
