package org.inkstream.loadtest.scenarios.nsq;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.inkstream.pipeline.ingest.nsq.client.NsqProducer;

/** Our client: one event loop, on which everything happens. */
final class InkstreamRacer implements Racer {
    private static final Duration MESSAGE_TIMEOUT = Duration.ofSeconds(60);

    @Override
    public void publish(Heat heat, Tally tally) {
        Buffer body = Buffer.buffer(new byte[heat.bytes()]);
        OurClient client = new OurClient(heat.ports(), MESSAGE_TIMEOUT);
        client.onLoop(
                () -> {
                    NsqProducer producer = client.producer();
                    new Pipeline(tally, heat.all(), 1, () -> producer.publish(heat.topic(), body))
                            .fill(heat.pipelined());
                    return producer;
                });
    }

    @Override
    public void publishBatches(Heat heat, Tally tally) {
        List<Buffer> batch =
                Collections.nCopies(heat.batch(), Buffer.buffer(new byte[heat.bytes()]));
        OurClient client = new OurClient(heat.ports(), MESSAGE_TIMEOUT);
        client.onLoop(
                () -> {
                    NsqProducer producer = client.producer();
                    new Pipeline(
                                    tally,
                                    // The last one may be more than is needed, as for nsq-j.
                                    heat.all() / heat.batch() + 1,
                                    heat.batch(),
                                    () -> producer.publishAll(heat.topic(), batch))
                            .fill(Math.max(1, heat.pipelined() / heat.batch()));
                    return producer;
                });
    }

    @Override
    public void consume(Heat heat, Tally tally) {
        OurClient client = new OurClient(heat.ports(), MESSAGE_TIMEOUT);
        client.onLoop(
                () ->
                        client.consumer(heat.topic(), Heat.CHANNEL, heat.window())
                                .start(
                                        message ->
                                                message.finish()
                                                        .onComplete(
                                                                done -> tally.count(),
                                                                lost -> tally.countFailed())));
    }

    /** Keeps so many publishes on their way. On the loop. */
    private static final class Pipeline {
        private final Tally tally;
        private final int count;
        private final Supplier<Future<Void>> publish;
        private int left;

        /**
         * @param count messages of one publish
         */
        Pipeline(Tally tally, int publishes, int count, Supplier<Future<Void>> publish) {
            this.tally = tally;
            this.left = publishes;
            this.count = count;
            this.publish = publish;
        }

        void fill(int onTheirWay) {
            for (int i = 0; i < onTheirWay; i++) {
                another();
            }
        }

        private void another() {
            if (left > 0) {
                left--;
                publish.get().onComplete(this::accepted, this::refused);
            }
        }

        private void accepted(Void done) {
            for (int i = 0; i < count; i++) {
                tally.count();
            }
            another();
        }

        private void refused(Throwable why) {
            tally.countFailed();
            another();
        }
    }
}
