package org.inkstream.app.coordinator;

import io.vertx.core.Future;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.jobs.Task;
import org.inkstream.pipeline.jobs.TaskQueue;
import org.inkstream.pipeline.publish.kafka.EventProducer;

/**
 * Tasks on the topic of OCR-complete events.
 *
 * @param topic from which workers read
 */
record KafkaTasks(EventProducer producer, String topic) implements TaskQueue {
    @Override
    public int maxTaskBytes() {
        return OcrEventDecoder.MAX_RECORD_BYTES;
    }

    @Override
    public Future<Void> publish(List<Task> tasks) {
        return producer.send(
                tasks.stream()
                        .map(task -> new ProducerRecord<>(topic, task.documentId(), task.bytes()))
                        .toList());
    }
}
