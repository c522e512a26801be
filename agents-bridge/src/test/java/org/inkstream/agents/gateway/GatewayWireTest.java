package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.gateway.fusion.Asked;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;
import org.junit.jupiter.api.Test;

class GatewayWireTest {
    @Test
    void a_request_for_a_batch_is_one_on_the_other_side_too() {
        ModelRequest asked = ScriptEndpoint.request("a", ScriptEndpoint.BATCHED);

        assertThat(GatewayWire.request(GatewayWire.request(asked), asked.tag())).isEqualTo(asked);
    }

    @Test
    void a_call_without_money_is_told_as_such_and_costs_nothing() {
        CallFailure sent = CallFailure.overBudget("the budget of the day is used up");

        CallFailure received = GatewayWire.error(GatewayWire.error((Throwable) sent));

        assertThat(received.isOverBudget()).isTrue();
        assertThat(received.errorClass()).isEqualTo(ErrorClass.REFUSED);
        assertThat(received).hasMessage("the budget of the day is used up");
        assertThat(received.leavesOutcomeOpen()).isFalse();
    }

    @Test
    void any_other_refusal_is_none_for_want_of_money() {
        CallFailure sent = new CallFailure(ErrorClass.REFUSED, "no");

        assertThat(GatewayWire.error(GatewayWire.error((Throwable) sent)).isOverBudget()).isFalse();
    }

    @Test
    void a_request_tells_where_its_model_stands_in_the_route() {
        ModelRequest plain = ScriptEndpoint.request("key");
        ModelRequest second =
                new ModelRequest(
                        plain.model(),
                        plain.prompt(),
                        plain.schemaName(),
                        plain.schema(),
                        plain.tag(),
                        new ModelRequest.Place(1, 2));

        ModelRequest received = GatewayWire.request(GatewayWire.request(second), plain.tag());

        assertThat(received.place()).isEqualTo(new ModelRequest.Place(1, 2));
    }

    @Test
    void a_request_tells_with_which_tools_it_may_be_asked() {
        ModelRequest fusible = Asked.about("d", "people");

        assertThat(GatewayWire.request(GatewayWire.request(fusible), fusible.tag()))
                .isEqualTo(fusible);
        assertThat(
                        GatewayWire.request(GatewayWire.request(fusible.alone()), fusible.tag())
                                .together()
                                .isAlone())
                .isTrue();
    }

    @Test
    void an_answer_tells_what_was_used_before_it_for_nothing() {
        ModelAnswer plain = ScriptEndpoint.answer("{}");
        ModelUsage before = new ModelUsage("p", "m", 5, 6, 0, 0, Duration.ZERO, "r0");

        ModelAnswer received = GatewayWire.answer(GatewayWire.answer(plain.after(List.of(before))));

        assertThat(received.earlier()).containsExactly(before);
        assertThat(GatewayWire.answer(GatewayWire.answer(plain)).earlier()).isEmpty();
    }
}
