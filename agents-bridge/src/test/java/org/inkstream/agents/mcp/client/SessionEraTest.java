package org.inkstream.agents.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.catalogue.ErrorClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP client against an agent of the initialize era. */
class SessionEraTest extends LoopTest {
    private SessionServer server;
    private McpHttpAgent agent;

    @BeforeEach
    void start() {
        server = new SessionServer(vertx);
        agent = onLoop(() -> new McpHttpAgent(vertx, at(server.url(), List.of(), 1), timers));
    }

    @AfterEach
    void no_timer_is_left() {
        onLoop(agent::close).await();
        server.close();
        assertThat(timers.pending()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2025-06-18", "2025-03-26"})
    void an_agent_that_wants_to_be_initialized_is_found_out_and_called_in_its_session(
            String revision) {
        server.revision = revision;

        Future<ToolReply> reply = ask(agent);
        ask(agent);

        assertThat(reply.result().result().getString("summary")).isEqualTo("An old one.");
        assertThat(server.heard)
                .containsExactly(
                        "server/discover null",
                        "initialize null",
                        "notifications/initialized s1",
                        "tools/list s1",
                        "tools/call s1",
                        "tools/call s1");
        assertThat(server.headers.get(0).getString("mcp-protocol-version")).isEqualTo(revision);
        assertThat(server.calls.get(0).getJsonObject("params").getJsonObject("_meta").fieldNames())
                .contains("org.inkstream/call")
                .doesNotContain("io.modelcontextprotocol/protocolVersion");
    }

    @Test
    void calls_that_arrive_together_share_one_handshake() {
        List<Agent.Exchange> exchanges =
                onLoop(
                        () ->
                                List.of(
                                        agent.call(
                                                org.inkstream.agents.call.Calls.aCall(),
                                                1,
                                                CallProgress.IGNORED),
                                        agent.call(
                                                org.inkstream.agents.call.Calls.aCall(),
                                                1,
                                                CallProgress.IGNORED)));
        exchanges.forEach(exchange -> ended(exchange.reply()));

        assertThat(server.heard).filteredOn(line -> line.startsWith("initialize")).hasSize(1);
        assertThat(server.calls).hasSize(2);
    }

    @Test
    void answers_may_come_as_event_streams() {
        server.streams = true;

        assertThat(ask(agent).result().result().getString("summary")).isEqualTo("An old one.");
    }

    @Test
    void a_session_that_is_gone_is_opened_anew_and_the_call_sent_once_more() {
        ask(agent);
        server.session = "s2";

        Future<ToolReply> reply = ask(agent);

        assertThat(reply.succeeded()).isTrue();
        assertThat(server.heard)
                .endsWith(
                        "tools/call s1",
                        "server/discover null",
                        "initialize null",
                        "notifications/initialized s2",
                        "tools/list s2",
                        "tools/call s2");
        assertThat(server.calls).hasSize(2);
    }

    @Test
    void an_outage_during_the_probe_says_nothing_about_the_era() {
        server.outages.set(1);

        CallFailure failure = (CallFailure) ask(agent).cause();
        Future<ToolReply> next = ask(agent);

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(next.succeeded()).isTrue();
        assertThat(server.heard.subList(0, 2))
                .containsExactly("server/discover null", "server/discover null");
    }

    @Test
    void an_aborted_call_is_cancelled_by_its_id() {
        ask(agent);
        server.silent = true;
        Agent.Exchange exchange =
                onLoop(
                        () ->
                                agent.call(
                                        org.inkstream.agents.call.Calls.aCall(),
                                        1,
                                        CallProgress.IGNORED));
        await(() -> server.calls.size() == 2);

        onLoop(
                () -> {
                    exchange.abort();
                    return true;
                });
        await(() -> server.heard.contains("notifications/cancelled s1"));

        assertThat(exchange.reply().isComplete()).isFalse();
    }

    @Test
    void closing_ends_the_session() {
        ask(agent);

        onLoop(agent::close).await();

        assertThat(server.heard).endsWith("DELETE s1");
    }

    @Test
    void a_tool_on_the_second_page_is_called_and_one_that_is_on_none_is_refused_at_once() {
        server.tools =
                List.of(SessionServer.tool("something"), SessionServer.tool("generate_summary"));
        Future<ToolReply> onPageTwo = ask(agent);
        server.tools = List.of(SessionServer.tool("something"));
        McpHttpAgent another =
                onLoop(() -> new McpHttpAgent(vertx, at(server.url(), List.of(), 1), timers));

        CallFailure refused = (CallFailure) ask(another).cause();

        assertThat(onPageTwo.succeeded()).isTrue();
        assertThat(refused.errorClass()).isEqualTo(ErrorClass.REFUSED);
        assertThat(server.calls).hasSize(1);
        onLoop(another::close).await();
    }

    @Test
    void pages_that_go_round_in_a_circle_are_given_up_and_every_tool_is_tried() {
        server.endlessPages = true;

        Future<ToolReply> reply = ask(agent);

        assertThat(reply.succeeded()).isTrue();
        assertThat(server.heard).filteredOn(line -> line.startsWith("tools/list")).hasSize(2);
    }

    @Test
    void a_result_must_be_what_the_agent_itself_promises() {
        JsonObject promised =
                new JsonObject()
                        .put("type", "object")
                        .put(
                                "properties",
                                new JsonObject()
                                        .put(
                                                "summary",
                                                new JsonObject()
                                                        .put("type", "string")
                                                        .put("maxLength", 3)));
        server.tools =
                List.of(SessionServer.tool("generate_summary").put("outputSchema", promised));

        CallFailure failure = (CallFailure) ask(agent).cause();

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.INVALID_DATA);
        assertThat(failure).hasMessageContaining("the agent's own schema");
    }

    @Test
    void a_schema_that_is_none_harms_no_call() {
        server.tools =
                List.of(
                        SessionServer.tool("generate_summary")
                                .put(
                                        "outputSchema",
                                        new JsonObject()
                                                .put("type", 7)
                                                .put("$ref", "http://127.0.0.1:1/x")));

        assertThat(ask(agent).succeeded()).isTrue();
    }

    private void await(java.util.function.BooleanSupplier there) {
        io.vertx.core.Promise<Void> promise = io.vertx.core.Promise.promise();
        long timer =
                vertx.setPeriodic(
                        5,
                        tick -> {
                            if (there.getAsBoolean()) {
                                promise.tryComplete();
                            }
                        });
        ended(promise.future());
        vertx.cancelTimer(timer);
        assertThat(promise.future().succeeded()).isTrue();
    }
}
