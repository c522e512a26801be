package org.inkstream.loadtest.scenarios.nsq;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.inkstream.config.Settings;
import org.inkstream.loadtest.peers.nsq.NsqdDouble;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.inkstream.pipeline.ops.NsqPublisher;
import org.junit.jupiter.api.Test;

class BareReaderTest {
    private static final int MESSAGES = 500;

    @Test
    void it_takes_and_finishes_every_message_of_each_nsqd() throws Exception {
        Vertx vertx = Vertx.vertx();
        NsqdDouble one = NsqdDouble.start(vertx, NsqdRules.usual());
        NsqdDouble other = NsqdDouble.start(vertx, NsqdRules.usual());
        try (one;
                other) {
            fill(one);
            fill(other);
            Heat heat =
                    new Heat(
                            Client.BARE,
                            Work.CONSUME,
                            List.of(one.port(), other.port()),
                            "topic",
                            MESSAGES,
                            MESSAGES,
                            1_000,
                            20,
                            1,
                            1);
            Tally tally = new Tally(heat);

            Client.BARE.racer().consume(heat, tally);

            assertThat(tally.await().failed()).isZero();
        } finally {
            vertx.close().await();
        }
    }

    private static void fill(NsqdDouble nsqd) throws Exception {
        Settings settings =
                Settings.loader().override(Map.of("nsq.nsqd", "127.0.0.1:" + nsqd.port())).load();
        try (NsqPublisher publisher = new NsqPublisher(settings.nsq())) {
            for (int i = 0; i < MESSAGES; i++) {
                publisher
                        .send("topic", new byte[1_000])
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void a_report_says_how_much_more_it_gets_than_the_clients() {
        NsqReport report =
                new NsqReport(new NsqPlan(Path.of("nsqd"), 3, 1_000, 300, 1_000, 200, 8, 500, 2));
        report.add(Work.CONSUME, Client.INKSTREAM, new Lap(100, 3, 1, 0, 0));
        report.add(Work.CONSUME, Client.NSQ_J, new Lap(80, 2, 11, 0, 0));
        report.add(Work.CONSUME, Client.BARE, new Lap(150, 0.5, 1, 0, 0));
        StringWriter out = new StringWriter();

        report.print(new PrintWriter(out));

        assertThat(out.toString())
                .contains("gets 1.50 x the messages/s of inkstream, which takes 6.0 x its CPU")
                .contains("gets 1.88 x the messages/s of nsq-j, which takes 4.0 x its CPU")
                .contains("missed  consume: >= 2 x the messages/s of nsq-j");
        assertThat(report.toJson().getJsonArray("limits")).hasSize(2);
        assertThat(Client.BARE.does(Work.PUBLISH)).isFalse();
    }
}
