package org.inkstream.agents.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.call.Calls.LIMIT;
import static org.inkstream.agents.call.Calls.aCall;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.config.AgentsSettings;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Tokens;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class LostAttemptsTest {
    private static final JsonObject ANSWER = new JsonObject().put("summary", "A short letter.");
    private static final ModelUsage MOST =
            ModelUsage.atMost("anthropic", "opus", Tokens.of(900, 8_192));
    private static final ModelUsage PAID =
            new ModelUsage("anthropic", "opus", 800, 90, 0, 0, Duration.ZERO, "msg-1");

    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptAgent agent = new ScriptAgent();
    private final ToolCaller caller = caller();

    /** What an attempt may come to. */
    enum Ending {
        SILENT,
        BROKEN,
        TOLD,
        REFUSED_CONNECTION
    }

    @Test
    void an_attempt_that_nobody_heard_of_again_counts_with_the_most_that_it_can_cost() {
        agent.thenStaysSilent().thenAnswers(ANSWER, List.of(PAID));

        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(Duration.ofHours(1));

        assertThat(usage(outcome)).containsExactly(MOST.withRequestId("attempt-1"), PAID);
    }

    @Test
    void what_a_lost_attempt_had_bought_and_the_agent_kept_is_paid_once() {
        agent.thenStaysSilent().thenAnswers(ANSWER, List.of(PAID.again()));

        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(Duration.ofHours(1));

        assertThat(usage(outcome)).containsExactly(PAID.again());
    }

    @Test
    void a_lost_model_stays_lost_where_only_rules_stood_in_for_it() {
        JsonObject degraded = ANSWER.copy().put("_degraded", "no model answered");
        agent.thenStaysSilent()
                .thenAnswers(degraded, List.of(ModelUsage.ofRules("built-in", Duration.ZERO)));

        Future<ToolOutcome> outcome = caller.call(aCall());
        timers.advance(Duration.ofHours(1));

        assertThat(usage(outcome)).contains(MOST.withRequestId("attempt-1")).hasSize(2);
    }

    @Test
    void an_attempt_that_never_left_a_queue_has_cost_nothing() {
        Future<ToolOutcome> outcome = caller.call(aCall());
        agent.attempts.get(0).progress.queued();
        agent.attempts.get(0).promise.fail(broken());
        agent.thenAnswers(ANSWER, List.of(PAID));
        timers.advance(Duration.ofHours(1));

        assertThat(usage(outcome)).containsExactly(PAID);
    }

    @Test
    void the_second_attempt_says_that_the_key_was_asked_before() {
        assertThat(CallTag.of(aCall(), 1).askedBefore()).isFalse();
        assertThat(CallTag.of(aCall(), 2).askedBefore()).isTrue();
        assertThat(CallTag.of(aCall().askedAgain(), 1).askedBefore()).isTrue();
        assertThat(CallTag.fromJson("a_tool", CallTag.of(aCall(), 2).toJson().copy()).askedBefore())
                .isTrue();
    }

    @Property(tries = 300)
    void there_are_never_more_unknowns_than_calls_that_were_in_the_air(
            @ForAll @Size(max = 8) List<Ending> endings) {
        LostAttemptsTest one = new LostAttemptsTest();
        endings.forEach(one::script);
        one.agent.thenAnswers(ANSWER, List.of(PAID));

        Future<ToolOutcome> outcome = one.caller.call(aCall());
        one.timers.advance(Duration.ofHours(2));

        long lost =
                endings.stream()
                        .limit(one.agent.attempts.size())
                        .filter(ending -> ending == Ending.SILENT || ending == Ending.BROKEN)
                        .count();
        assertThat(usage(outcome).stream().filter(ModelUsage::isUnknown)).hasSize((int) lost);
    }

    private void script(Ending ending) {
        switch (ending) {
            case SILENT -> agent.thenStaysSilent();
            case BROKEN -> agent.thenFails(broken());
            case TOLD -> agent.thenFails(new CallFailure(ErrorClass.TIMEOUT, "told").byAgent());
            case REFUSED_CONNECTION -> agent.thenFails(broken().byAgent());
        }
    }

    private static CallFailure broken() {
        return new CallFailure(ErrorClass.CONNECTION, "the connection broke");
    }

    private static List<ModelUsage> usage(Future<ToolOutcome> outcome) {
        return outcome.result()
                .match(answered -> answered.reply().usage(), failed -> failed.usage());
    }

    private ToolCaller caller() {
        Breaker breaker =
                new TimersBreaker(
                        Calls.AGENT,
                        new AgentsSettings.Breaker(100, LIMIT, Duration.ofSeconds(30)),
                        timers);
        AgentLine line = new AgentLine(agent, breaker, new RetryBudget(1), Duration.ofMinutes(10));
        return new ToolCaller(
                timers,
                name -> line,
                Calls.catalogue(),
                new ToolSchemas(Calls.catalogue()),
                RandomGenerator.of("L64X128MixRandom"),
                new CallListener() {},
                Duration.ofHours(1),
                call -> Optional.of(MOST));
    }
}
