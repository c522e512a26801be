package org.inkstream.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.inkstream.agents.answers.MemoryAnswers;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.gateway.EndpointOpener;
import org.inkstream.agents.gateway.EndpointParts;
import org.inkstream.agents.gateway.GatewayServer;
import org.inkstream.agents.gateway.LocalGateway;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelEndpoints;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.command.ExitCodes;
import org.inkstream.config.GatewaySettings;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ScriptedModelServer;
import org.inkstream.models.Balance;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelCatalogue;
import org.inkstream.models.ModelSpec;
import org.inkstream.models.Route;
import org.inkstream.models.Scheduling;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class EndpointsCommandTest {
    private static final ModelSpec LETTERS =
            new ModelSpec("letters", "gpu", "llama3.2", 8192, 512, 0, Duration.ZERO);

    private final Vertx vertx = Vertx.vertx();
    private final StringWriter out = new StringWriter();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void a_running_gateway_shows_what_its_endpoints_have_to_do() {
        String url = "gateway.url=http://127.0.0.1:" + gateway().port();

        int table = run("--set", url);
        int json = run("--set", url, "--json");

        assertThat(List.of(table, json)).containsOnly(ExitCodes.OK);
        String printed = out.toString();
        assertThat(printed).containsPattern("gpu +4 +0 +0");
        assertThat(
                        new JsonObject(printed.substring(printed.indexOf('{')))
                                .getJsonArray("endpoints"))
                .hasSize(1);
    }

    @Test
    void it_shows_how_long_calls_took() {
        ScriptedModelServer server = ScriptedModelServer.start(vertx, Dialect.OLLAMA).await();
        String gateway = "http://127.0.0.1:" + gateway(server.url()).port();
        HttpResponse<String> answer =
                ask(gateway, "{\"model\":\"letters\",\"prompt\":\"What of?\",\"stream\":false}");
        assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);

        run("--set", "gateway.url=" + gateway);

        assertThat(out.toString()).containsPattern("gpu +llama3.2 .* 1 +\\d+ +\\d+ +\\d+ +\\d+");
    }

    @Test
    void of_a_remote_api_it_shows_what_is_left_of_each_limit() {
        ScriptedModelServer server = ScriptedModelServer.start(vertx, Dialect.ANTHROPIC).await();
        EndpointSpec claude = gpu(EndpointSpec.Kind.ANTHROPIC, List.of(server.url()));
        String gateway = "http://127.0.0.1:" + gateway(local(claude), claude).port();
        HttpResponse<String> answer =
                ask(gateway, "{\"model\":\"letters\",\"prompt\":\"What of?\",\"stream\":false}");
        assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);

        run("--set", "gateway.url=" + gateway);
        String table = out.toString();
        run("--set", "gateway.url=" + gateway, "--json");

        assertThat(table)
                .containsPattern("gpu +requests +4000 +3999")
                .containsPattern("gpu +input tokens +2000000 +1999999");
        assertThat(
                        new JsonObject(out.toString().substring(table.length()))
                                .getJsonArray("endpoints")
                                .getJsonObject(0)
                                .getJsonObject("quota")
                                .getJsonObject("output_tokens"))
                .isEqualTo(new JsonObject().put("limit", 400_000).put("remaining", 399_999));
    }

    @Test
    void of_several_servers_it_shows_which_are_up_and_what_each_was_given() {
        ScriptedModelServer server = ScriptedModelServer.start(vertx, Dialect.OLLAMA).await();
        String gateway = "http://127.0.0.1:" + gateway(server.url(), "http://127.0.0.1:1").port();
        for (int letter = 0; letter < 100 && !out.toString().contains("down"); letter++) {
            ask(gateway, "{\"model\":\"letters\",\"prompt\":\"" + letter + "\"}");
            run("--set", "gateway.url=" + gateway);
        }
        ask(gateway, "{\"model\":\"letters\",\"prompt\":\"one more\"}");

        run("--set", "gateway.url=" + gateway);

        assertThat(out.toString())
                .containsPattern("gpu/1 +up +[1-9]\\d* +\\d+ +\\d+ +0")
                .containsPattern("gpu/2 +down +[1-9]\\d* +\\d+ +\\d+ +0");
    }

    @Test
    void it_shows_what_came_of_asking_tools_together() {
        ScriptedModelServer server = ScriptedModelServer.start(vertx, Dialect.OLLAMA).await();
        LocalGateway local = local(gpu(List.of(server.url())));
        String url = "http://127.0.0.1:" + gateway(local, gpu(List.of(server.url()))).port();
        List<ModelEndpoint.Generation> both =
                Stream.of("people", "places").map(tool -> ask(local, tool)).toList();
        both.forEach(one -> one.answer().await());

        run("--set", "gateway.url=" + url);

        assertThat(out.toString())
                .contains("gpu: 1 calls served several tools, 2 in all, of which 0 were asked");
    }

    @Test
    void what_came_of_asking_tools_together_is_shown_once_for_all_servers_of_an_endpoint() {
        List<String> servers =
                Stream.of(1, 2)
                        .map(one -> ScriptedModelServer.start(vertx, Dialect.OLLAMA).await().url())
                        .toList();
        LocalGateway local = local(gpu(servers));
        String url = "gateway.url=http://127.0.0.1:" + gateway(local, gpu(servers)).port();
        List<ModelEndpoint.Generation> both =
                Stream.of("people", "places").map(tool -> ask(local, tool)).toList();
        both.forEach(one -> one.answer().await());

        run("--set", url);
        String table = out.toString();
        run("--set", url, "--json");

        assertThat(table)
                .containsOnlyOnce("gpu: 1 calls served several tools, 2 in all, of which 0 were");
        assertThat(new JsonObject(out.toString().substring(table.length())).getJsonArray("fused"))
                .containsExactly(
                        new JsonObject()
                                .put("calls", 1)
                                .put("parts", 2)
                                .put("alone", 0)
                                .put("endpoint", "gpu"));
    }

    private static ModelEndpoint.Generation ask(LocalGateway gateway, String tool) {
        JsonObject schema =
                new JsonObject(
                        "{\"type\":\"object\",\"properties\":{\"found\":{\"type\":\"string\"}}}");
        return gateway.generate(
                new ModelRequest(
                        LETTERS,
                        new Prompt("rules", "find " + tool, "letter", ""),
                        tool,
                        schema,
                        new CallTag("", tool, "d", "r", "c", 1, 0, Duration.ZERO, "r", 2),
                        ModelRequest.Place.ONLY,
                        new ModelRequest.Together(
                                List.of("people", "places"), "two tasks", Duration.ofSeconds(5))),
                new CallProgress() {
                    @Override
                    public void queued() {}

                    @Override
                    public void dispatched() {}
                });
    }

    private static HttpResponse<String> ask(String gateway, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(gateway + "/api/generate"))
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString()).join();
    }

    private GatewayServer gateway() {
        return gateway("http://127.0.0.1:1");
    }

    private GatewayServer gateway(String... servers) {
        EndpointSpec gpu = gpu(List.of(servers));
        return gateway(local(gpu), gpu);
    }

    private LocalGateway local(EndpointSpec gpu) {
        return LocalGateway.open(
                        vertx,
                        List.of(gpu),
                        new EndpointParts(
                                EndpointOpener.of(ModelEndpoints.ofProcess()),
                                () ->
                                        new MemoryAnswers(
                                                new VirtualTimers(), Duration.ofMinutes(1), 1)))
                .await();
    }

    private GatewayServer gateway(LocalGateway local, EndpointSpec gpu) {
        return GatewayServer.start(
                        vertx,
                        new GatewaySettings("", "127.0.0.1", 0, ""),
                        local,
                        new ModelCatalogue(
                                Map.of("gpu", gpu),
                                Map.of("letters", LETTERS),
                                Map.of(),
                                Route.RULES_ONLY,
                                Map.of()))
                .await();
    }

    private static EndpointSpec gpu(List<String> urls) {
        return gpu(EndpointSpec.Kind.OLLAMA, urls);
    }

    private static EndpointSpec gpu(EndpointSpec.Kind kind, List<String> urls) {
        return new EndpointSpec(
                "gpu",
                kind,
                urls,
                "",
                4,
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Scheduling.usual(kind, urls.get(0)),
                Balance.AFFINITY);
    }

    private int run(String... arguments) {
        return new CommandLine(new EndpointsCommand())
                .setOut(new PrintWriter(out, true))
                .execute(arguments);
    }
}
