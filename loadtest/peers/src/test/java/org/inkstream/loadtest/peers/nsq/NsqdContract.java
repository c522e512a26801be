package org.inkstream.loadtest.peers.nsq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a client of NSQ has to reckon with. The same is asked of a real nsqd and of its double, over
 * a plain socket. Times are only checked from below: everything may come late.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NsqdContract {
    static final Duration MESSAGE_TIMEOUT = Duration.ofSeconds(1);
    static final Duration MAX_MESSAGE_TIMEOUT = Duration.ofMillis(2_500);

    private static final NsqdRules RULES =
            NsqdRules.usual()
                    .messageTimeout(MESSAGE_TIMEOUT)
                    .maxMessageTimeout(MAX_MESSAGE_TIMEOUT);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(100);
    // Clocks of two processes are read at slightly different moments.
    private static final Duration TICK = Duration.ofMillis(5);
    private static final int POLL_MILLIS = 10;
    private static final int WARM = 8;
    private static final int WAITING = 5;

    private final List<RawClient> clients = new ArrayList<>();
    private Nsqd nsqd;
    private int warmTaken;
    private int topics;

    abstract Nsqd start(NsqdRules rules);

    /** One that wants to see this secret. */
    abstract Nsqd startGuarded(String secret);

    /** Lets time pass, where it does not pass by itself. */
    abstract void pass(Duration time);

    abstract Duration now();

    /** Ends what the servers needed. */
    abstract void afterwards();

    @BeforeAll
    void begin() {
        nsqd = start(RULES);
        // Times in a new channel are kept only after some seconds; these have them behind them.
        for (int i = 0; i < WARM; i++) {
            RawClient client = client();
            client.send("SUB warm%d c".formatted(i));
            awaited(client);
        }
        pass(Duration.ofSeconds(5));
    }

    @AfterEach
    void leave() {
        clients.forEach(RawClient::close);
        clients.clear();
    }

    @AfterAll
    void end() {
        nsqd.close();
        afterwards();
    }

    private RawClient client() {
        return client(nsqd);
    }

    private RawClient client(Nsqd server) {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        return client;
    }

    private RawClient subscribed(String topic, int window) {
        RawClient client = client();
        client.send("SUB " + topic + " c");
        assertThat(awaited(client).text()).isEqualTo("OK");
        client.send("RDY " + window);
        return client;
    }

    private String newTopic() {
        topics++;
        return "topic" + topics;
    }

    private String warmTopic() {
        warmTaken++;
        return "warm" + (warmTaken - 1);
    }

    private void publish(String topic, String... bodies) {
        publish(nsqd, topic, bodies);
    }

    private void publish(Nsqd server, String topic, String... bodies) {
        try (RawClient publisher = new RawClient(server.port())) {
            for (String body : bodies) {
                publisher.send("PUB " + topic, Buffer.buffer(body));
                assertThat(awaited(publisher).text()).isEqualTo("OK");
            }
        }
    }

    /** The next frame, however long it takes. */
    private Said awaited(RawClient client) {
        long begun = System.nanoTime();
        Optional<Said> said = client.poll(POLL_MILLIS);
        while (said.isEmpty()) {
            if (client.hasEnded() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                fail(client.hasEnded() ? "the connection ended" : "nothing came");
            }
            pass(STEP);
            said = client.poll(POLL_MILLIS);
        }
        return said.get();
    }

    private void awaitEnd(RawClient client) {
        long begun = System.nanoTime();
        while (!client.hasEnded()) {
            client.poll(POLL_MILLIS);
            assertThat(System.nanoTime() - begun).isLessThan(PATIENCE.toNanos());
            pass(STEP);
        }
    }

    private List<String> bodies(RawClient client, int count) {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bodies.add(awaited(client).body());
        }
        return bodies;
    }

    @Test
    void who_asks_is_told_the_terms() {
        RawClient client = client();

        client.identify(new JsonObject().put("msg_timeout", 2_000));

        JsonObject terms = new JsonObject(awaited(client).text());
        assertThat(terms.getInteger("max_rdy_count")).isEqualTo(2_500);
        assertThat(terms.getLong("msg_timeout")).isEqualTo(2_000);
        assertThat(terms.getLong("max_msg_timeout")).isEqualTo(MAX_MESSAGE_TIMEOUT.toMillis());
        assertThat(terms.getBoolean("tls_v1")).isFalse();
        assertThat(terms.getBoolean("deflate")).isFalse();
        assertThat(terms.getBoolean("snappy")).isFalse();
        assertThat(terms.getBoolean("auth_required")).isFalse();
        assertThat(terms.getString("version")).isEqualTo("1.3.0");
    }

    @Test
    void a_message_timeout_beyond_the_largest_ends_the_connection() {
        RawClient client = client();

        client.identify(new JsonObject().put("msg_timeout", 3_600_000));

        assertThat(awaited(client).text())
                .isEqualTo("E_BAD_BODY IDENTIFY msg timeout (3600000) is invalid");
        awaitEnd(client);
    }

    @Test
    void without_heartbeats_nobody_may_subscribe() {
        RawClient client = client();
        client.identify(new JsonObject().put("heartbeat_interval", -1));
        awaited(client);

        client.send("SUB " + newTopic() + " c");

        assertThat(awaited(client).text()).startsWith("E_INVALID");
        awaitEnd(client);
    }

    @Test
    void who_does_not_answer_two_heartbeats_is_cut_off() {
        RawClient client = client().ignoringHeartbeats();
        client.identify(new JsonObject().put("heartbeat_interval", 1_000));
        awaited(client);
        Duration asked = now();

        assertThat(awaited(client).text()).isEqualTo("_heartbeat_");
        awaitEnd(client);

        assertThat(now().minus(asked)).isGreaterThanOrEqualTo(Duration.ofSeconds(2).minus(TICK));
    }

    @Test
    void ready_is_a_window_and_no_credit() {
        String topic = newTopic();
        publish(topic, "a", "b", "c", "d", "e");
        RawClient narrow = subscribed(topic, 3);
        List<Said> first = List.of(awaited(narrow), awaited(narrow), awaited(narrow));
        // What the first one does not take, another one gets.
        try (RawClient wide = subscribed(topic, 10)) {
            for (int i = 0; i < 2; i++) {
                wide.send("FIN " + awaited(wide).id());
            }
            wide.send("CLS");
            assertThat(awaited(wide).text()).isEqualTo("CLOSE_WAIT");
        }
        publish(topic, "f", "g");

        narrow.send("FIN " + first.get(0).id());

        String next = awaited(narrow).body();
        RawClient wide = subscribed(topic, 10);
        assertThat(List.of(next, awaited(wide).body())).containsExactlyInAnyOrder("f", "g");
    }

    @Test
    void a_window_beyond_the_largest_ends_the_connection() {
        RawClient client = subscribed(newTopic(), 1);

        client.send("RDY 2501");

        assertThat(awaited(client).text()).startsWith("E_INVALID RDY count 2501 out of range");
        awaitEnd(client);
    }

    @Test
    void a_word_about_what_is_not_in_flight_is_refused_and_nothing_else_happens() {
        RawClient client = subscribed(newTopic(), 1);

        client.send("FIN 0123456789abcdef");
        client.send("REQ 0123456789abcdef 0");
        client.send("TOUCH 0123456789abcdef");

        assertThat(awaited(client).text())
                .isEqualTo("E_FIN_FAILED FIN 0123456789abcdef failed ID not in flight");
        assertThat(awaited(client).text()).startsWith("E_REQ_FAILED");
        assertThat(awaited(client).text()).startsWith("E_TOUCH_FAILED");
        client.send("PUB " + newTopic(), Buffer.buffer("still here"));
        assertThat(awaited(client).text()).isEqualTo("OK");
    }

    @Test
    void a_bad_name_ends_the_connection_and_what_it_had_comes_back_only_when_its_time_is_over() {
        String topic = warmTopic();
        publish(topic, "orphan");
        Duration before = now();
        RawClient client = subscribed(topic, 1);
        awaited(client);

        client.send("PUB not$a$name", Buffer.buffer("x"));

        assertThat(awaited(client).text()).startsWith("E_BAD_TOPIC");
        awaitEnd(client);
        Said again = awaited(subscribed(topic, 1));
        assertThat(again.body()).isEqualTo("orphan");
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(now().minus(before)).isGreaterThanOrEqualTo(MESSAGE_TIMEOUT.minus(TICK));
    }

    @Test
    void a_disconnect_puts_nothing_back_before_its_time() {
        String topic = warmTopic();
        publish(topic, "held");
        Duration before = now();
        RawClient client = subscribed(topic, 1);
        awaited(client);

        client.close();

        Said again = awaited(subscribed(topic, 1));
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(now().minus(before)).isGreaterThanOrEqualTo(MESSAGE_TIMEOUT.minus(TICK));
    }

    @Test
    void touching_puts_off_a_redelivery_but_not_beyond_the_largest_timeout() {
        String topic = warmTopic();
        publish(topic, "long");
        Duration before = now();
        RawClient client = subscribed(topic, 1);
        String id = awaited(client).id();
        client.send("RDY 0");
        RawClient other = subscribed(topic, 1);

        Optional<Said> again = Optional.empty();
        long begun = System.nanoTime();
        while (again.isEmpty() && System.nanoTime() - begun < PATIENCE.toNanos()) {
            client.send("TOUCH " + id);
            pass(STEP);
            again = other.poll(POLL_MILLIS);
        }

        assertThat(again).isPresent();
        assertThat(again.get().attempts()).isEqualTo(2);
        assertThat(now().minus(before)).isGreaterThanOrEqualTo(MAX_MESSAGE_TIMEOUT.minus(TICK));
    }

    @Test
    void what_is_requeued_comes_again_after_the_pause() {
        String topic = warmTopic();
        publish(topic, "later");
        RawClient client = subscribed(topic, 1);
        String id = awaited(client).id();

        Duration before = now();
        client.send("REQ " + id + " 700");

        Said again = awaited(client);
        assertThat(again.id()).isEqualTo(id);
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(now().minus(before)).isGreaterThanOrEqualTo(Duration.ofMillis(700).minus(TICK));
    }

    @Test
    void a_late_word_about_an_earlier_delivery_counts_for_the_later_one() {
        String topic = warmTopic();
        publish(topic, "late");
        RawClient client = subscribed(topic, 1);
        String id = awaited(client).id();
        assertThat(awaited(client).attempts()).isEqualTo(2);

        client.send("FIN " + id);

        // It is in flight later than the other one would be; so that one is not delivered again.
        publish(topic, "witness");
        assertThat(awaited(client).body()).isEqualTo("witness");
        client.send("RDY 0");
        Said next = awaited(subscribed(topic, 1));
        assertThat(next.body()).isEqualTo("witness");
        assertThat(next.attempts()).isEqualTo(2);
    }

    @Test
    void what_is_put_off_in_a_new_channel_comes_only_after_the_next_look_around() {
        Duration before = now();
        try (Nsqd fresh = start(RULES);
                RawClient client = new RawClient(fresh.port())) {
            client.send("SUB fresh c");
            assertThat(awaited(client).text()).isEqualTo("OK");
            client.send("RDY 1");
            client.send("DPUB fresh 100", Buffer.buffer("slow"));
            assertThat(awaited(client).text()).isEqualTo("OK");

            assertThat(awaited(client).body()).isEqualTo("slow");
        }

        assertThat(now().minus(before)).isGreaterThanOrEqualTo(Duration.ofSeconds(5).minus(TICK));
    }

    @Test
    void after_the_farewell_what_is_in_flight_can_still_be_settled() {
        String topic = newTopic();
        publish(topic, "last", "not for us");
        RawClient client = subscribed(topic, 1);
        String id = awaited(client).id();

        client.send("CLS");
        assertThat(awaited(client).text()).isEqualTo("CLOSE_WAIT");
        client.send("FIN " + id);
        client.send("FIN " + id);

        assertThat(awaited(client).text()).startsWith("E_FIN_FAILED");
        assertThat(awaited(subscribed(topic, 1)).body()).isEqualTo("not for us");
    }

    @Test
    void many_are_published_at_once_or_none() {
        String topic = newTopic();
        RawClient client = client();
        Buffer two = Buffer.buffer().appendInt(2).appendInt(1).appendString("a");

        client.send("MPUB " + topic, two.copy().appendInt(1).appendString("b"));
        assertThat(awaited(client).text()).isEqualTo("OK");
        client.send("MPUB " + topic, two.copy().appendInt(0));

        assertThat(awaited(client).text()).startsWith("E_BAD_MESSAGE");
        awaitEnd(client);
        publish(topic, "c");
        assertThat(bodies(subscribed(topic, 10), 3)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void a_delay_beyond_an_hour_ends_the_connection() {
        RawClient client = client();

        client.send("DPUB " + newTopic() + " 3600001", Buffer.buffer("x"));

        assertThat(awaited(client).text())
                .isEqualTo("E_INVALID DPUB timeout 3600001 out of range 0-3600000");
        awaitEnd(client);
    }

    @Test
    void each_channel_gets_each_message() {
        String topic = newTopic();
        RawClient one = subscribed(topic, 10);
        RawClient other = client();
        other.send("SUB " + topic + " other");
        awaited(other);
        other.send("RDY 10");

        publish(topic, "for both");

        Said atOne = awaited(one);
        Said atOther = awaited(other);
        assertThat(atOne.body()).isEqualTo(atOther.body()).isEqualTo("for both");
        assertThat(atOne.id()).isEqualTo(atOther.id());
    }

    @Test
    void where_a_secret_is_asked_for_only_who_shows_it_may_publish() {
        try (Nsqd guarded = startGuarded("sesame")) {
            RawClient stranger = client(guarded);
            stranger.identify(new JsonObject());
            JsonObject terms = new JsonObject(awaited(stranger).text());
            stranger.send("PUB t", Buffer.buffer("x"));
            RawClient liar = client(guarded);
            liar.send("AUTH", Buffer.buffer("open"));
            RawClient friend = client(guarded);
            friend.send("AUTH", Buffer.buffer("sesame"));
            String welcome = awaited(friend).text();
            friend.send("PUB t", Buffer.buffer("x"));

            assertThat(terms.getBoolean("auth_required")).isTrue();
            assertThat(awaited(stranger).text()).isEqualTo("E_AUTH_FIRST AUTH required before PUB");
            assertThat(awaited(liar).text())
                    .isEqualTo("E_UNAUTHORIZED AUTH no authorizations found");
            assertThat(new JsonObject(welcome).getInteger("permission_count")).isEqualTo(1);
            assertThat(awaited(friend).text()).isEqualTo("OK");
        }
    }

    @Test
    void where_none_is_asked_for_a_secret_ends_the_connection() {
        RawClient client = client();

        client.send("AUTH", Buffer.buffer("sesame"));

        assertThat(awaited(client).text()).isEqualTo("E_AUTH_DISABLED AUTH disabled");
        awaitEnd(client);
    }

    @Test
    void killed_it_loses_all_that_is_in_memory() {
        try (Nsqd mortal = start(NsqdRules.usual())) {
            hold(mortal);

            mortal.kill();
            mortal.restart();

            publish(mortal, "t", "after");
            assertThat(all(mortal, 1)).containsExactly("after");
        }
    }

    @Test
    void killed_it_keeps_what_waits_on_disk_when_each_message_is_made_durable() {
        try (Nsqd mortal = start(NsqdRules.usual().memoryQueue(0).syncEvery(1))) {
            hold(mortal);
            for (int number = 0; number < WAITING; number++) {
                publish(mortal, "t", "waiting");
            }

            mortal.kill();
            mortal.restart();

            publish(mortal, "t", "after");
            // What was in flight and what was put off is gone, and at most the message that was on
            // its way from topic to channel, and the one that was just written.
            List<String> left = allUntil(mortal, "after");
            assertThat(left).containsOnly("waiting").hasSizeGreaterThanOrEqualTo(WAITING - 1);
        }
    }

    @Test
    void asked_to_end_it_keeps_everything_but_forgets_for_how_long_it_was_put_off() {
        try (Nsqd mortal = start(NsqdRules.usual())) {
            hold(mortal);

            mortal.terminate();
            mortal.restart();

            assertThat(all(mortal, 3))
                    .containsExactlyInAnyOrder("in flight", "waiting", "in an hour");
        }
    }

    /** Leaves one message in flight, one that waits and one that is put off. */
    private void hold(Nsqd server) {
        RawClient client = client(server);
        client.send("SUB t c");
        awaited(client);
        client.send("DPUB t 3600000", Buffer.buffer("in an hour"));
        assertThat(awaited(client).text()).isEqualTo("OK");
        publish(server, "t", "in flight");
        client.send("RDY 1");
        assertThat(awaited(client).body()).isEqualTo("in flight");
        publish(server, "t", "waiting");
    }

    private List<String> all(Nsqd server, int count) {
        RawClient client = client(server);
        client.send("SUB t c");
        awaited(client);
        client.send("RDY 10");
        return bodies(client, count);
    }

    private List<String> allUntil(Nsqd server, String last) {
        RawClient client = client(server);
        client.send("SUB t c");
        awaited(client);
        client.send("RDY 10");
        List<String> bodies = new ArrayList<>();
        for (String body = awaited(client).body();
                !body.equals(last);
                body = awaited(client).body()) {
            bodies.add(body);
        }
        return bodies;
    }
}
