package org.inkstream.agents.modeltools;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.AgentLine;
import org.inkstream.agents.call.CallListener;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.call.RetryBudget;
import org.inkstream.agents.call.TimersBreaker;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolCaller;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.gateway.ScriptEndpoint;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.mcp.server.RuleTool;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.agents.prompts.PromptLibrary;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.AgentsSettings;
import org.inkstream.models.ModelCatalogue;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call from its caller to a model that is asked in batches. */
class BatchedCallTest {
    private static final ToolCatalogue CATALOGUE = ToolCatalogue.packaged();
    private static final ToolSchemas SCHEMAS = new ToolSchemas(CATALOGUE);
    private static final PromptLibrary PROMPTS =
            PromptLibrary.load(ModelCatalogue.RULES_ONLY, CATALOGUE.byName().keySet(), "");
    private static final String TOOL = "generate_summary";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofHours(24);

    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptGateway gateway = new ScriptGateway();
    private final ToolCaller caller =
            new ToolCaller(
                    timers,
                    name -> line(),
                    CATALOGUE,
                    SCHEMAS,
                    RandomGenerator.of("L64X128MixRandom"),
                    new CallListener() {},
                    ToolCaller.ANY_PAUSE);

    @AfterEach
    void no_timer_outlives_a_call() {
        caller.stop();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void an_answer_that_comes_hours_after_the_limit_of_its_tool_is_still_in_time() {
        Promise<ModelAnswer> held = gateway.holdsInBatch();

        Future<ToolOutcome> outcome = caller.call(call());
        timers.advance(DAY.minusSeconds(1));
        held.complete(ScriptEndpoint.answer("{\"summary\":\"He has sold cotton.\"}"));

        assertThat(outcome.result()).isInstanceOf(ToolOutcome.Answered.class);
        assertThat(outcome.result().attempts()).isEqualTo(1);
        assertThat(gateway.aborted).isZero();
    }

    @Test
    void a_call_that_may_wait_no_longer_is_taken_out_of_its_batch() {
        gateway.holdsInBatch();

        caller.call(call());
        timers.advance(DAY);

        assertThat(gateway.aborted).isEqualTo(1);
    }

    private AgentLine line() {
        return new AgentLine(
                agent(),
                new TimersBreaker(
                        "agent",
                        new AgentsSettings.Breaker(
                                10, Duration.ofMinutes(10), Duration.ofSeconds(30)),
                        timers),
                new RetryBudget(0.2),
                DAY);
    }

    private Agent agent() {
        ModelTool tool =
                new ModelTool(
                        CATALOGUE.tool(TOOL),
                        List.of(ScriptEndpoint.BATCHED),
                        false,
                        new RuleTool(arguments -> new JsonObject(), Runnable::run, timers),
                        PROMPTS.system(),
                        PROMPTS.of(TOOL),
                        SCHEMAS,
                        ModelRequest.Together.ALONE,
                        gateway,
                        Runnable::run,
                        timers);
        return new Agent() {
            @Override
            public Exchange call(ToolCall call, int attempt, CallProgress progress) {
                CallTag tag =
                        new CallTag(
                                call.key(), TOOL, "doc", "run", "c", attempt, 0, LIMIT, "run", 1);
                return tool.call(new ServedCall(TOOL, call.arguments(), tag, progress));
            }

            @Override
            public Future<Void> close() {
                return Future.succeededFuture();
            }
        };
    }

    private static ToolCall call() {
        return new ToolCall(
                "run",
                "doc",
                "c",
                "agent",
                TOOL,
                "key",
                0,
                LIMIT,
                1,
                new JsonObject().put("text", "My dear Sir, I have sold the cotton."));
    }
}
