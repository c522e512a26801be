package org.inkstream.pipeline.jobs;

import io.vertx.core.Future;
import java.util.List;

/** Rings for letters: puts their tasks where workers take them from. */
public interface TaskQueue {
    /** The largest task that it takes. */
    int maxTaskBytes();

    /**
     * Completes when all tasks are accepted. After a failure some of them may have been; each may
     * be published again.
     *
     * @param job whose they are, by which their topic is chosen
     * @param tasks at least one
     */
    Future<Void> publish(Job job, List<Task> tasks);
}
