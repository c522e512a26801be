package org.inkstream.agents.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadTextTest {
    @Test
    void engines_of_vllm_are_added_up() {
        String metrics =
                """
                # HELP vllm:num_requests_running Number of requests in model execution batches.
                # TYPE vllm:num_requests_running gauge
                vllm:num_requests_running{engine="0",model_name="a b}c"} 12.0
                vllm:num_requests_running{engine="1",model_name="m"} 3.0
                vllm:num_requests_waiting{engine="0",model_name="m"} 2.0
                vllm:num_requests_waiting_by_reason{reason="x"} 99.0
                """;

        assertThat(LoadText.read(metrics)).contains(new ModelEndpoint.Load(15, 2));
    }

    @Test
    void sglang_and_llama_cpp_have_names_of_their_own() {
        assertThat(LoadText.read("sglang:num_running_reqs 7\nsglang:num_queue_reqs 1 1700000000\n"))
                .contains(new ModelEndpoint.Load(7, 1));
        assertThat(LoadText.read("llamacpp:requests_processing 4\nllamacpp:requests_deferred 0"))
                .contains(new ModelEndpoint.Load(4, 0));
    }

    @Test
    void what_does_not_tell_both_tells_nothing() {
        assertThat(LoadText.read("vllm:num_requests_running 1")).isEmpty();
        assertThat(LoadText.read("vllm:num_requests_running 1\nvllm:num_requests_waiting NaN"))
                .isEmpty();
        assertThat(LoadText.read("<html>")).isEmpty();
    }
}
