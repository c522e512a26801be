package org.inkstream.agents.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.hub.SerialAgent.registration;
import static org.inkstream.agents.hub.SerialAgent.request;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.stream.Stream;
import org.inkstream.config.HubSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The WebSocket dialect over real sockets, with agents that behave as the existing ones do. */
class HubDialectTest {
    private static final JsonObject RESULT = new JsonObject().put("said", "yes");

    private HubUnderTest hub = new HubUnderTest(HubUnderTest.settings());

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void an_agent_registers_is_called_and_answers() {
        SerialAgent agent = connect("/");
        SerialAgent client = connect("/any/path?x=1");

        JsonObject registered = agent.register("an-agent", "a_tool");
        client.send(request("c-1", "tools/invoke", invocation("toolName", "a_tool")));
        JsonObject call = agent.receive();
        agent.answer(call, RESULT);
        JsonObject outcome = client.receive();

        assertThat(registered)
                .isEqualTo(
                        new JsonObject()
                                .put("jsonrpc", "2.0")
                                .put("result", new JsonObject().put("registered", 1))
                                .put("id", "reg-1"));
        assertThat(call.getString("method")).isEqualTo("tools/invoke");
        assertThat(call.getJsonObject("params"))
                .isEqualTo(
                        new JsonObject()
                                .put("name", "a_tool")
                                .put("arguments", new JsonObject().put("text", "Dear Sir")));
        assertThat(call.getString("id")).matches("inv-\\d+-\\w+");
        assertThat(call.getString("traceId")).startsWith("trc-");
        assertThat(call.fieldNames())
                .containsExactlyInAnyOrder("jsonrpc", "method", "params", "id", "traceId");
        assertThat(outcome.getString("id")).isEqualTo("c-1");
        assertThat(outcome.getJsonObject("result").getBoolean("success")).isTrue();
        assertThat(outcome.getJsonObject("result").getJsonObject("result")).isEqualTo(RESULT);
        assertThat(outcome.getJsonObject("result").getString("agentId")).isEqualTo("an-agent");
        assertThat(outcome.getJsonObject("result").getString("toolName")).isEqualTo("a_tool");
    }

    @Test
    void the_tools_name_may_stand_where_the_older_client_puts_it() {
        SerialAgent agent = connect("/");
        SerialAgent client = connect("/");
        agent.register("an-agent", "a_tool");

        client.send(request(7, "tools/invoke", invocation("name", "a_tool")));
        agent.answer(agent.receive(), RESULT);

        assertThat(client.receive().getJsonObject("result").getBoolean("success")).isTrue();
    }

    @Test
    void tools_and_agents_are_listed_as_they_registered_and_no_longer_when_they_have_gone() {
        SerialAgent agent = connect("/");
        SerialAgent client = connect("/");
        agent.register("an-agent", "a_tool");

        JsonObject tools = client.ask(1, "tools/list", new JsonObject());
        JsonObject agents = client.ask(2, "agents/list", new JsonObject());
        agent.close();

        assertThat(tools.getJsonObject("result")).isEqualTo(registration("an-agent", "a_tool"));
        assertThat(agents.getJsonObject("result").encode())
                .isEqualTo(
                        "{\"agents\":[{\"id\":\"an-agent\",\"name\":\"an-agent\",\"tools\":[\"a_tool\"]}]}");
        awaitNoTools(client);
    }

    @Test
    void the_registration_is_answered_before_a_waiting_call_is_sent() {
        SerialAgent first = connect("/");
        SerialAgent client = connect("/");
        first.register("an-agent", "a_tool");
        client.send(request("c-1", "tools/invoke", invocation("toolName", "a_tool")));
        client.send(request("c-2", "tools/invoke", invocation("toolName", "a_tool")));
        JsonObject begun = first.receive();

        SerialAgent second = connect("/");
        JsonObject registered = second.register("an-agent", "a_tool");
        JsonObject call = second.receive();

        assertThat(registered.getValue("id")).isEqualTo("reg-1");
        assertThat(call.getString("method")).isEqualTo("tools/invoke");
        assertThat(call.getString("id")).isNotEqualTo(begun.getString("id"));
    }

    @Test
    void a_serial_agent_has_one_call_at_a_time_however_late_its_pongs() {
        SerialAgent agent = connect("/");
        SerialAgent client = connect("/");
        agent.register("an-agent", "a_tool");
        for (int i = 1; i <= 3; i++) {
            client.send(request("c-" + i, "tools/invoke", invocation("toolName", "a_tool")));
        }

        for (int i = 1; i <= 3; i++) {
            JsonObject call = agent.receive();
            // As agents do that take every answer for a question.
            agent.send(
                    new JsonObject()
                            .put("jsonrpc", "2.0")
                            .put("result", new JsonObject().put("ack", (Object) null))
                            .put("id", "reg-1"));
            agent.answer(call, new JsonObject().put("number", i));
            JsonObject outcome = client.receive();
            assertThat(outcome.getString("id")).isEqualTo("c-" + i);
            assertThat(outcome.getJsonObject("result").getJsonObject("result").getInteger("number"))
                    .isEqualTo(i);
        }
    }

    @Test
    void a_silent_agent_is_given_up_after_its_time_and_its_late_answer_is_dropped() {
        hub.close();
        hub =
                new HubUnderTest(
                        HubUnderTest.settings(
                                new HubSettings.Jwt("", "", "", ""), Duration.ofMillis(200)));
        SerialAgent agent = connect("/");
        SerialAgent client = connect("/");
        agent.register("an-agent", "a_tool");

        client.send(request("c-1", "tools/invoke", invocation("toolName", "a_tool")));
        JsonObject late = agent.receive();
        JsonObject failed = client.receive();
        client.send(request("c-2", "tools/invoke", invocation("toolName", "a_tool")));
        agent.answer(late, new JsonObject().put("late", true));
        JsonObject next = agent.receive();
        agent.answer(next, RESULT);
        JsonObject outcome = client.receive();

        assertThat(failed.getJsonObject("result").getBoolean("success")).isFalse();
        assertThat(failed.getJsonObject("result").getString("error")).contains("no answer in");
        assertThat(next.getString("id")).isNotEqualTo(late.getString("id"));
        assertThat(outcome.getString("id")).isEqualTo("c-2");
        assertThat(outcome.getJsonObject("result").getJsonObject("result")).isEqualTo(RESULT);
    }

    @Test
    void an_agent_that_breaks_off_fails_its_call_at_once_and_serves_again_when_it_is_back() {
        SerialAgent agent = connect("/");
        SerialAgent client = connect("/");
        agent.register("an-agent", "a_tool");
        client.send(request("c-1", "tools/invoke", invocation("toolName", "a_tool")));
        agent.receive();

        agent.close();
        JsonObject failed = client.receive();
        JsonObject away = client.ask("c-2", "tools/invoke", invocation("toolName", "a_tool"));
        SerialAgent again = connect("/");
        again.register("an-agent", "a_tool");
        client.send(request("c-3", "tools/invoke", invocation("toolName", "a_tool")));
        again.answer(again.receive(), RESULT);
        JsonObject outcome = client.receive();

        assertThat(failed.getJsonObject("result").getString("error")).contains("broke");
        assertThat(away.getJsonObject("result").getString("error")).contains("not connected");
        assertThat(outcome.getJsonObject("result").getBoolean("success")).isTrue();
    }

    @Test
    void a_name_that_another_agent_serves_is_skipped_and_the_same_agent_adds_capacity() {
        SerialAgent first = connect("/");
        SerialAgent other = connect("/");
        SerialAgent second = connect("/");

        assertThat(
                        first.register("an-agent", "a_tool")
                                .getJsonObject("result")
                                .getInteger("registered"))
                .isEqualTo(1);
        assertThat(
                        other.register("other", "a_tool")
                                .getJsonObject("result")
                                .getInteger("registered"))
                .isZero();
        assertThat(
                        second.register("an-agent", "a_tool")
                                .getJsonObject("result")
                                .getInteger("registered"))
                .isEqualTo(1);
    }

    @Test
    void an_agents_error_and_a_placeholder_are_failures() {
        SerialAgent agent = connect("/");
        SerialAgent client = connect("/");
        agent.register("an-agent", "a_tool");

        client.send(request("c-1", "tools/invoke", invocation("toolName", "a_tool")));
        agent.send(
                new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put(
                                "error",
                                new JsonObject().put("code", -32603).put("message", "no model"))
                        .put("id", agent.receive().getValue("id")));
        JsonObject error = client.receive();
        client.send(request("c-2", "tools/invoke", invocation("toolName", "a_tool")));
        agent.answer(agent.receive(), new JsonObject().put("_fallback", true));
        JsonObject placeholder = client.receive();

        assertThat(error.getJsonObject("result").getBoolean("success")).isFalse();
        assertThat(error.getJsonObject("result").getString("error")).isEqualTo("no model");
        assertThat(placeholder.getJsonObject("result").getBoolean("success")).isFalse();
        assertThat(placeholder.getJsonObject("result").getString("error")).contains("placeholder");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("{\"jsonrpc\":\"2.0\",\"id\":1,\"meth", -32700),
                Arguments.of("nonsense", -32700),
                Arguments.of("[]", -32600),
                Arguments.of("{\"id\":1,\"method\":\"tools/list\"}", -32600),
                Arguments.of("{\"jsonrpc\":\"2.0\",\"id\":1}", -32600));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void what_cannot_be_read_is_refused_under_the_id_error(String text, int code) {
        SerialAgent client = connect("/");

        client.sendText(text);
        JsonObject refused = client.receive();

        assertThat(refused.getValue("id")).isEqualTo("error");
        assertThat(refused.getJsonObject("error").getInteger("code")).isEqualTo(code);
        assertThat(client.ask(5, "tools/list", new JsonObject()).getValue("id")).isEqualTo(5);
    }

    @Test
    void unknown_methods_and_bad_registrations_are_refused_in_the_older_hubs_words() {
        SerialAgent client = connect("/");

        JsonObject unknown = client.ask("u", "initialize", new JsonObject());
        JsonObject bad =
                client.ask("b", "tools/register", registration("an-agent", "no such name"));

        assertThat(unknown.getJsonObject("error").getInteger("code")).isEqualTo(-32601);
        assertThat(unknown.getJsonObject("error").getString("message"))
                .isEqualTo("Method not found: initialize");
        assertThat(bad.getJsonObject("error").getInteger("code")).isEqualTo(-32603);
        assertThat(bad.getJsonObject("error").getString("message")).isEqualTo("Internal error");
        assertThat(bad.getJsonObject("error").getString("data")).contains("name");
    }

    @Test
    void the_ids_0_and_empty_want_no_answer() {
        SerialAgent client = connect("/");

        client.send(request(0, "tools/list", new JsonObject()));
        client.send(request("", "tools/list", new JsonObject()));
        JsonObject first = client.ask("after", "tools/list", new JsonObject());

        assertThat(first.getValue("id")).isEqualTo("after");
    }

    @Test
    void missing_and_unexpected_arguments_and_unknown_tools_never_reach_an_agent() {
        SerialAgent agent = connect("/");
        SerialAgent client = connect("/");
        agent.register("an-agent", "a_tool");
        JsonObject none =
                new JsonObject().put("toolName", "a_tool").put("arguments", new JsonObject());
        JsonObject more = invocation("toolName", "a_tool");
        more.getJsonObject("arguments").put("more", 1);

        assertThat(error(client, none)).isEqualTo("Missing required argument: text");
        assertThat(error(client, more)).isEqualTo("Unexpected argument: more");
        assertThat(error(client, invocation("toolName", "no_tool")))
                .isEqualTo("Tool 'no_tool' not found");
    }

    @Test
    void a_binary_frame_and_one_that_is_too_large_end_the_connection_and_no_other() {
        SerialAgent agent = connect("/");
        SerialAgent binary = connect("/");
        SerialAgent large = connect("/");
        agent.register("an-agent", "a_tool");

        binary.sendBinary(new byte[] {1, 2, 3});
        binary.awaitClosed();
        try {
            large.sendText("x".repeat(2 << 20));
        } catch (RuntimeException closedMeanwhile) {
            assertThat(closedMeanwhile).isNotNull();
        }
        large.awaitClosed();

        SerialAgent client = connect("/");
        client.send(request("c-1", "tools/invoke", invocation("toolName", "a_tool")));
        agent.answer(agent.receive(), RESULT);
        assertThat(client.receive().getJsonObject("result").getBoolean("success")).isTrue();
    }

    @Test
    void nonsense_from_an_agent_is_its_answer_and_fails_the_call_at_once() {
        SerialAgent agent = connect("/");
        SerialAgent client = connect("/");
        agent.register("an-agent", "a_tool");
        client.send(request("c-1", "tools/invoke", invocation("toolName", "a_tool")));
        agent.receive();

        agent.sendText("{\"jsonrpc\":\"2.0\",\"result\":{\"confidence\":NaN}");

        assertThat(client.receive().getJsonObject("result").getString("error"))
                .contains("no JSON-RPC");
    }

    private SerialAgent connect(String path) {
        return SerialAgent.connect(hub.port(), path);
    }

    private static String error(SerialAgent client, JsonObject params) {
        JsonObject outcome = client.ask("e", "tools/invoke", params).getJsonObject("result");
        assertThat(outcome.getBoolean("success")).isFalse();
        return outcome.getString("error");
    }

    private static void awaitNoTools(SerialAgent client) {
        JsonObject listed = client.ask(3, "tools/list", new JsonObject());
        for (int i = 0; i < 1_000 && !tools(listed); i++) {
            listed = client.ask(3, "tools/list", new JsonObject());
        }
        assertThat(tools(listed)).isTrue();
    }

    private static boolean tools(JsonObject listed) {
        return listed.getJsonObject("result").getJsonArray("tools").isEmpty();
    }

    private static JsonObject invocation(String key, String tool) {
        return new JsonObject()
                .put(key, tool)
                .put("arguments", new JsonObject().put("text", "Dear Sir"));
    }
}
