package org.inkstream.app.coordinator;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.inkstream.pipeline.ingest.nsq.client.NsqProducer;
import org.inkstream.pipeline.jobs.Job;
import org.inkstream.pipeline.jobs.Task;
import org.inkstream.pipeline.jobs.TaskQueue;
import org.inkstream.pipeline.jobs.TaskTopics;

/**
 * Tasks on topics of nsqd, a batch with one MPUB. That nsqd has accepted them means little: it may
 * lose them, and then they are rung again.
 *
 * @param topics from which workers read, {@code enrichment} by custom
 */
record NsqTasks(NsqProducer producer, TaskTopics topics) implements TaskQueue {
    /** The largest message that nsqd takes by default. */
    private static final int MOST_BYTES = 1024 * 1024;

    @Override
    public int maxTaskBytes() {
        return MOST_BYTES;
    }

    @Override
    public Future<Void> publish(Job job, List<Task> tasks) {
        return producer.publishAll(
                topics.of(job), tasks.stream().map(task -> Buffer.buffer(task.bytes())).toList());
    }
}
