package org.inkstream.app.coordinator;

import io.vertx.core.Future;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.jobs.Job;
import org.inkstream.pipeline.jobs.Task;
import org.inkstream.pipeline.jobs.TaskQueue;
import org.inkstream.pipeline.jobs.TaskTopics;
import org.inkstream.pipeline.publish.kafka.EventProducer;

/**
 * Tasks on the topics of OCR-complete events.
 *
 * @param topics from which workers read
 */
record KafkaTasks(EventProducer producer, TaskTopics topics) implements TaskQueue {
    @Override
    public int maxTaskBytes() {
        return OcrEventDecoder.MAX_RECORD_BYTES;
    }

    @Override
    public Future<Void> publish(Job job, List<Task> tasks) {
        String topic = topics.of(job);
        return producer.send(
                tasks.stream()
                        .map(task -> new ProducerRecord<>(topic, task.documentId(), task.bytes()))
                        .toList());
    }
}
