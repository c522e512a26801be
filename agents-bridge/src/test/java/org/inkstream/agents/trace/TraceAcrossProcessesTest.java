package org.inkstream.agents.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.call.Calls.SUMMARY;
import static org.inkstream.agents.call.Calls.aCall;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.call.Calls;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.agents.mcp.InProcessAgent;
import org.inkstream.agents.mcp.client.CallMessages;
import org.inkstream.agents.mcp.server.McpServer;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.agents.mcp.server.ServedTools;
import org.inkstream.agents.mcp.server.ToolSource;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.metrics.otlp.ExportOptions;
import org.inkstream.metrics.otlp.OtelEnvironment;
import org.inkstream.metrics.otlp.OtlpExport;
import org.inkstream.metrics.trace.RememberedTelemetry;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.metrics.trace.TraceContext;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

/** A call on its way through client, server and gateway, as messages carry it. */
class TraceAcrossProcessesTest {
    private static final String SECRET = "Zauberlehrling-7141";
    private static final TraceContext OTHER =
            new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=b");

    private final VirtualTimers clock = new VirtualTimers();
    private final RememberedTelemetry telemetry = new RememberedTelemetry();

    @Test
    void a_generation_stands_below_the_served_call_below_the_attempt_below_the_tool() {
        ToolOutcome outcome = callThrough(telemetry, aCall());

        var chat = telemetry.span("chat llama3.2");
        var served = telemetry.spans().get(2);
        var attempt = telemetry.spans().get(1);
        var tool = telemetry.span("execute_tool " + SUMMARY);
        assertThat(outcome).isInstanceOf(ToolOutcome.Answered.class);
        assertThat(chat.parent()).isEqualTo(served.context());
        assertThat(served.parent()).isEqualTo(attempt.context());
        assertThat(attempt.parent()).isEqualTo(tool.context());
        assertThat(telemetry.spans()).allMatch(span -> span.ends() == 1);
    }

    @Test
    void a_call_that_nobody_traces_carries_nothing_of_it() {
        assertThat(CallMessages.request(1, aCall(), 1).encode()).doesNotContain("trace");
    }

    @Test
    void a_traced_call_says_where_it_stands_in_the_way_that_every_agent_knows() {
        JsonObject meta =
                CallMessages.request(1, aCall().tracedBy(OTHER), 1)
                        .getJsonObject("params")
                        .getJsonObject("_meta");

        assertThat(meta.getString("traceparent")).isEqualTo(OTHER.traceparent());
        assertThat(meta.getString("tracestate")).isEqualTo("a=b");
    }

    @Test
    void a_tag_keeps_its_place_in_the_trace_over_the_wire() {
        CallTag tag = CallTag.of(aCall().tracedBy(OTHER), 1);

        assertThat(CallTag.fromJson(SUMMARY, tag.toJson())).isEqualTo(tag);
    }

    @Test
    void a_tool_that_is_not_served_does_not_put_its_name_on_a_span() {
        ToolSource tools = new TracedTools(served(telemetry), SUMMARY::equals, telemetry, clock);
        McpServer server = new McpServer("test", tools);
        JsonObject request = CallMessages.request(1, aCall(), 1);
        request.getJsonObject("params").put("name", SECRET);

        server.handle(request, CallProgress.IGNORED);

        assertThat(telemetry.span("tools/call _OTHER").errorType()).isEqualTo("-32602");
        assertThat(everything()).doesNotContain(SECRET);
    }

    @Test
    void no_text_of_a_letter_a_prompt_an_answer_or_an_error_is_recorded() {
        callThrough(telemetry, aCall(SECRET));
        callThrough(telemetry, aCall(SECRET + " fails"));

        assertThat(telemetry.spans()).hasSize(8);
        assertThat(everything()).doesNotContain(SECRET);
    }

    @Test
    void no_text_of_a_letter_leaves_the_process() throws Exception {
        Vertx vertx = Vertx.vertx();
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer server =
                await(
                        vertx.createHttpServer()
                                .requestHandler(request -> receive(request, received))
                                .listen(0, "127.0.0.1"));
        Telemetry exported = exportTo(server.actualPort());

        callThrough(exported, aCall(SECRET));
        callThrough(exported, aCall(SECRET + " fails"));
        exported.close();
        await(vertx.close());

        assertThat(String.join("", received))
                .contains("chat llama3.2", "execute_tool " + SUMMARY, "mcp.server.operation")
                .doesNotContain(SECRET);
    }

    private ToolOutcome callThrough(Telemetry to, ToolCall call) {
        ToolSource tools = new TracedTools(served(to), SUMMARY::equals, to, clock);
        InProcessAgent agent = new InProcessAgent(new McpServer("test", tools), Runnable::run);
        TracedCalls calls =
                new TracedCalls(TestCallers.of(new TracedAgent(agent, to, clock), clock)::call, to);
        Future<ToolOutcome> outcome = calls.apply(call);
        clock.advance(Duration.ofMinutes(1));
        return outcome.result();
    }

    /** One tool that asks a model about the text. */
    private ServedTools served(Telemetry to) {
        TracedGateway gateway =
                new TracedGateway(
                        new EchoGateway(),
                        name -> EchoGateway.ENDPOINT,
                        CallPrices.UNKNOWN,
                        to,
                        clock);
        return new ServedTools(
                Calls.catalogue(),
                Map.of(SUMMARY, call -> new Answering(ask(gateway, call))),
                new ToolSchemas(Calls.catalogue()));
    }

    private static Future<ToolReply> ask(TracedGateway gateway, ServedCall call) {
        String text = call.arguments().getString("text");
        ModelRequest request =
                new ModelRequest(
                        EchoGateway.MODEL,
                        new Prompt("system", "instruction", text, text),
                        "summary",
                        new JsonObject(),
                        call.tag());
        return gateway.generate(request, call.progress())
                .answer()
                .map(
                        answer ->
                                new ToolReply(
                                        new JsonObject().put("summary", answer.text()),
                                        List.of(answer.usage())));
    }

    private String everything() {
        StringBuilder all = new StringBuilder();
        telemetry
                .spans()
                .forEach(
                        span ->
                                all.append(span.name())
                                        .append(span.attributes())
                                        .append(span.errorType())
                                        .append(span.parent()));
        return all.append(telemetry.measurements()).toString();
    }

    private static Telemetry exportTo(int port) {
        return OtlpExport.open(
                new ExportOptions(
                        "http://127.0.0.1:" + port,
                        OtelEnvironment.of(Map.of()),
                        "test",
                        "1",
                        1,
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofSeconds(10)));
    }

    private static void receive(HttpServerRequest request, List<String> received) {
        request.body()
                .onSuccess(
                        body -> {
                            received.add(unpacked(body));
                            request.response().end();
                        });
    }

    private static String unpacked(Buffer body) {
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(body.getBytes()))) {
            return new String(unzipped.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
