package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.balance.Balancer;
import org.inkstream.agents.gateway.balance.Standing;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.loadtest.peers.gpu.Chance;
import org.inkstream.loadtest.peers.gpu.Engine;
import org.inkstream.loadtest.peers.gpu.PagedEngine;
import org.inkstream.loadtest.peers.gpu.PagedSetup;
import org.inkstream.loadtest.peers.gpu.ParameterSet;
import org.inkstream.loadtest.peers.gpu.ScaledTimers;
import org.inkstream.models.Balance;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.Scheduling;
import org.inkstream.time.Timers;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Goal G4 without sockets and by the servers' clock: four H100 with pages, and a backlog of letters
 * with thirteen tools that is there at once.
 */
class FourServersTest {
    private static final int SERVERS = 4;
    private static final int AT_ONCE = 256;
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(2);

    @ParameterizedTest
    @CsvSource({"900, 1.3", "3000, 1.7"})
    void letters_that_keep_their_server_are_done_sooner_than_in_turn(int tokens, double times) {
        double together = new House(Balance.AFFINITY, tokens).lettersPerHour(600);
        double inTurn = new House(Balance.ROUND_ROBIN, tokens).lettersPerHour(600);

        assertThat(together / inTurn).isGreaterThanOrEqualTo(times);
    }

    @Test
    void a_server_that_dies_amid_the_work_loses_and_repeats_no_result() {
        House house = new House(Balance.AFFINITY, 900);
        house.ask(200);
        house.runUntil(100 * EngineEndpoint.TOOLS);
        house.engines.get(0).close();

        house.runUntil(200 * EngineEndpoint.TOOLS);

        assertThat(house.answers).hasSize(200 * EngineEndpoint.TOOLS);
        assertThat(house.answers.values()).containsOnly(1);
        assertThat(house.placing.standing(0).up()).isFalse();
        assertThat(house.standings()).extracting(Standing::takenOver).anyMatch(over -> over > 0);
    }

    /** What it has begun with stays, so a short backlog still waits for that. */
    @Test
    void four_servers_are_not_as_slow_as_the_slowest_of_them() {
        double alike = new House(Balance.AFFINITY, 900).lettersPerHour(400);
        double oneSlow = new House(Balance.AFFINITY, 900, 0.25).lettersPerHour(400);

        assertThat(oneSlow / alike).isGreaterThanOrEqualTo(0.45);
    }

    /** Callers who ask again, a second later, for what failed. */
    private static final class House {
        private final VirtualTimers timers = new VirtualTimers();
        final List<Engine> engines = new ArrayList<>();
        final Map<String, Integer> answers = new HashMap<>();
        final Placing placing;

        House(Balance balance, int letterTokens) {
            this(balance, letterTokens, 1);
        }

        /**
         * @param speed of the first server, in those of the others
         */
        House(Balance balance, int letterTokens, double speed) {
            PagedSetup card = ParameterSet.paged(ParameterSet.H100);
            List<Replica> queues = new ArrayList<>();
            List<String> urls =
                    IntStream.range(0, SERVERS).mapToObj(i -> "http://gpu" + i + ":8000").toList();
            for (int i = 0; i < SERVERS; i++) {
                Timers its = i == 0 ? new ScaledTimers(timers, speed) : timers;
                Engine engine = new PagedEngine(card, its, Chance.seeded(i));
                engines.add(engine);
                queues.add(new QueueReplica(queue(card, engine, letterTokens, i)));
            }
            placing =
                    new Placing(
                            "gpu",
                            new Balancer(urls, balance, AT_ONCE),
                            queues,
                            timers,
                            Runnable::run);
        }

        private EndpointQueue queue(PagedSetup card, Engine engine, int letterTokens, int server) {
            EngineEndpoint client = new EngineEndpoint(engine, card.model().name(), letterTokens);
            ReplicaWatch watch =
                    new ReplicaWatch() {
                        @Override
                        public void isUp(boolean up) {
                            // Who is dead stays so, whatever it says of itself.
                            placing.isUp(server, false);
                        }

                        @Override
                        public void bears(int atOnce) {}

                        @Override
                        public void stands(boolean hasRoom, boolean hasSpare) {
                            placing.stands(server, hasRoom, hasSpare);
                        }
                    };
            return new EndpointQueue(paged(), client, EndpointListener.NONE, timers, watch);
        }

        private static EndpointSpec paged() {
            EndpointSpec any = ScriptEndpoint.spec(AT_ONCE, 100_000);
            return new EndpointSpec(
                    any.name(),
                    EndpointSpec.Kind.OPENAI,
                    any.urls(),
                    "",
                    any.concurrent(),
                    any.queue(),
                    LONGEST,
                    any.connectTimeout(),
                    new Scheduling(
                            Scheduling.Order.GROUPS,
                            Scheduling.Engine.PAGED,
                            Duration.ofMinutes(2),
                            Duration.ZERO,
                            Duration.ZERO),
                    any.balance());
        }

        double lettersPerHour(int letters) {
            long begun = timers.monotonicNanos();
            ask(letters);
            runUntil(letters * EngineEndpoint.TOOLS);
            return letters
                    * (double) Duration.ofHours(1).toNanos()
                    / (timers.monotonicNanos() - begun);
        }

        void ask(int letters) {
            for (int letter = 0; letter < letters; letter++) {
                for (int tool = 0; tool < EngineEndpoint.TOOLS; tool++) {
                    ask(EngineEndpoint.request("letter-" + letter, tool));
                }
            }
        }

        private void ask(ModelRequest request) {
            placing.generate(request, CallProgress.IGNORED)
                    .answer()
                    .onSuccess(answer -> answers.merge(request.tag().key(), 1, Integer::sum))
                    .onFailure(failed -> timers.after(Duration.ofSeconds(1), () -> ask(request)));
        }

        void runUntil(int answered) {
            long begun = timers.monotonicNanos();
            while (answers.size() < answered && timers.since(begun).compareTo(LONGEST) < 0) {
                timers.advance(STEP);
            }
            assertThat(answers.size()).isGreaterThanOrEqualTo(answered);
        }

        List<Standing> standings() {
            return IntStream.range(0, SERVERS).mapToObj(placing::standing).toList();
        }
    }
}
