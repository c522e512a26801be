package org.inkstream.app.coordinator;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.inkstream.pipeline.ingest.nsq.client.NsqProducer;
import org.inkstream.pipeline.jobs.Task;
import org.inkstream.pipeline.jobs.TaskQueue;

/**
 * Tasks on a topic of nsqd, a batch with one MPUB. That nsqd has accepted them means little: it may
 * lose them, and then they are rung again.
 *
 * @param topic from which workers read, {@code enrichment} by custom
 */
record NsqTasks(NsqProducer producer, String topic) implements TaskQueue {
    /** The largest message that nsqd takes by default. */
    private static final int MOST_BYTES = 1024 * 1024;

    @Override
    public int maxTaskBytes() {
        return MOST_BYTES;
    }

    @Override
    public Future<Void> publish(List<Task> tasks) {
        return producer.publishAll(
                topic, tasks.stream().map(task -> Buffer.buffer(task.bytes())).toList());
    }
}
