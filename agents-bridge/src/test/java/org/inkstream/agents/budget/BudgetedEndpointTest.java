package org.inkstream.agents.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.budget.Budgets.DAY;
import static org.inkstream.agents.budget.Budgets.ofDay;
import static org.inkstream.agents.budget.Budgets.usd;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.gateway.ScriptEndpoint;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.RateLimits;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.money.PriceTable;
import org.inkstream.money.Tokens;
import org.inkstream.time.Timers;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BudgetedEndpointTest {
    private static final ModelSpec CLAUDE =
            new ModelSpec("claude", "claude", "claude-haiku-4-5", 8192, 1000, 0, Duration.ZERO);
    private static final ModelSpec NOBODY_KNOWS =
            new ModelSpec("new", "claude", "claude-of-tomorrow", 8192, 1000, 0, Duration.ZERO);

    /** 1,000 tokens at five dollars, and some input. */
    private static final double LESS_THAN_TWO = 0.012;

    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptedBudgets store = new ScriptedBudgets(timers);
    private final ScriptEndpoint provider = new ScriptEndpoint();

    private ModelEndpoint endpoint = endpoint("anthropic", LESS_THAN_TWO);

    @AfterEach
    void no_reservation_is_left() {
        endpoint.close();
        assertThat(store.book.holds()).isEmpty();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_call_is_sent_when_its_worst_case_is_set_aside_and_costs_what_it_used() {
        ModelEndpoint.Generation generation = endpoint.generate(request(CLAUDE));
        assertThat(store.book.accounts().get(DAY).reserved()).isGreaterThan(usd(0.005));

        provider.running.get(0).fails(ErrorClass.OVERLOADED);

        assertThat(failure(generation).errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(spent()).isEqualTo(Money.ZERO);
    }

    @Test
    void what_a_server_tells_of_itself_is_heard_through_it() {
        provider.load = Future.succeededFuture(new ModelEndpoint.Load(3, 1));
        RateLimits limits = new RateLimits(Map.of());
        List<RateLimits> heard = new ArrayList<>();
        endpoint.listen(heard::add);

        provider.limits.heard(limits);

        assertThat(heard).containsExactly(limits);
        assertThat(endpoint.load().result()).isEqualTo(new ModelEndpoint.Load(3, 1));
        assertThat(endpoint.look().result()).isEqualTo(ModelEndpoint.Sight.HERE);
    }

    @Test
    void the_first_bytes_are_heard_before_the_answer() {
        ModelEndpoint.Generation generation = endpoint.generate(request(CLAUDE));
        assertThat(generation.begun().isComplete()).isFalse();

        provider.running.get(0).begins();

        assertThat(generation.begun().succeeded()).isTrue();
        assertThat(generation.answer().isComplete()).isFalse();
        provider.running.get(0).answers("{}");
    }

    @Test
    void what_a_broken_call_may_have_used_is_spent() {
        endpoint.generate(request(CLAUDE));
        Tokens most = Tokens.of(1_000, 1_000);
        provider.running
                .get(0)
                .tellsWhenAborted(ModelUsage.atMost("anthropic", "claude-haiku-4-5", most));

        provider.running.get(0).abort();

        assertThat(spent()).isEqualTo(usd(0.006));
    }

    @Test
    void a_call_waits_for_money_in_the_air_and_is_then_refused_for_good() {
        endpoint.generate(request(CLAUDE));

        ModelEndpoint.Generation second = endpoint.generate(request(CLAUDE));
        timers.advance(Duration.ofSeconds(9));
        assertThat(second.answer().isComplete()).isFalse();
        timers.advance(Duration.ofSeconds(2));

        assertThat(failure(second).isOverBudget()).isTrue();
        assertThat(failure(second).agentInTrouble()).isFalse();
        assertThat(provider.sent).hasSize(1);
        provider.running.get(0).fails(ErrorClass.OVERLOADED);
    }

    @Test
    void a_call_that_waited_goes_out_when_there_is_money() {
        endpoint.generate(request(CLAUDE));
        endpoint.generate(request(CLAUDE));
        timers.advance(Duration.ofSeconds(2));

        provider.running.get(0).fails(ErrorClass.OVERLOADED);
        timers.advance(Duration.ofSeconds(1));

        assertThat(provider.sent).hasSize(2);
        assertThat(provider.sent.get(1).tag().remaining())
                .isLessThanOrEqualTo(Duration.ofSeconds(58));
        provider.running.get(0).fails(ErrorClass.OVERLOADED);
    }

    @Test
    void a_call_that_is_given_up_before_it_is_sent_is_known_to_cost_nothing() {
        endpoint.generate(request(CLAUDE));
        ModelEndpoint.Generation second = endpoint.generate(request(CLAUDE));

        second.abort();

        assertThat(failure(second).isTold()).isTrue();
        assertThat(failure(second).usage()).isEmpty();
        provider.running.get(0).fails(ErrorClass.OVERLOADED);
    }

    @Test
    void a_paid_model_without_a_price_is_never_asked() {
        CallFailure failure = failure(endpoint.generate(request(NOBODY_KNOWS)));

        assertThat(failure).hasMessageContaining("nobody knows what claude-of-tomorrow costs");
        assertThat(provider.sent).isEmpty();
    }

    @Test
    void models_of_ones_own_touch_no_budget() {
        endpoint.close();
        endpoint = endpoint("ollama", 0.000001);

        endpoint.generate(request(CLAUDE));

        assertThat(provider.sent).hasSize(1);
        assertThat(store.book).isEqualTo(Book.EMPTY);
    }

    private ModelEndpoint endpoint(String provided, double day) {
        Purse.Owners alone =
                new Purse.Owners() {
                    @Override
                    public String me() {
                        return "me#1";
                    }

                    @Override
                    public boolean isDead(String owner) {
                        return false;
                    }
                };
        // The table begins before the day on which virtual time does.
        Timers clock = timers;
        return new BudgetedEndpoint(
                provider,
                new Worst(provided, PriceTable.packaged(), clock),
                new Purse("claude", alone, store, ofDay(day), scope -> {}, timers),
                Duration.ofSeconds(10),
                timers);
    }

    private static ModelRequest request(ModelSpec model) {
        return ScriptEndpoint.request("key", model);
    }

    private static CallFailure failure(ModelEndpoint.Generation generation) {
        return (CallFailure) generation.answer().cause();
    }

    private Money spent() {
        timers.advance(Duration.ofSeconds(10));
        return store.book.accounts().get(DAY).spent();
    }
}
