package org.inkstream.loadtest.scenarios.nsq;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.inkstream.pipeline.ingest.nsq.client.NsqConsumer;
import org.inkstream.pipeline.ingest.nsq.client.NsqMessage;

/**
 * A consumer in a JVM of its own that holds each message for a while, writes it down and then
 * finishes it. Asked to end, it drains.
 */
public final class ConsumerProcess {
    static final String TOPIC = "chaos";
    static final String CHANNEL = "consumers";
    static final Duration MESSAGE_TIMEOUT = Duration.ofSeconds(2);

    private static final int WINDOW = 300;
    private static final int LONG_ONE_IN = 500;
    private static final int SHORT_MILLIS = 200;
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private ConsumerProcess() {}

    /**
     * @param args port of nsqd, and the file to write to
     */
    public static void main(String[] args) {
        PrintStream out = System.out;
        Accepted accepted = new Accepted(Path.of(args[1]));
        OurClient client = new OurClient(List.of(Integer.parseInt(args[0])), MESSAGE_TIMEOUT);
        NsqConsumer consumer =
                client.onLoop(
                        () -> {
                            NsqConsumer made = client.consumer(TOPIC, CHANNEL, WINDOW);
                            // It goes on trying whatever becomes of the first attempt.
                            var unused = made.start(message -> take(client, message, accepted));
                            return made;
                        });
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> client.onLoop(() -> consumer.drain(DRAIN)).await()));
        out.println("running");
    }

    private static void take(OurClient client, NsqMessage message, Accepted accepted) {
        int number = Integer.parseInt(message.body().getString(0, Accepted.LINE - 1));
        client.after(
                held(number),
                () -> {
                    accepted.add(number);
                    // Where the word does not get through, the message comes again.
                    var unused = message.finish();
                });
    }

    /** Most are short; some are longer than what nsqd waits for. */
    private static long held(int number) {
        return number % LONG_ONE_IN == 0
                ? MESSAGE_TIMEOUT.multipliedBy(2).toMillis()
                : 1 + number * 31L % SHORT_MILLIS;
    }
}
