package org.inkstream.pipeline.ops;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.inkstream.command.ExitCodes;
import org.inkstream.pipeline.publish.kafka.EventProducer;
import picocli.CommandLine;

/** Publishes records one after another for a command, names each that fails, and counts. */
final class Publishing {
    private static final long LIMIT_SECONDS = 60;

    private final EventProducer producer;
    private final CommandLine command;
    private int published;
    private int failed;

    Publishing(EventProducer producer, CommandLine command) {
        this.producer = producer;
        this.command = command;
    }

    /**
     * Blocks until the broker has acknowledged it, or has not.
     *
     * @param name what people know it by
     */
    void publish(String name, ProducerRecord<String, byte[]> event) {
        try {
            producer.send(List.of(event))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .join();
            published++;
        } catch (CompletionException failure) {
            refuse(name, String.valueOf(failure.getCause()));
        }
    }

    void refuse(String name, String reason) {
        failed++;
        command.getErr().println(name + ": " + reason);
        command.getErr().flush();
    }

    /** Prints the counts, and returns the exit code that goes with them. */
    int report(String verb) {
        command.getOut().printf("%d %s, %d failed%n", published, verb, failed);
        command.getOut().flush();
        return failed == 0 ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }
}
