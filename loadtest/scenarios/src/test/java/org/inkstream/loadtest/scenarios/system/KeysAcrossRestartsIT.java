package org.inkstream.loadtest.scenarios.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.gateway.RemoteGateway;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.mcp.client.McpHttpAgent;
import org.inkstream.config.Settings;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.VertxTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A gateway and a hub that are killed after they had an answer which its caller never received: a
 * caller dies, then the process that worked for it, and the successor of the caller asks the
 * successor of the process.
 */
class KeysAcrossRestartsIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration IN_VAIN = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void a_gateway_that_was_killed_answers_a_key_that_it_has_bought_without_asking_the_model()
            throws IOException {
        try (Processes processes = Processes.begin()) {
            ModelProcess model = ModelProcess.start(processes, Dialect.OLLAMA, "--delay-ms", "300");
            Path models = KeyedQuestion.modelsFile(processes, model);
            JavaProcess gateway = gateway(processes, models);
            dispatchAndDie(url(gateway));
            ModelAnswer bought = KeyedQuestion.ask(vertx, url(gateway), true).await();

            gateway.kill();
            JavaProcess successor = gateway(processes, models);
            ModelAnswer again = KeyedQuestion.ask(vertx, url(successor), true).await();

            assertThat(again.text()).isEqualTo(bought.text());
            assertThat(again.usage().standing()).isEqualTo(ModelUsage.Standing.AGAIN);
            assertThat(again.usage().requestId()).isEqualTo(bought.usage().requestId());
            assertThat(model.stats().getInteger("requests")).isEqualTo(1);
            processes.done();
        }
    }

    @Test
    void a_gateway_that_ended_has_taught_its_successor_how_long_calls_take() throws IOException {
        try (Processes processes = Processes.begin()) {
            ModelProcess model = ModelProcess.start(processes, Dialect.OLLAMA, "--delay-ms", "300");
            Path models = KeyedQuestion.modelsFile(processes, model);
            JavaProcess gateway = gateway(processes, models);
            KeyedQuestion.ask(vertx, url(gateway), true).await();
            JsonObject taught = endpoint(gateway);

            gateway.terminate(START);
            JavaProcess successor = gateway(processes, models);

            assertThat(taught.getJsonArray("calls")).hasSize(1);
            assertThat(endpoint(successor).getJsonArray("calls"))
                    .isEqualTo(taught.getJsonArray("calls"));
            processes.done();
        }
    }

    /** What the command endpoints shows of the only one. */
    private static JsonObject endpoint(JavaProcess gateway) {
        return new JsonObject(new Endpoint(url(gateway)).get("/endpoints"))
                .getJsonArray("endpoints")
                .getJsonObject(0);
    }

    @Test
    void a_hub_that_was_killed_answers_a_key_that_it_has_bought_without_asking_the_agent() {
        try (Processes processes = Processes.begin()) {
            AgentProcess agent = AgentProcess.start(processes, Duration.ofMillis(300));
            JavaProcess hub = hub(processes, agent);
            callAndDie(hub, agent);
            ToolReply bought = call(hub);

            hub.kill();
            ToolReply again = call(hub(processes, agent));

            assertThat(again.result()).isEqualTo(bought.result());
            assertThat(again.isFound()).isTrue();
            assertThat(agent.stats().total()).isEqualTo(1);
            processes.done();
        }
    }

    private static JavaProcess gateway(Processes processes, Path models) {
        return start(
                processes,
                "gateway",
                Map.of(
                        "gateway.port",
                        "0",
                        "http.gatewayPort",
                        "0",
                        "inference.models",
                        models.toString()));
    }

    private static JavaProcess hub(Processes processes, AgentProcess agent) {
        JavaProcess hub =
                start(processes, "hub", Map.of("hub.port", "0", "hub.agents", agent.url()));
        Endpoint agents = new Endpoint(mcp(hub).replaceFirst("/mcp$", ""));
        Poll.forThe(
                "the agent's tools",
                START,
                () ->
                        agents.get("/agents").contains("generate_summary")
                                ? Optional.of(true)
                                : Optional.empty());
        return hub;
    }

    private static JavaProcess start(
            Processes processes, String command, Map<String, String> settings) {
        List<String> arguments = new ArrayList<>(List.of(command));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        arguments.addAll(
                List.of("--set", "instance.stateFolder=" + processes.folder().resolve("state")));
        return processes.start(command, Map.of(), Processes.INKSTREAM, arguments);
    }

    private static String url(JavaProcess gateway) {
        return "http://" + gateway.awaitLine("http ", START);
    }

    private static String mcp(JavaProcess hub) {
        return hub.awaitLine("mcp ", START);
    }

    /** A caller that ends while the model works for it. */
    private void dispatchAndDie(String url) {
        RemoteGateway caller = RemoteGateway.open(vertx, url).await();
        Promise<Void> dispatched = Promise.promise();
        caller.generate(
                KeyedQuestion.request(false),
                new CallProgress() {
                    @Override
                    public void queued() {}

                    @Override
                    public void dispatched() {
                        dispatched.tryComplete();
                    }
                });
        dispatched.future().await();
        caller.close().await();
    }

    /** A caller that ends while the agent works for it. */
    private void callAndDie(JavaProcess hub, AgentProcess agent) {
        onLoop(
                hub,
                caller -> {
                    caller.call(toolCall(), 1, CallProgress.IGNORED);
                    return Future.succeededFuture();
                },
                () ->
                        Poll.forThe(
                                "the call",
                                IN_VAIN,
                                () ->
                                        agent.stats().inTheAir() == 1
                                                ? Optional.of(true)
                                                : Optional.empty()));
    }

    private ToolReply call(JavaProcess hub) {
        return onLoop(
                hub,
                caller -> caller.call(toolCall().askedAgain(), 1, CallProgress.IGNORED).reply(),
                () -> {});
    }

    private <T> T onLoop(JavaProcess hub, Function<Agent, Future<T>> work, Runnable beforeItEnds) {
        Context loop = vertx.getOrCreateContext();
        Promise<T> done = Promise.promise();
        Promise<Agent> made = Promise.promise();
        loop.runOnContext(
                now -> {
                    Agent caller =
                            new McpHttpAgent(
                                    vertx,
                                    Settings.defaults().agents().at(mcp(hub), 4),
                                    new VertxTimers(vertx, loop));
                    made.complete(caller);
                    work.apply(caller).onComplete(done);
                });
        T result = done.future().await();
        beforeItEnds.run();
        made.future().await().close().await();
        return result;
    }

    private static ToolCall toolCall() {
        return new ToolCall(
                "run-1",
                "letter",
                "letters",
                "content-agent",
                "generate_summary",
                "key-1",
                0,
                LIMIT,
                1,
                new JsonObject().put("text", "Dear Sir"));
    }
}
