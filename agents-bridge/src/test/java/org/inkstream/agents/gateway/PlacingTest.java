package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.balance.Balancer;
import org.inkstream.agents.gateway.balance.Standing;
import org.inkstream.agents.inference.ModelEndpoint.Generation;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.Balance;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

/** Several servers behind one endpoint, with their queues, on virtual time. */
class PlacingTest {
    private static final int DOCUMENT = 9;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(31);

    private final House house = new House(3);

    @Test
    void requests_of_one_document_go_to_one_server() {
        house.ask("letter", DOCUMENT);

        assertThat(house.holding()).hasSize(1);
        assertThat(house.first().sent).hasSize(House.AT_ONCE);
    }

    @Test
    void what_waits_for_a_server_that_fails_goes_to_another_and_what_it_had_begun_fails() {
        List<Generation> asked = house.ask("letter", DOCUMENT);
        ScriptEndpoint dying = house.first();

        house.die(dying);
        house.answerAll();

        assertThat(asked.stream().filter(one -> one.answer().failed()).map(PlacingTest::failure))
                .hasSize(House.BEGUN)
                .allSatisfy(
                        failure ->
                                assertThat(failure.errorClass()).isEqualTo(ErrorClass.CONNECTION));
        assertThat(asked.stream().filter(one -> one.answer().succeeded()))
                .hasSize(DOCUMENT - House.BEGUN);
        assertThat(house.standings())
                .extracting(Standing::givenBack)
                .contains((long) DOCUMENT - House.BEGUN);
        assertThat(house.standings()).extracting(Standing::takenOver).contains(1L);
    }

    @Test
    void whoever_asks_again_finds_a_server_that_answers() {
        house.ask("letter", DOCUMENT);
        ScriptEndpoint dying = house.first();
        house.die(dying);
        int before = dying.sent.size();

        Generation again = house.ask("letter", 1).get(0);
        house.answerAll();

        assertThat(again.answer().succeeded()).isTrue();
        assertThat(dying.sent).hasSize(before);
    }

    @Test
    void a_server_that_is_there_again_gets_one_request_until_it_has_answered_it() {
        house.ask("letter", DOCUMENT);
        ScriptEndpoint back = house.first();
        house.die(back);
        house.answerAll();
        house.timers.advance(Duration.ofSeconds(5));
        assertThat(back.pings).isPositive();
        back.there = true;
        back.sent.clear();
        house.timers.advance(Duration.ofSeconds(2));

        house.askUntil(() -> house.waitingAt(back) > 0);

        assertThat(back.sent).hasSize(1);
        back.running.get(0).answers("{}");
        assertThat(back.sent.size()).isGreaterThan(1);
    }

    @Test
    void a_server_that_says_it_is_there_and_fails_again_is_left_alone_for_longer() {
        house.ask("letter", DOCUMENT);
        ScriptEndpoint broken = house.first();
        house.die(broken);
        house.answerAll();
        broken.there = true;
        house.timers.advance(Duration.ofSeconds(2));
        broken.sent.clear();
        house.askUntil(() -> !broken.sent.isEmpty());

        broken.running.get(0).fails(ErrorClass.UNKNOWN);
        int pings = broken.pings;
        house.timers.advance(Duration.ofMillis(1_900));

        assertThat(broken.sent).hasSize(1);
        assertThat(house.waitingAt(broken)).isZero();
        assertThat(broken.pings).isEqualTo(pings);
        house.timers.advance(Duration.ofMillis(200));
        assertThat(broken.pings).isEqualTo(pings + 1);
    }

    @Test
    void when_every_server_fails_requests_fail_at_once_and_are_sent_to_nobody() {
        house.servers.forEach(
                server -> {
                    house.askUntil(() -> server.running.size() == House.AT_ONCE);
                    house.die(server);
                });
        house.servers.forEach(server -> server.sent.clear());

        Generation refused = house.ask("letter", 1).get(0);

        assertThat(failure(refused).errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(house.servers).allSatisfy(server -> assertThat(server.sent).isEmpty());
    }

    @Test
    void answers_that_refuse_and_overloads_are_no_reason_to_leave_a_server_alone() {
        house.ask("letter", DOCUMENT);
        ScriptEndpoint server = house.first();

        server.running.get(0).fails(ErrorClass.INVALID_DATA);
        server.running.get(0).isOverloaded(Duration.ZERO);
        server.running.get(0).fails(ErrorClass.REFUSED);

        assertThat(house.standings()).extracting(Standing::up).containsOnly(true);
    }

    @Test
    void draining_ends_with_what_was_moved_and_takes_no_more() {
        house.ask("letter", DOCUMENT);
        Future<Void> drained = house.placing.drain();
        house.die(house.first());

        assertThat(drained.isComplete()).isFalse();
        assertThat(failure(house.ask("letter", 1).get(0)).errorClass())
                .isEqualTo(ErrorClass.CONNECTION);
        house.answerAll();

        assertThat(drained.succeeded()).isTrue();
    }

    @Test
    void what_waits_elsewhere_goes_to_a_server_that_has_nothing_left_to_begin_with() {
        house.askUntil(() -> house.servers.stream().allMatch(one -> house.waitingAt(one) > 3));
        ScriptEndpoint fast = house.servers.get(1);

        house.answerAllOf(fast);

        assertThat(house.servers).allSatisfy(one -> assertThat(house.waitingAt(one)).isZero());
        assertThat(house.servers.get(0).running).hasSize(House.AT_ONCE);
        assertThat(house.servers.get(2).running).hasSize(House.AT_ONCE);
        assertThat(house.standings().get(0).givenBack()).isPositive();
        assertThat(house.standings().get(2).givenBack()).isPositive();
    }

    @Test
    void a_document_that_was_begun_stays_although_another_server_has_nothing_to_do() {
        house.ask("letter", DOCUMENT);

        assertThat(house.waitingAt(house.first())).isEqualTo(DOCUMENT - House.AT_ONCE);
        assertThat(house.holding()).hasSize(1);
    }

    @Property(tries = 300)
    void every_request_ends_and_is_at_one_server_only_whatever_dies(@ForAll long seed) {
        Random random = new Random(seed);
        House many = new House(2 + random.nextInt(3));
        List<Generation> asked = new ArrayList<>(many.ask("first", 1));
        Set<Generation> over = new HashSet<>();
        asked.forEach(one -> one.answer().onComplete(end -> over.add(one)));
        for (int i = 0; i < 150; i++) {
            ScriptEndpoint server = many.servers.get(random.nextInt(many.servers.size()));
            switch (random.nextInt(8)) {
                case 0 -> many.die(server);
                case 1 -> server.there = true;
                case 2 -> many.timers.advance(Duration.ofMillis(random.nextInt(3_000)));
                case 3 -> asked.get(random.nextInt(asked.size())).abort();
                case 4, 5 -> anyOf(server, random, one -> one.answers("{}"));
                default -> {
                    List<Generation> some =
                            many.ask("d" + random.nextInt(9), 1 + random.nextInt(4));
                    some.forEach(one -> one.answer().onComplete(end -> over.add(one)));
                    asked.addAll(some);
                }
            }
            assertThat(many.inTheAir()).doesNotHaveDuplicates();
        }

        many.servers.forEach(server -> server.there = true);
        for (int i = 0; i < 100; i++) {
            many.answerAll();
            many.timers.advance(LONGEST_PAUSE);
        }

        assertThat(over).containsAll(asked);
        assertThat(many.placing.drain().succeeded()).isTrue();
        many.queues.forEach(EndpointQueue::close);
        assertThat(many.timers.pending()).isZero();
    }

    private static void anyOf(
            ScriptEndpoint server, Random random, Consumer<ScriptEndpoint.Running> what) {
        if (!server.running.isEmpty()) {
            what.accept(server.running.get(random.nextInt(server.running.size())));
        }
    }

    private static CallFailure failure(Generation generation) {
        assertThat(generation.answer().cause()).isInstanceOf(CallFailure.class);
        return (CallFailure) generation.answer().cause();
    }

    /** An endpoint with some servers that answer when the test says so. */
    private static final class House {
        static final int AT_ONCE = 3;

        /** Of those that a dying server has, two more follow before it is left alone. */
        static final int BEGUN = AT_ONCE + 2;

        final VirtualTimers timers = new VirtualTimers();
        final List<ScriptEndpoint> servers = new ArrayList<>();
        final List<EndpointQueue> queues = new ArrayList<>();
        final Placing placing;
        private int keys;

        House(int count) {
            List<String> urls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int server = i;
                urls.add("http://gpu" + i);
                ScriptEndpoint script = new ScriptEndpoint();
                servers.add(script);
                queues.add(
                        new EndpointQueue(
                                ScriptEndpoint.spec(AT_ONCE, 1_000),
                                script,
                                EndpointListener.NONE,
                                timers,
                                watch(server)));
            }
            placing =
                    new Placing(
                            "gpu",
                            new Balancer(urls, Balance.AFFINITY, AT_ONCE),
                            queues.stream().map(QueueReplica::new).toList(),
                            timers,
                            Runnable::run);
        }

        private ReplicaWatch watch(int server) {
            return new ReplicaWatch() {
                @Override
                public void isUp(boolean up) {
                    placing.isUp(server, up);
                }

                @Override
                public void bears(int atOnce) {}

                @Override
                public void stands(boolean hasRoom, boolean hasSpare) {
                    placing.stands(server, hasRoom, hasSpare);
                }
            };
        }

        List<Generation> ask(String document, int requests) {
            List<Generation> asked = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                asked.add(
                        placing.generate(
                                ScriptEndpoint.letter("k" + keys++, document, requests),
                                CallProgress.IGNORED));
            }
            return asked;
        }

        /** Documents, until it is so. */
        void askUntil(BooleanSupplier so) {
            for (int i = 0; i < 1_000 && !so.getAsBoolean(); i++) {
                ask("more" + keys, 1);
            }
            assertThat(so.getAsBoolean()).isTrue();
        }

        /** What it has breaks, as does what it gets until it is left alone. */
        void die(ScriptEndpoint server) {
            server.there = false;
            while (!server.running.isEmpty()) {
                server.running.get(0).fails(ErrorClass.CONNECTION);
            }
        }

        void answerAllOf(ScriptEndpoint server) {
            while (!server.running.isEmpty()) {
                server.running.get(0).answers("{}");
            }
        }

        void answerAll() {
            while (servers.stream().anyMatch(server -> !server.running.isEmpty())) {
                servers.forEach(
                        server -> {
                            if (!server.running.isEmpty()) {
                                server.running.get(0).answers("{}");
                            }
                        });
            }
        }

        List<ScriptEndpoint> holding() {
            return servers.stream().filter(server -> !server.running.isEmpty()).toList();
        }

        ScriptEndpoint first() {
            return holding().get(0);
        }

        int waitingAt(ScriptEndpoint server) {
            return queues.get(servers.indexOf(server)).load().waiting();
        }

        List<Standing> standings() {
            return IntStream.range(0, servers.size()).mapToObj(placing::standing).toList();
        }

        List<String> inTheAir() {
            return servers.stream().flatMap(server -> server.keys().stream()).toList();
        }
    }
}
