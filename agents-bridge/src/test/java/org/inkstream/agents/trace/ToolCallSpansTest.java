package org.inkstream.agents.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.call.Calls.AGENT;
import static org.inkstream.agents.call.Calls.LIMIT;
import static org.inkstream.agents.call.Calls.SUMMARY;
import static org.inkstream.agents.call.Calls.aCall;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.wire.McpPeer;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.metrics.trace.Attribute;
import org.inkstream.metrics.trace.Attributes;
import org.inkstream.metrics.trace.Instrument;
import org.inkstream.metrics.trace.RememberedTelemetry;
import org.inkstream.metrics.trace.RememberedTelemetry.Remembered;
import org.inkstream.metrics.trace.SpanKind;
import org.inkstream.metrics.trace.TraceContext;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ToolCallSpansTest {
    private static final JsonObject RESULT = new JsonObject().put("summary", "Short.");
    private static final TraceContext RUN =
            new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "");

    private final VirtualTimers timers = new VirtualTimers();
    private final RememberedTelemetry telemetry = new RememberedTelemetry();
    private final Script agent = new Script();
    private final TracedCalls calls =
            new TracedCalls(
                    TestCallers.of(new TracedAgent(agent, telemetry, timers), timers)::call,
                    telemetry);

    @AfterEach
    void every_span_ends_once_and_no_timer_outlives_a_call() {
        assertThat(telemetry.spans()).allMatch(span -> span.ends() == 1);
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_call_is_one_span_below_its_run_and_each_attempt_one_below_the_call() {
        agent.thenFails(ErrorClass.OVERLOADED).thenAnswers();

        calls.apply(aCall().tracedBy(RUN));
        timers.advance(Duration.ofSeconds(10));

        Remembered call = telemetry.spans().get(0);
        Remembered first = telemetry.spans().get(1);
        Remembered second = telemetry.spans().get(2);
        assertThat(telemetry.spans()).hasSize(3);
        assertThat(call.name()).isEqualTo("execute_tool " + SUMMARY);
        assertThat(call.parent()).isEqualTo(RUN);
        assertThat(call.errorType()).isEmpty();
        assertThat(call.attributes())
                .isEqualTo(
                        Attributes.of(Attribute.OPERATION, "execute_tool")
                                .with(Attribute.TOOL_NAME, SUMMARY)
                                .with(Attribute.AGENT_NAME, AGENT)
                                .with(Attribute.DOCUMENT_ID, "doc-1")
                                .with(Attribute.COLLECTION_ID, "collection-1")
                                .with(Attribute.RUN_ID, "run-1")
                                .with(Attribute.OUTCOME, "answered")
                                .with(Attribute.ATTEMPTS, 2));
        assertThat(List.of(first.parent(), second.parent())).containsOnly(call.context());
        assertThat(first.errorType()).isEqualTo("overloaded");
        assertThat(second.errorType()).isEmpty();
        assertThat(second.kind()).isEqualTo(SpanKind.CLIENT);
        assertThat(second.attributes())
                .isEqualTo(
                        Attributes.of(Attribute.MCP_METHOD, "tools/call")
                                .with(Attribute.OPERATION, "execute_tool")
                                .with(Attribute.TOOL_NAME, SUMMARY)
                                .with(Attribute.ATTEMPT, 2)
                                .with(Attribute.MCP_PROTOCOL_VERSION, "2025-06-18")
                                .with(Attribute.MCP_SESSION, "session-1"));
    }

    @Test
    void each_attempt_takes_its_own_place_in_the_trace_along() {
        agent.thenFails(ErrorClass.OVERLOADED).thenAnswers();

        calls.apply(aCall());
        timers.advance(Duration.ofSeconds(10));

        assertThat(agent.called)
                .extracting(ToolCall::trace)
                .containsExactly(
                        telemetry.spans().get(1).context(), telemetry.spans().get(2).context());
    }

    @Test
    void an_attempt_that_is_given_up_ends_with_its_abort() {
        agent.thenStaysSilent().thenAnswers();

        Future<ToolOutcome> outcome = calls.apply(aCall());
        timers.advance(LIMIT.plusSeconds(10));

        assertThat(outcome.result()).isInstanceOf(ToolOutcome.Answered.class);
        assertThat(telemetry.spans().get(1).errorType()).isEqualTo("aborted");
    }

    @Test
    void a_call_that_fails_for_good_says_why_by_class_in_spans_and_measurements() {
        agent.thenFails(ErrorClass.REFUSED);

        calls.apply(aCall());

        assertThat(telemetry.spans())
                .extracting(Remembered::errorType)
                .containsExactly("refused", "refused");
        assertThat(telemetry.measurements())
                .extracting(RememberedTelemetry.Measurement::instrument)
                .containsExactly(Instrument.MCP_CLIENT_DURATION, Instrument.EXECUTE_TOOL_DURATION);
    }

    @Test
    void measurements_name_no_document_no_run_and_no_session() {
        agent.thenAnswers();

        calls.apply(aCall());

        assertThat(telemetry.measurements())
                .asString()
                .doesNotContain("doc-1", "run-1", "collection-1", "session-1");
    }

    /** An agent in a session of an earlier era that does what the test says. */
    private static final class Script implements Agent, McpPeer {
        final List<ToolCall> called = new ArrayList<>();
        private final Queue<Future<ToolReply>> script = new ArrayDeque<>();

        Script thenAnswers() {
            script.add(Future.succeededFuture(new ToolReply(RESULT, List.of())));
            return this;
        }

        Script thenFails(ErrorClass errorClass) {
            script.add(Future.failedFuture(new CallFailure(errorClass, "scripted")));
            return this;
        }

        Script thenStaysSilent() {
            script.add(Promise.<ToolReply>promise().future());
            return this;
        }

        @Override
        public Exchange call(ToolCall call, int attempt, CallProgress progress) {
            called.add(call);
            Future<ToolReply> reply = script.remove();
            return new Exchange() {
                @Override
                public Future<ToolReply> reply() {
                    return reply;
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public String protocolVersion() {
            return "2025-06-18";
        }

        @Override
        public String sessionId() {
            return "session-1";
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
