package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.inkstream.loadtest.peers.faults.FaultProxy;
import org.inkstream.loadtest.peers.nsq.NsqBinaries;
import org.inkstream.loadtest.peers.nsq.NsqdProcess;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.inkstream.loadtest.peers.nsq.NsqlookupdProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealNsqdConsumerTest {
    private static final ChannelName NAME = new ChannelName("letters", "inkstream");
    private static final String TOPIC = NAME.topic();
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BRIEF = Duration.ofSeconds(2);

    @TempDir Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void is_skipped_where_nsqd_is_not_installed() {
        Assumptions.assumeTrue(NsqBinaries.areInstalled(), "skipped: " + NsqBinaries.MISSING);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        for (int last = open.size() - 1; last >= 0; last--) {
            open.get(last).close();
        }
    }

    @Test
    void consumers_that_share_a_channel_settle_each_message_of_all_nsqd_that_are_found_once()
            throws Exception {
        NsqlookupdProcess lookup =
                kept(NsqlookupdProcess.start(Files.createDirectory(folder.resolve("l"))));
        String register = "-lookupd-tcp-address=127.0.0.1:" + lookup.port();
        NsqdProcess a = nsqd("a", NsqdRules.usual(), register);
        NsqdProcess b = nsqd("b", NsqdRules.usual(), register);
        publish(a, "a", 5000);
        publish(b, "b", 5000);
        ConsumerOptions options =
                new ConsumerOptions(
                        NAME,
                        100,
                        List.of(),
                        List.of(URI.create("http://127.0.0.1:" + lookup.httpPort())),
                        Duration.ofMillis(500));
        ConsumerLoop first = kept(new ConsumerLoop(options, MINUTE, hold -> {}));
        first.start().until("full", c -> c.received.size() >= 100 && c.state().connections() == 2);
        ConsumerLoop second = kept(ConsumerLoop.finishing(options, MINUTE));
        second.start().until("all that is not held", c -> c.finished.size() >= 9_900);

        first.onLoop(() -> List.copyOf(first.received).forEach(first::finish));
        first.until("all it had", c -> c.finished.size() == c.received.size());
        first.drain();
        second.until("everything", c -> c.finished.size() + first.finished.size() == 10_000);

        assertThat(Stream.concat(first.finished.stream(), second.finished.stream()))
                .doesNotHaveDuplicates()
                .hasSize(10_000);
        http(a).awaitEmpty(TOPIC);
        http(b).awaitEmpty(TOPIC);
    }

    @Test
    void an_nsqd_that_was_killed_is_used_again_when_it_is_back() throws Exception {
        NsqdProcess a = nsqd("a", NsqdRules.usual());
        NsqdProcess b = nsqd("b", NsqdRules.usual());
        publish(a, "a1-", 500);
        publish(b, "b1-", 500);
        ConsumerLoop consumer = kept(ConsumerLoop.finishing(options(100, a, b), MINUTE));
        consumer.start().until("all", c -> c.finished.size() == 1000);

        a.kill();
        consumer.until("one is gone", c -> c.state().connections() == 1);
        publish(b, "b2-", 500);
        consumer.until("what the other has", c -> c.finished.size() == 1500);
        a.restart();
        consumer.until("both are there", c -> c.state().connections() == 2);
        publish(a, "a2-", 500);
        consumer.until("all of both", c -> c.finished.size() == 2000);

        assertThat(consumer.finished).doesNotHaveDuplicates();
    }

    @Test
    void nothing_is_lost_when_connections_are_cut() throws Exception {
        NsqdProcess nsqd = nsqd("a", NsqdRules.usual());
        ConsumerLoop[] made = new ConsumerLoop[1];
        Vertx network = Vertx.vertx();
        kept((AutoCloseable) () -> network.close().toCompletionStage().toCompletableFuture().get());
        FaultProxy proxy =
                FaultProxy.start(network, nsqd.port(), 1)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
        ConsumerOptions options =
                new ConsumerOptions(
                        NAME,
                        100,
                        List.of(new NsqdAddress("127.0.0.1", proxy.port())),
                        List.of(),
                        MINUTE);
        Consumer<NsqMessage> cutting =
                message -> {
                    made[0].finish(message);
                    if (made[0].received.size() % 1000 == 500) {
                        proxy.resetAll();
                    }
                };
        publish(nsqd, "m", 3000);
        ConsumerLoop consumer = kept(new ConsumerLoop(options, BRIEF, cutting));
        made[0] = consumer;

        consumer.start().until("all", c -> c.finished.stream().distinct().count() == 3000);

        assertThat(consumer.counted(ConsumerMeter.Event.DISCONNECTED)).isPositive();
        http(nsqd).awaitEmpty(TOPIC);
    }

    @Test
    void a_message_that_takes_long_is_touched_and_not_delivered_again() throws Exception {
        NsqdProcess nsqd = nsqd("a", NsqdRules.usual());
        publish(nsqd, "m", 1);
        ConsumerLoop consumer = kept(new ConsumerLoop(options(10, nsqd), BRIEF, hold -> {}));
        consumer.start().until("touched", c -> c.counted(ConsumerMeter.Event.TOUCHED) == 4);

        consumer.onLoop(() -> consumer.finish(consumer.received.get(0)));
        consumer.until("finished", c -> c.finished.size() == 1);

        http(nsqd).awaitEmpty(TOPIC);
        assertThat(consumer.received).hasSize(1);
        assertThat(consumer.counted(ConsumerMeter.Event.REFUSED_WORD)).isZero();
    }

    @Test
    void a_message_that_takes_too_long_is_given_up_and_its_late_word_never_reaches_the_next_one()
            throws Exception {
        NsqdProcess nsqd =
                nsqd(
                        "a",
                        NsqdRules.usual()
                                .messageTimeout(BRIEF)
                                .maxMessageTimeout(BRIEF.multipliedBy(3)));
        publish(nsqd, "m", 1);
        ConsumerLoop consumer = kept(new ConsumerLoop(options(10, nsqd), BRIEF, hold -> {}));
        consumer.start().until("delivered again", c -> c.received.size() == 2);
        NsqMessage early = consumer.received.get(0);
        NsqMessage late = consumer.received.get(1);

        List<Future<Void>> words = new ArrayList<>();
        consumer.onLoop(() -> words.add(early.finish()));
        consumer.onLoop(() -> words.add(late.finish()));
        consumer.until("said", c -> words.get(1).isComplete());

        assertThat(late.id()).isEqualTo(early.id());
        assertThat(late.attempts()).isEqualTo(2);
        assertThat(words.get(0).cause())
                .isInstanceOfSatisfying(
                        LostDelivery.class,
                        lost -> assertThat(lost.why()).isEqualTo(LostDelivery.Why.EXPIRED));
        assertThat(words.get(1).succeeded()).isTrue();
        http(nsqd).awaitEmpty(TOPIC);
        assertThat(consumer.counted(ConsumerMeter.Event.REFUSED_WORD)).isZero();
    }

    @Test
    void a_message_that_was_requeued_comes_again() throws Exception {
        NsqdProcess nsqd = nsqd("a", NsqdRules.usual());
        publish(nsqd, "m", 1);
        ConsumerLoop consumer =
                kept(
                        new ConsumerLoop(
                                options(10, nsqd),
                                MINUTE,
                                message -> {
                                    if (message.attempts() < 3) {
                                        message.requeue(Duration.ofMillis(100));
                                    }
                                }));
        consumer.start().until("the third", c -> c.received.size() == 3);

        consumer.onLoop(() -> consumer.finish(consumer.received.get(2)));
        consumer.until("finished", c -> c.finished.size() == 1);

        http(nsqd).awaitEmpty(TOPIC);
    }

    @Test
    void a_drain_loses_nothing_and_has_nothing_delivered_twice() throws Exception {
        NsqdProcess a = nsqd("a", NsqdRules.usual());
        NsqdProcess b = nsqd("b", NsqdRules.usual());
        publish(a, "a", 500);
        publish(b, "b", 500);
        ConsumerLoop[] made = new ConsumerLoop[1];
        ConsumerLoop leaving =
                kept(
                        new ConsumerLoop(
                                options(20, a, b),
                                BRIEF,
                                message ->
                                        made[0].vertx.setTimer(
                                                20, later -> made[0].finish(message))));
        made[0] = leaving;
        leaving.start().until("some", c -> c.finished.size() >= 100);

        leaving.drain();
        ConsumerLoop staying = kept(ConsumerLoop.finishing(options(20, a, b), BRIEF));
        staying.start();
        staying.until("the rest", c -> c.finished.size() + leaving.finished.size() == 1000);

        assertThat(leaving.finished).hasSameSizeAs(leaving.received);
        assertThat(Stream.concat(leaving.finished.stream(), staying.finished.stream()))
                .doesNotHaveDuplicates();
        http(a).awaitEmpty(TOPIC);
        http(b).awaitEmpty(TOPIC);
    }

    private NsqdProcess nsqd(String name, NsqdRules rules, String... flags) throws IOException {
        return kept(NsqdProcess.start(Files.createDirectory(folder.resolve(name)), rules, flags));
    }

    private <T extends AutoCloseable> T kept(T one) {
        open.add(one);
        return one;
    }

    private static NsqdHttp http(NsqdProcess nsqd) {
        return new NsqdHttp(nsqd.httpPort());
    }

    private static void publish(NsqdProcess nsqd, String prefix, int messages) {
        http(nsqd)
                .publish(
                        TOPIC,
                        IntStream.range(0, messages).mapToObj(number -> prefix + number).toList());
    }

    private static ConsumerOptions options(int window, NsqdProcess... nsqds) {
        List<NsqdAddress> peers =
                Stream.of(nsqds).map(one -> new NsqdAddress("127.0.0.1", one.port())).toList();
        return new ConsumerOptions(NAME, window, peers, List.of(), MINUTE);
    }
}
