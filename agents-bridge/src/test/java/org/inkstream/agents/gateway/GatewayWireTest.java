package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.inkstream.agents.inference.ModelRequest;
import org.junit.jupiter.api.Test;

class GatewayWireTest {
    @Test
    void a_request_for_a_batch_is_one_on_the_other_side_too() {
        ModelRequest asked = ScriptEndpoint.request("a", ScriptEndpoint.BATCHED);

        assertThat(GatewayWire.request(GatewayWire.request(asked), asked.tag())).isEqualTo(asked);
    }
}
