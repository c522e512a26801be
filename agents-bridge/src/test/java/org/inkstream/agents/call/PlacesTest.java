package org.inkstream.agents.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.call.Calls.LIMIT;
import static org.inkstream.agents.call.Calls.aCall;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.config.AgentsSettings;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final JsonObject ANSWER = new JsonObject().put("summary", "A short letter.");
    private static final Duration WAIT = Duration.ofMinutes(10);

    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptAgent agent = new ScriptAgent();
    private final Places places = Places.of(1);
    private final ToolCaller caller = caller();

    /** What an attempt may come to. */
    enum Ending {
        ANSWERED,
        SILENT,
        BROKEN,
        NOT_WANTED,
        BUG_OF_THE_ASKER,
        BUG_OF_THE_AGENT
    }

    /** Asked, and not answering before it is told to. */
    private static final class SlowAsker implements Asker {
        private final Promise<Void> answer = Promise.promise();
        private int asked;

        @Override
        public Future<Void> mayAsk() {
            asked++;
            return answer.future();
        }
    }

    @Test
    void places_are_given_in_the_order_of_asking_and_come_back_once() {
        Place only = places.takeNow().orElseThrow();
        Places.Waiting first = places.take();
        Places.Waiting second = places.take();

        only.leave();
        only.leave();

        assertThat(first.place().succeeded()).isTrue();
        assertThat(second.place().isComplete()).isFalse();
        assertThat(places.takeNow()).isEmpty();
    }

    @Test
    void a_long_queue_of_calls_that_end_at_once_is_no_deep_stack() {
        Place only = places.takeNow().orElseThrow();
        List<Places.Waiting> queue = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            Places.Waiting waiting = places.take();
            waiting.place().onSuccess(Place::leave);
            queue.add(waiting);
        }

        only.leave();

        assertThat(queue).allMatch(waiting -> waiting.place().succeeded());
        assertThat(places.takeNow()).isPresent();
    }

    @Test
    void a_call_that_waits_for_a_connection_is_not_said_to_be_made() {
        SlowAsker asker = new SlowAsker();
        Future<ToolOutcome> first = caller.call(aCall());
        Future<ToolOutcome> second = caller.call(aCall().askedBy(asker));
        int askedWhileWaiting = asker.asked;

        agent.attempts.get(0).promise.complete(new ToolReply(ANSWER, List.of()));
        int attemptsWhileAsking = agent.attempts.size();
        asker.answer.complete();

        assertThat(first.result()).isInstanceOf(ToolOutcome.Answered.class);
        assertThat(askedWhileWaiting).isZero();
        assertThat(asker.asked).isEqualTo(1);
        assertThat(attemptsWhileAsking).isEqualTo(1);
        assertThat(agent.attempts).hasSize(2);
        assertThat(second.isComplete()).isFalse();
        caller.stop();
    }

    @Test
    void a_pause_takes_no_place() {
        agent.thenFails(ErrorClass.CONNECTION).thenAnswers(ANSWER);

        Future<ToolOutcome> pausing = caller.call(aCall());
        Future<ToolOutcome> meanwhile = caller.call(aCall());

        assertThat(meanwhile.result()).isInstanceOf(ToolOutcome.Answered.class);
        assertThat(pausing.isComplete()).isFalse();
        caller.stop();
    }

    @Test
    void waiting_for_a_connection_has_an_end() {
        Place only = places.takeNow().orElseThrow();

        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(WAIT.multipliedBy(5));

        ToolOutcome.Failed failed = (ToolOutcome.Failed) outcome.result();
        assertThat(failed.errorClass()).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(failed.attempts()).isZero();
        assertThat(timers.pending()).isZero();
        only.leave();
        assertThat(places.takeNow()).isPresent();
    }

    @Test
    void a_stopped_caller_waits_for_no_place() {
        Place only = places.takeNow().orElseThrow();
        Future<ToolOutcome> outcome = caller.call(aCall());

        caller.stop();
        only.leave();

        assertThat(((ToolOutcome.Failed) outcome.result()).errorClass())
                .isEqualTo(ErrorClass.EVENT_LOOP);
        assertThat(agent.attempts).isEmpty();
        assertThat(timers.pending()).isZero();
        assertThat(places.takeNow()).isPresent();
    }

    @Test
    void a_call_that_is_stopped_hands_its_place_on_to_nobody_who_is_stopped_too() {
        SlowAsker asker = new SlowAsker();
        caller.call(aCall());
        Future<ToolOutcome> waiting = caller.call(aCall().askedBy(asker));

        caller.stop();

        assertThat(waiting.result()).isInstanceOf(ToolOutcome.Failed.class);
        assertThat(asker.asked).isZero();
        assertThat(places.takeNow()).isPresent();
    }

    @Test
    void a_place_that_is_held_is_left_where_an_open_breaker_lets_nothing_through() {
        Place held = places.takeNow().orElseThrow();
        for (int i = 0; i < 100; i++) {
            agent.thenFails(new CallFailure(ErrorClass.REFUSED, "no"));
        }
        Breaker open =
                new TimersBreaker(Calls.AGENT, new AgentsSettings.Breaker(1, LIMIT, LIMIT), timers);
        open.guard(() -> Future.failedFuture(new CallFailure(ErrorClass.TIMEOUT, "")));

        Future<ToolOutcome> outcome = caller(open).call(aCall().askedBy(holding(held)));
        boolean left = places.takeNow().isPresent();

        assertThat(outcome.isComplete()).isFalse();
        assertThat(left).isTrue();
    }

    @Property(tries = 300)
    void whatever_calls_come_to_no_place_is_kept_and_no_timer(
            @ForAll @Size(min = 1, max = 8) List<Ending> endings) {
        PlacesTest one = new PlacesTest();
        List<Future<ToolOutcome>> outcomes = new ArrayList<>();
        for (Ending ending : endings) {
            outcomes.add(one.call(ending));
        }
        one.timers.advance(Duration.ofHours(4));

        assertThat(outcomes).allMatch(Future::isComplete);
        assertThat(one.places.takeNow()).isPresent();
        assertThat(one.timers.pending()).isZero();
    }

    private Future<ToolOutcome> call(Ending ending) {
        switch (ending) {
            case ANSWERED -> agent.thenAnswers(ANSWER);
            case SILENT -> agent.thenStaysSilent();
            case BROKEN -> agent.thenFails(ErrorClass.CONNECTION);
            case BUG_OF_THE_AGENT -> agent.thenFails(new IllegalStateException("a bug"));
            case NOT_WANTED -> {
                return caller.call(aCall().askedBy(answering(Future.failedFuture("taken"))));
            }
            case BUG_OF_THE_ASKER -> {
                return caller.call(aCall().askedBy(throwing()));
            }
        }
        return caller.call(aCall());
    }

    private static Asker answering(Future<Void> answer) {
        return new Asker() {
            @Override
            public Future<Void> mayAsk() {
                return answer;
            }
        };
    }

    private static Asker throwing() {
        return new Asker() {
            @Override
            public Future<Void> mayAsk() {
                throw new IllegalStateException("a bug");
            }
        };
    }

    private static Asker holding(Place place) {
        return new Asker() {
            @Override
            public Optional<Place> placeHeld() {
                return Optional.of(place);
            }
        };
    }

    private ToolCaller caller() {
        return caller(
                new TimersBreaker(
                        Calls.AGENT,
                        new AgentsSettings.Breaker(100, LIMIT, Duration.ofSeconds(30)),
                        timers));
    }

    private ToolCaller caller(Breaker breaker) {
        AgentLine line = new AgentLine(agent, breaker, new RetryBudget(1), places, WAIT);
        return new ToolCaller(
                timers,
                name -> line,
                Calls.catalogue(),
                new ToolSchemas(Calls.catalogue()),
                RandomGenerator.of("L64X128MixRandom"),
                CallListener.SILENT,
                ToolCaller.ANY_PAUSE);
    }
}
