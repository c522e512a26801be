package org.inkstream.agents.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.call.Calls.SUMMARY;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.Calls;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class McpServerTest {
    private static final JsonObject ARGUMENTS = new JsonObject().put("text", "Dear Sir");

    @Test
    void it_says_what_it_speaks() {
        JsonObject result =
                ask(request("server/discover", new JsonObject())).getJsonObject("result");

        assertThat(result.getJsonArray("supportedVersions")).containsExactly("2026-07-28");
        assertThat(result.getString("resultType")).isEqualTo("complete");
        assertThat(result.getJsonObject("_meta").getJsonObject(Rpc.META_SERVER).getString("name"))
                .isEqualTo("test");
        assertThat(result.getJsonObject("_meta").getBoolean(Rpc.META_KEYS)).isTrue();
    }

    @Test
    void it_lists_its_tools_with_their_schemas_and_how_long_the_list_holds() {
        JsonObject result = ask(request("tools/list", new JsonObject())).getJsonObject("result");

        JsonObject tool = result.getJsonArray("tools").getJsonObject(0);
        assertThat(result.getJsonArray("tools")).hasSize(1);
        assertThat(tool.getString("name")).isEqualTo(SUMMARY);
        assertThat(tool.getJsonObject("inputSchema"))
                .isEqualTo(Calls.catalogue().tool(SUMMARY).inputSchema());
        assertThat(tool.getJsonObject("outputSchema"))
                .isEqualTo(Calls.catalogue().tool(SUMMARY).outputSchema());
        assertThat(result.getLong("ttlMs")).isPositive();
        assertThat(result.getString("cacheScope")).isEqualTo("public");
        assertThat(result.getJsonObject("_meta").getBoolean(Rpc.META_KEYS)).isTrue();
    }

    @Test
    void a_call_answers_with_structure_text_and_free_usage() {
        JsonObject result = ask(call(SUMMARY, ARGUMENTS)).getJsonObject("result");

        JsonObject usage =
                result.getJsonObject("_meta").getJsonArray("org.inkstream/usage").getJsonObject(0);
        assertThat(result.getJsonObject("structuredContent").getString("summary"))
                .isEqualTo("of Dear Sir");
        assertThat(result.getJsonArray("content").getJsonObject(0).getString("text"))
                .isEqualTo("{\"summary\":\"of Dear Sir\"}");
        assertThat(result.getBoolean("isError")).isFalse();
        assertThat(usage.getString("provider")).isEqualTo(ModelUsage.RULES);
    }

    @Test
    void an_unknown_method_is_not_found() {
        assertThat(errorCode(ask(request("initialize", new JsonObject()))))
                .isEqualTo(Rpc.METHOD_NOT_FOUND);
    }

    @Test
    void an_unknown_tool_and_arguments_that_break_the_schema_are_invalid() {
        assertThat(errorCode(ask(call("no_such_tool", ARGUMENTS)))).isEqualTo(Rpc.INVALID_PARAMS);
        assertThat(errorCode(ask(call(SUMMARY, new JsonObject())))).isEqualTo(Rpc.INVALID_PARAMS);
        assertThat(errorCode(ask(call(SUMMARY, ARGUMENTS.copy().put("more", 1)))))
                .isEqualTo(Rpc.INVALID_PARAMS);
    }

    @Test
    void another_revision_is_refused_with_the_one_that_is_spoken() {
        JsonObject request = request("tools/list", new JsonObject());
        request.getJsonObject("params").getJsonObject("_meta").put(Rpc.META_REVISION, "1900-01-01");

        JsonObject error = ask(request).getJsonObject("error");

        assertThat(error.getInteger("code")).isEqualTo(-32022);
        assertThat(error.getJsonObject("data"))
                .isEqualTo(
                        new JsonObject()
                                .put("supported", new JsonArray().add("2026-07-28"))
                                .put("requested", "1900-01-01"));
    }

    @ParameterizedTest
    @ValueSource(strings = {Rpc.META_REVISION, Rpc.META_CAPABILITIES})
    void a_request_without_its_protocol_fields_is_invalid(String missing) {
        JsonObject request = request("tools/list", new JsonObject());
        request.getJsonObject("params").getJsonObject("_meta").remove(missing);

        assertThat(errorCode(ask(request))).isEqualTo(Rpc.INVALID_PARAMS);
    }

    @Test
    void what_is_no_request_is_answered_without_an_id() {
        JsonObject response = ask(new JsonObject().put("hello", 1));

        assertThat(errorCode(response)).isEqualTo(Rpc.INVALID_REQUEST);
        assertThat(response.getValue("id")).isNull();
    }

    @Test
    void a_tool_that_throws_is_an_internal_error() {
        JsonObject response =
                serverOf(
                                arguments -> {
                                    throw new IllegalStateException("a bug");
                                },
                                Runnable::run)
                        .handle(call(SUMMARY, ARGUMENTS), CallProgress.IGNORED)
                        .response()
                        .result();

        assertThat(errorCode(response)).isEqualTo(Rpc.INTERNAL_ERROR);
    }

    @Test
    void full_threads_are_an_overload() {
        Executor full =
                work -> {
                    throw new RejectedExecutionException();
                };

        JsonObject response =
                serverOf(McpServerTest::summarize, full)
                        .handle(call(SUMMARY, ARGUMENTS), CallProgress.IGNORED)
                        .response()
                        .result();

        assertThat(errorCode(response)).isEqualTo(Rpc.OVERLOADED);
    }

    private static JsonObject ask(JsonObject request) {
        return serverOf(McpServerTest::summarize, Runnable::run)
                .handle(request, CallProgress.IGNORED)
                .response()
                .result();
    }

    public static McpServer serverOf(ToolHandler handler, Executor executor) {
        return new McpServer(
                "test",
                new ServedTools(
                        Calls.catalogue(),
                        Map.of(SUMMARY, new RuleTool(handler, executor, new VirtualTimers())),
                        new ToolSchemas(Calls.catalogue())));
    }

    public static JsonObject summarize(JsonObject arguments) {
        return new JsonObject().put("summary", "of " + arguments.getString("text"));
    }

    private static JsonObject call(String tool, JsonObject arguments) {
        return request(
                "tools/call", new JsonObject().put("name", tool).put("arguments", arguments));
    }

    private static JsonObject request(String method, JsonObject params) {
        return MessageCodec.request(5, method, params.put(Rpc.META, meta()));
    }

    private static JsonObject meta() {
        return new JsonObject()
                .put(Rpc.META_REVISION, Rpc.REVISION)
                .put(Rpc.META_CAPABILITIES, new JsonObject());
    }

    private static int errorCode(JsonObject response) {
        assertThat(List.copyOf(response.fieldNames())).contains("error");
        return response.getJsonObject("error").getInteger("code");
    }
}
