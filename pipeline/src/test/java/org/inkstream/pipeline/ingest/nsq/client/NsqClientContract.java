package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.ingest.nsq.client.ClientLoop.await;
import static org.inkstream.pipeline.ingest.nsq.client.ClientLoop.failure;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.inkstream.loadtest.peers.nsq.Nsqd;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Producer and consumer together, against a real nsqd and against its double. Nothing is said of
 * how long it takes.
 */
abstract class NsqClientContract {
    private static final Duration MESSAGE_TIMEOUT = Duration.ofSeconds(1);
    private static final long PATIENCE_SECONDS = 60;

    private final ClientLoop client = new ClientLoop();
    private final BlockingQueue<NsqMessage> came = new LinkedBlockingQueue<>();
    private Nsqd nsqd;
    private NsqProducer producer;

    abstract Nsqd start(NsqdRules rules);

    @BeforeEach
    void begin() {
        nsqd =
                start(
                        NsqdRules.usual()
                                .messageTimeout(MESSAGE_TIMEOUT)
                                .maxMessageTimeout(MESSAGE_TIMEOUT.multipliedBy(3)));
        producer = new NsqdProducer(client.vertx, connector(), List.of(peer()));
    }

    @AfterEach
    void end() {
        client.close();
        nsqd.close();
    }

    private NsqdAddress peer() {
        return new NsqdAddress("127.0.0.1", nsqd.port());
    }

    private NsqConnector connector() {
        return client.connector(
                new NsqOptions(
                        "test",
                        Duration.ofSeconds(30),
                        MESSAGE_TIMEOUT,
                        NsqOptions.Compression.NONE,
                        "",
                        1 << 21,
                        Duration.ofSeconds(30),
                        new NsqOptions.Tls.Off()));
    }

    private NsqConsumer consumer(int window) {
        NsqConsumer consumer =
                new ChannelConsumer(
                        new ConsumerOptions(
                                new ChannelName("letters", "test"),
                                window,
                                List.of(peer()),
                                List.of(),
                                Duration.ofMinutes(1)),
                        connector(),
                        (server, topic) -> Future.succeededFuture(Set.of()),
                        client.timers,
                        new Random(1),
                        ConsumerMeter.NONE);
        await(client.on(() -> consumer.start(came::add)));
        return consumer;
    }

    private NsqMessage next() {
        try {
            NsqMessage message = came.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(message).as("a message").isNotNull();
            return message;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private void publish(String... bodies) {
        for (String body : bodies) {
            await(producer.publish("letters", Buffer.buffer(body)));
        }
    }

    @Test
    void what_is_published_comes_and_is_finished_once() {
        publish("one");
        NsqConsumer consumer = consumer(10);

        NsqMessage message = next();
        await(client.on(message::finish));

        assertThat(message.body().toString()).isEqualTo("one");
        assertThat(message.attempts()).isEqualTo(1);
        assertThat(message.topic()).isEqualTo("letters");
        assertThat(failure(client.on(message::finish))).isInstanceOf(LostDelivery.class);
        await(client.on(() -> consumer.drain(Duration.ofSeconds(30))));
    }

    @Test
    void many_come_through_a_narrow_window() {
        consumer(2);

        await(producer.publishAll("letters", List.of(Buffer.buffer("a"), Buffer.buffer("b"))));
        publish("c", "d", "e");

        Set<String> bodies = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            NsqMessage message = next();
            bodies.add(message.body().toString());
            await(client.on(message::finish));
        }
        assertThat(bodies).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void what_is_requeued_comes_again_as_another_attempt() {
        publish("again");
        consumer(10);
        NsqMessage first = next();

        await(client.on(() -> first.requeue(Duration.ZERO)));

        NsqMessage second = next();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.attempts()).isEqualTo(2);
        await(client.on(second::finish));
    }

    @Test
    void what_is_held_too_long_is_lost_and_a_late_word_about_it_is_not_sent() {
        publish("long");
        consumer(10);
        NsqMessage first = next();

        NsqMessage second = next();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(failure(client.on(first::finish))).isInstanceOf(LostDelivery.class);
        await(client.on(second::finish));
    }

    @Test
    void an_nsqd_that_is_killed_is_found_again_and_what_was_in_flight_is_lost_to_the_consumer() {
        publish("held");
        consumer(10);
        NsqMessage held = next();

        nsqd.kill();
        nsqd.restart();

        publishUntilAccepted("after");
        NsqMessage after = next();
        assertThat(after.body().toString()).isEqualTo("after");
        assertThat(failure(client.on(held::finish))).isInstanceOf(LostDelivery.class);
        await(client.on(after::finish));
    }

    private void publishUntilAccepted(String body) {
        Future<Void> accepted = producer.publish("letters", Buffer.buffer(body));
        for (int tried = 1; tried < 10; tried++) {
            accepted = accepted.recover(away -> producer.publish("letters", Buffer.buffer(body)));
        }
        await(accepted);
    }

    @Test
    void a_name_that_nsqd_refuses_fails_and_the_next_message_goes_through() {
        assertThat(failure(producer.publish("not$a$name", Buffer.buffer("x")))).isNotNull();

        publishUntilAccepted("fine");

        consumer(10);
        assertThat(next().body().toString()).isEqualTo("fine");
    }
}
