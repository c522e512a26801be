package org.inkstream.pipeline.publish;

import io.vertx.core.Future;
import java.util.List;

/** Tells the world. */
@FunctionalInterface
public interface Announcer {
    /**
     * Completes when every event is acknowledged by all in-sync replicas; at least once.
     *
     * @param events which are read on any thread until then, and must not change
     */
    Future<Void> announce(List<Announcement> events);
}
