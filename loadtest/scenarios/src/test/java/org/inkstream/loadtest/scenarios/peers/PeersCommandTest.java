package org.inkstream.loadtest.scenarios.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PeersCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new PeersCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void the_list_has_every_engine_with_figures_and_sources() {
        int code = run("--list");

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("--engine ollama --set rtx4090-llama3.2-mixtral")
                .contains("--engine vllm --set h100-llama3.1-8b")
                .contains("--engine claude --set claude")
                .contains("maxQueue 512  [D] OLLAMA_MAX_QUEUE");
    }

    @Test
    void programs_get_the_list_as_json() {
        run("--list", "--json");

        assertThat(new JsonObject(out.toString()).getJsonObject("engines").fieldNames())
                .containsExactly("ollama", "llamacpp", "vllm", "sglang", "claude");
    }

    @ParameterizedTest
    @CsvSource({
        "--set, nowhere, there is rtx4090-llama3.2",
        "--scale, 40, scale must be 0.1 to 20",
        "--port, 70000, port must be 0 to 65535",
        "--slots, -1, slots must not be negative",
        "--faults, 7, sum up to 1",
        "--jitter, -1, sigma must not be negative"
    })
    void a_bad_option_is_refused_with_its_reason(String option, String value, String reason) {
        int code = run(option + "=" + value);

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains(reason);
    }
}
