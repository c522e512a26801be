package org.inkstream.agents.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.client.McpHttpAgent;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.config.AgentsSettings;
import org.inkstream.config.HubSettings;
import org.inkstream.config.Settings;
import org.inkstream.loadtest.peers.ScriptedAgent;
import org.inkstream.time.VertxTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From our own client through the hub to an agent at its WebSocket, or behind a URL. */
class HubOverMcpTest {
    private static final JsonObject RESULT = new JsonObject().put("said", "yes");

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private HubUnderTest hub = new HubUnderTest(HubUnderTest.settings());
    private Agent client = client();

    @AfterEach
    void close() {
        client.close().await();
        hub.close();
        vertx.close().await();
    }

    @Test
    void a_call_reaches_the_agent_with_its_arguments_alone() {
        SerialAgent agent = SerialAgent.connect(hub.port(), "/");
        agent.register("an-agent", "a_tool");

        Future<ToolReply> reply = begin(call("key-1", "Dear Sir"));
        JsonObject received = agent.receive();
        agent.answer(received, RESULT);

        assertThat(reply.await().result()).isEqualTo(RESULT);
        assertThat(received.containsKey("_meta")).isFalse();
        assertThat(received.getJsonObject("params").getJsonObject("arguments"))
                .isEqualTo(new JsonObject().put("text", "Dear Sir"));
    }

    @Test
    void calls_with_one_key_are_worked_on_once() {
        SerialAgent agent = SerialAgent.connect(hub.port(), "/");
        agent.register("an-agent", "a_tool");

        Future<ToolReply> first = begin(call("key-1", "Dear Sir"));
        JsonObject received = agent.receive();
        Future<ToolReply> second = begin(call("key-1", "Dear Sir"));
        Future<ToolReply> other = begin(call("key-1", "Dear Madam"));
        agent.answer(received, RESULT);
        agent.answer(agent.receive(), new JsonObject().put("said", "no"));
        Future<ToolReply> later = begin(call("key-1", "Dear Sir"));

        assertThat(first.await().result()).isEqualTo(RESULT);
        assertThat(second.await().result()).isEqualTo(RESULT);
        assertThat(later.await().result()).isEqualTo(RESULT);
        assertThat(other.await().result()).isEqualTo(new JsonObject().put("said", "no"));
    }

    @Test
    void failures_keep_their_class() {
        assertThat(failure(call("", "Dear Sir"))).isEqualTo(ErrorClass.INVALID_DATA);

        SerialAgent agent = SerialAgent.connect(hub.port(), "/");
        agent.register("an-agent", "a_tool");
        Future<ToolReply> broken = begin(call("", "Dear Sir"));
        agent.receive();
        agent.close();

        assertThat(classOf(broken)).isEqualTo(ErrorClass.CONNECTION);
        assertThat(failure(call("", "Dear Sir"))).isEqualTo(ErrorClass.CONNECTION);
    }

    @Test
    void a_call_that_no_agent_could_take_in_one_frame_is_invalid_at_once() {
        SerialAgent agent = SerialAgent.connect(hub.port(), "/");
        agent.register("an-agent", "a_tool");

        assertThat(failure(call("", "x".repeat(1 << 20)))).isEqualTo(ErrorClass.INVALID_DATA);

        Future<ToolReply> next = begin(call("", "x".repeat(1_000_000)));
        agent.answer(agent.receive(), RESULT);
        assertThat(next.await().result()).isEqualTo(RESULT);
    }

    @Test
    void what_waits_is_bounded_in_number() {
        SerialAgent agent = SerialAgent.connect(hub.port(), "/");
        agent.register("an-agent", "a_tool");
        begin(call("", "first"));
        agent.receive();
        for (int i = 0; i < 10; i++) {
            begin(call("", "waits"));
        }

        assertThat(failure(call("", "too many"))).isEqualTo(ErrorClass.OVERLOADED);
    }

    @Test
    void an_agent_behind_a_url_is_listed_and_called() {
        ScriptedAgent remote = ScriptedAgent.start(vertx).await();
        hub.close();
        HubSettings base = HubUnderTest.settings();
        hub =
                new HubUnderTest(
                        new HubSettings(
                                base.host(),
                                0,
                                base.jwt(),
                                List.of(),
                                List.of(listing(remote)),
                                4,
                                10,
                                base.queueWait(),
                                base.callTimeout(),
                                3,
                                base.sessionIdle()));
        client = client();

        awaitTool("generate_summary");
        ToolReply reply =
                begin(
                                new ToolCall(
                                        "run-1",
                                        "doc-1",
                                        "c-1",
                                        "content-agent",
                                        "generate_summary",
                                        "",
                                        0,
                                        Duration.ofSeconds(5),
                                        1,
                                        new JsonObject().put("text", "Dear Sir")))
                        .await();

        assertThat(reply.result().getString("summary")).isNotEmpty();
    }

    /** The scripted agent lists nothing: a small server before it does. */
    private String listing(ScriptedAgent remote) {
        return ListingFront.start(vertx, remote.url()).await();
    }

    private void awaitTool(String name) {
        SerialAgent watcher = SerialAgent.connect(hub.port(), "/");
        for (int i = 0; i < 2_000; i++) {
            if (watcher.ask(1, "tools/list", new JsonObject()).encode().contains(name)) {
                return;
            }
        }
        throw new IllegalStateException("never listed");
    }

    private Agent client() {
        AgentsSettings settings = Settings.defaults().agents().at(hub.url(), 32);
        return onLoop(() -> new McpHttpAgent(vertx, settings, new VertxTimers(vertx, loop)));
    }

    private Future<ToolReply> begin(ToolCall call) {
        return onLoop(() -> client.call(call, 1, CallProgress.IGNORED)).reply();
    }

    private ErrorClass failure(ToolCall call) {
        return classOf(begin(call));
    }

    private static ErrorClass classOf(Future<ToolReply> reply) {
        try {
            throw new AssertionError("answered with " + reply.await().result());
        } catch (CallFailure failure) {
            return failure.errorClass();
        }
    }

    private static ToolCall call(String key, String text) {
        return new ToolCall(
                "run-1",
                "doc-1",
                "collection-1",
                "an-agent",
                "a_tool",
                key,
                0,
                Duration.ofSeconds(5),
                1,
                new JsonObject().put("text", text));
    }

    private <T> T onLoop(java.util.function.Supplier<T> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(
                now -> {
                    try {
                        done.complete(work.get());
                    } catch (RuntimeException failure) {
                        done.fail(failure);
                    }
                });
        return done.future().await();
    }
}
