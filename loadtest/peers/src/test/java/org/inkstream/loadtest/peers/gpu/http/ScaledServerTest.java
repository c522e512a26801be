package org.inkstream.loadtest.peers.gpu.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.inkstream.loadtest.peers.gpu.Chance;
import org.inkstream.loadtest.peers.gpu.EngineStats;
import org.inkstream.loadtest.peers.gpu.Order;
import org.inkstream.loadtest.peers.gpu.ParameterSet;
import org.inkstream.loadtest.peers.gpu.Prompt;
import org.inkstream.loadtest.peers.gpu.SlotsEngine;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaledServerTest {
    private static final int REQUESTS = 24;
    private static final int TOKENS = 200;

    @ParameterizedTest
    @ValueSource(doubles = {5, 20})
    void a_run_that_is_faster_than_the_clock_takes_the_time_of_one_without_a_clock(double scale) {
        EngineStats virtual = virtually();

        JsonObject real = overTheWire(scale);

        assertThat(real.getDouble("busySeconds"))
                .isCloseTo(virtual.busy().toNanos() / 1e9, withinPercentage(5));
        assertThat(real.getDouble("loadSeconds"))
                .isCloseTo(virtual.load().toNanos() / 1e9, withinPercentage(5));
        assertThat(real.getLong("writtenTokens")).isEqualTo(virtual.writtenTokens());
        assertThat(real.getLong("promptTokens")).isEqualTo(virtual.promptTokens());
    }

    private static EngineStats virtually() {
        VirtualTimers timers = new VirtualTimers();
        try (SlotsEngine engine =
                new SlotsEngine(
                        ParameterSet.slots(ParameterSet.RTX4090), timers, Chance.exact(1))) {
            for (int letter = 0; letter < REQUESTS; letter++) {
                String prompt = Client.messages(name(letter)).getJsonObject(0).getString("content");
                engine.submit(Order.of("llama3.2", Prompt.ofText(prompt), TOKENS));
            }
            timers.advance(Duration.ofSeconds(60));
            return engine.stats();
        }
    }

    private static JsonObject overTheWire(double scale) {
        ServerPlan plan =
                ServerPlan.of(EngineKind.OLLAMA, ParameterSet.RTX4090, scale, 1)
                        .chance(Chance.exact(1))
                        .lengths(OutputLengths.exactly(TOKENS));
        try (Client client = new Client(plan)) {
            List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
            for (int letter = 0; letter < REQUESTS; letter++) {
                asked.add(client.begin("/api/chat", Client.ollama(name(letter), letter % 2 == 0)));
            }
            asked.forEach(CompletableFuture::join);
            return client.stats();
        }
    }

    private static String name(int letter) {
        return "letter-" + (100 + letter);
    }
}
