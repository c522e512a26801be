package org.inkstream.loadtest.peers.nsq;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the double can be told to do and a real nsqd does only when it pleases. */
class NsqdDoubleFaultsTest {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int SHORT_MILLIS = 50;

    private final Vertx vertx = Vertx.vertx();
    private final NsqdDouble nsqd = NsqdDouble.start(vertx, NsqdRules.usual());
    private RawClient client;

    @BeforeEach
    void subscribe() {
        client = subscribed(nsqd);
        publish(nsqd, "one");
    }

    @AfterEach
    void end() {
        client.close();
        nsqd.close();
        vertx.close().await();
    }

    private static RawClient subscribed(NsqdDouble to) {
        RawClient subscriber = new RawClient(to.port());
        subscriber.send("SUB t c");
        assertThat(next(subscriber).text()).isEqualTo("OK");
        return subscriber;
    }

    private static void publish(NsqdDouble to, String body) {
        try (RawClient publisher = new RawClient(to.port())) {
            publisher.send("PUB t", Buffer.buffer(body));
            assertThat(next(publisher).text()).isEqualTo("OK");
        }
    }

    private static Said next(RawClient from) {
        return from.poll(PATIENCE_MILLIS).orElseThrow();
    }

    @Test
    void a_message_is_delivered_again_without_notice() {
        client.send("RDY 2");
        String id = next(client).id();

        nsqd.expire("t", "c");

        Said again = next(client);
        assertThat(again.id()).isEqualTo(id);
        assertThat(again.attempts()).isEqualTo(2);
    }

    @Test
    void a_fatal_error_orphans_what_is_in_flight() {
        client.send("RDY 1");
        next(client);

        nsqd.fail("E_INVALID because");

        assertThat(next(client).text()).isEqualTo("E_INVALID because");
        assertThat(client.poll(PATIENCE_MILLIS)).isEmpty();
        assertThat(client.hasEnded()).isTrue();
        assertThat(nsqd.depth("t", "c")).isEqualTo(new NsqdDouble.Depth(0, 1, 0, 0));
    }

    @Test
    void silent_it_says_nothing_and_stays() {
        nsqd.speak(new Manner.Silent());

        client.send("RDY 1");
        client.send("PUB t", Buffer.buffer("two"));

        assertThat(client.poll(SHORT_MILLIS)).isEmpty();
        assertThat(client.hasEnded()).isFalse();
    }

    @Test
    void a_connection_ends_in_the_middle_of_a_frame() {
        nsqd.speak(new Manner.CutAfter(11));

        client.send("RDY 1");

        assertThat(client.poll(PATIENCE_MILLIS)).isEmpty();
        assertThat(client.hasEnded()).isTrue();
        assertThat(client.leftOver()).isEqualTo(11);
    }

    @Test
    void what_drips_arrives_whole() {
        nsqd.speak(new Manner.Drip(3, Duration.ofMillis(1)));

        client.send("RDY 1");
        client.send("FIN 0123456789abcdef");

        assertThat(next(client).body()).isEqualTo("one");
        assertThat(next(client).text()).startsWith("E_FIN_FAILED");
    }

    @Test
    void what_dripped_is_said_at_once_when_it_may() {
        nsqd.speak(new Manner.Drip(1, Duration.ofMillis(1)));
        client.send("RDY 1");

        nsqd.speak(new Manner.Plain());
        client.send("FIN 0123456789abcdef");

        assertThat(next(client).body()).isEqualTo("one");
        assertThat(next(client).text()).startsWith("E_FIN_FAILED");
    }

    @Test
    void nonsense_is_said_as_it_is_ordered() {
        nsqd.say(Frames.ofNoType());

        Optional<Said> said = client.poll(PATIENCE_MILLIS);

        assertThat(said.orElseThrow().type()).isEqualTo(77);
    }

    @Test
    void it_knows_what_was_said_to_it() {
        assertThat(nsqd.commands()).contains(List.of("SUB", "t", "c"), List.of("PUB", "t"));
    }

    @Test
    void killed_before_a_sync_it_loses_what_is_on_disk_too() {
        VirtualTimers timers = new VirtualTimers();
        NsqdRules rules = NsqdRules.usual().memoryQueue(0).syncEvery(100);
        try (NsqdDouble slow = NsqdDouble.start(vertx, rules, "", loop -> timers)) {
            publish(slow, "synced");
            slow.onLoop(() -> timers.advance(NsqdRules.SYNC_TIMEOUT));
            publish(slow, "not synced");

            slow.kill();
            slow.restart();

            try (RawClient subscriber = subscribed(slow)) {
                subscriber.send("RDY 10");
                assertThat(next(subscriber).body()).isEqualTo("synced");
                assertThat(slow.depth("t", "c").waiting()).isZero();
            }
        }
    }
}
