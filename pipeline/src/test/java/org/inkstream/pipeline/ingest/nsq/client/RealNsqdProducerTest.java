package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.ingest.nsq.client.ClientLoop.await;
import static org.inkstream.pipeline.ingest.nsq.client.ClientLoop.failure;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.inkstream.loadtest.peers.nsq.NsqBinaries;
import org.inkstream.loadtest.peers.nsq.NsqdProcess;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.inkstream.pipeline.ingest.nsq.wire.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealNsqdProducerTest {
    private static final int MANY = 10_000;

    @TempDir Path folder;

    private final ClientLoop client = new ClientLoop();
    private NsqdProcess nsqd;
    private NsqProducer producer;

    @BeforeAll
    static void is_skipped_where_nsqd_is_not_installed() {
        Assumptions.assumeTrue(NsqBinaries.areInstalled(), "skipped: " + NsqBinaries.MISSING);
    }

    @BeforeEach
    void start() {
        nsqd = NsqdProcess.start(folder, NsqdRules.usual().memoryQueue(20_000));
        producer =
                new NsqdProducer(
                        client.vertx, client.connector(Options.plain().build()), List.of(peer()));
    }

    @AfterEach
    void end() {
        nsqd.close();
        client.close();
    }

    @Test
    void ten_thousand_on_their_way_at_once_arrive_in_their_order() {
        List<Future<Void>> published = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            published.add(producer.publish("letters", Buffer.buffer("" + i)));
        }
        await(Future.all(published));
        await(producer.close());

        assertThat(consume(MANY))
                .containsExactly(
                        IntStream.range(0, MANY)
                                .mapToObj(i -> Buffer.buffer("" + i))
                                .toArray(Buffer[]::new));
        assertThat(failure(producer.publish("letters", Buffer.buffer("late"))))
                .isInstanceOf(NsqNotSent.class);
    }

    @Test
    void a_batch_is_taken_whole_and_a_deferred_message_comes_too() {
        await(producer.publishAll("letters", List.of(Buffer.buffer("a"), Buffer.buffer("b"))));
        await(producer.publishLater("letters", Duration.ofMillis(1), Buffer.buffer("c")));

        assertThat(consume(3))
                .containsExactlyInAnyOrder(
                        Buffer.buffer("a"), Buffer.buffer("b"), Buffer.buffer("c"));
    }

    @Test
    void what_nsqd_would_refuse_is_refused_here_and_the_others_go_on() {
        Future<Void> before = producer.publish("letters", Buffer.buffer("before"));
        Future<Void> badTopic = producer.publish("no such\ntopic", Buffer.buffer("x"));
        Future<Void> tooLarge = producer.publish("letters", Buffer.buffer(new byte[1_048_577]));
        Future<Void> tooMuch =
                producer.publishAll(
                        "letters",
                        IntStream.range(0, 5)
                                .mapToObj(i -> Buffer.buffer(new byte[1_048_576]))
                                .toList());
        Future<Void> largest = producer.publish("letters", Buffer.buffer(new byte[1_048_576]));

        await(before);
        await(largest);
        assertThat(failure(badTopic)).isInstanceOf(IllegalArgumentException.class);
        assertThat(failure(tooLarge))
                .hasMessage("a message has 1048576 bytes at most, got 1048577");
        assertThat(failure(tooMuch))
                .hasMessage("messages together have 5242880 bytes at most, got 5242904");
    }

    @Test
    void a_killed_nsqd_leaves_nobody_waiting_and_is_found_again() {
        await(producer.publish("letters", Buffer.buffer("first")));
        List<Future<Void>> published = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            published.add(producer.publish("letters", Buffer.buffer("x" + i)));
        }

        nsqd.kill();
        List<Future<Boolean>> endings =
                published.stream()
                        .map(one -> one.map(true).recover(RealNsqdProducerTest::unknown))
                        .toList();
        await(Future.all(endings));
        nsqd.restart();

        await(producer.publish("letters", Buffer.buffer("again")));
        await(producer.close());
    }

    private static Future<Boolean> unknown(Throwable failure) {
        return failure instanceof NsqConnectionEnded || failure instanceof NsqNotSent
                ? Future.succeededFuture(false)
                : Future.failedFuture(failure);
    }

    private List<Buffer> consume(int count) {
        Promise<Void> all = Promise.promise();
        Received received = new Received(count, all);
        NsqConnector connector = client.connector(Options.plain().build());
        NsqConnection connection = await(client.on(() -> connector.connect(peer(), received)));
        await(client.on(() -> connection.ask(Command.subscribe("letters", "test"))));
        received.settleOn(connection);
        await(client.on(() -> connection.send(Command.ready(2_500))));
        await(all.future());
        await(client.on(connection::close));
        return received.bodies;
    }

    private NsqdAddress peer() {
        return new NsqdAddress("127.0.0.1", nsqd.port());
    }
}
