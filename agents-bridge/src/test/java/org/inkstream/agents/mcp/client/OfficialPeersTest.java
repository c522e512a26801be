package org.inkstream.agents.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.catalogue.ErrorClass;
import org.junit.jupiter.api.Test;

/** The client against servers that others made, where they are installed. */
class OfficialPeersTest extends LoopTest {
    private static final String EVERYTHING =
            "@modelcontextprotocol/server-everything/dist/index.js";

    @Test
    void server_everything_of_the_initialize_era_is_called_over_http() throws IOException {
        Path server = NpmPeers.installed(EVERYTHING);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (NpmPeers.Running peer =
                NpmPeers.start(
                        Map.of("PORT", String.valueOf(port)),
                        "listening on port",
                        NpmPeers.node(),
                        server.toString(),
                        "streamableHttp")) {
            assertThat(peer.firstLine()).isNotEmpty();
            McpHttpAgent agent = http("http://127.0.0.1:" + port + "/mcp");

            assertThat(weather(agent).getMap()).containsKeys("temperature", "conditions");
            assertThat(classOf(ask(agent, call("no_such_tool", new JsonObject()))))
                    .isEqualTo(ErrorClass.REFUSED);

            onLoop(agent::close).await();
        }
    }

    @Test
    void server_everything_is_called_over_stdio() {
        Path server = NpmPeers.installed(EVERYTHING);
        try (StdioService service = stdio(List.of(NpmPeers.node(), server.toString(), "stdio"))) {
            assertThat(weather(service.on(loop)).getMap())
                    .containsKeys("temperature", "conditions");
        }
    }

    @Test
    void a_server_of_the_current_era_is_called_over_http() throws IOException {
        Path script = NpmPeers.modernPeer();
        try (NpmPeers.Running peer =
                NpmPeers.start(Map.of(), "http://", NpmPeers.node(), script.toString(), "http")) {
            McpHttpAgent agent = http(peer.firstLine().strip());

            assertThat(summary(ask(agent))).isEqualTo("Summary of the text");
            assertThat(classOf(ask(agent, call("no_such_tool", new JsonObject()))))
                    .isEqualTo(ErrorClass.REFUSED);

            onLoop(agent::close).await();
        }
    }

    @Test
    void a_server_of_the_current_era_is_called_over_stdio() throws IOException {
        Path script = NpmPeers.modernPeer();
        try (StdioService service = stdio(List.of(NpmPeers.node(), script.toString(), "stdio"))) {
            assertThat(summary(ask(service.on(loop)))).isEqualTo("Summary of the text");
        }
    }

    private McpHttpAgent http(String url) {
        return onLoop(() -> new McpHttpAgent(vertx, at(url, List.of(), 1), timers));
    }

    private StdioService stdio(List<String> command) {
        return onLoop(
                () -> StdioService.start(at("", command, 1), loop, timers, ClientParts.alone()));
    }

    private JsonObject weather(Agent agent) {
        Future<ToolReply> reply =
                ask(
                        agent,
                        call(
                                "get-structured-content",
                                new JsonObject().put("location", "New York")));
        assertThat(reply.succeeded()).as("%s", reply.cause()).isTrue();
        return reply.result().result();
    }

    private static String summary(Future<ToolReply> reply) {
        assertThat(reply.succeeded()).as("%s", reply.cause()).isTrue();
        return reply.result().result().getString("summary");
    }

    private static ErrorClass classOf(Future<ToolReply> reply) {
        return ((CallFailure) reply.cause()).errorClass();
    }

    private static ToolCall call(String tool, JsonObject arguments) {
        return new ToolCall(
                "run", "doc", "c", "agent", tool, "key", 0, Duration.ofMinutes(1), 1, arguments);
    }
}
