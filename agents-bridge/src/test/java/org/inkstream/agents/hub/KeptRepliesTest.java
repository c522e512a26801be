package org.inkstream.agents.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.answers.AnswerDesk;
import org.inkstream.agents.answers.MemoryAnswers;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

/** Two hubs, one after the other, over the same kept answers. */
class KeptRepliesTest {
    private static final JsonObject RESULT = new JsonObject().put("said", "yes");
    private static final ModelUsage PAID =
            new ModelUsage("anthropic", "m", 10, 5, 0, 0, Duration.ZERO, "msg-1");

    private final VirtualTimers timers = new VirtualTimers();
    private final MemoryAnswers kept = new MemoryAnswers(timers, Duration.ofHours(1), 10);
    private final List<Promise<ToolReply>> worked = new ArrayList<>();
    private final SharedAnswers before = hub();
    private final SharedAnswers after = hub();

    @Test
    void what_an_agent_was_paid_for_before_the_hub_ended_is_handed_out_by_its_successor() {
        before.call(call("key", false), this::work);
        worked.get(0).complete(new ToolReply(RESULT, List.of(PAID)));

        Future<ToolReply> again = after.call(call("key", true), this::work).reply();

        assertThat(worked).hasSize(1);
        assertThat(again.result().result()).isEqualTo(RESULT);
        assertThat(again.result().isFound()).isTrue();
        assertThat(again.result().usage()).containsExactly(PAID.again());
    }

    @Test
    void an_agent_that_does_not_say_what_it_used_may_have_been_paid() {
        before.call(call("key", false), this::work);
        worked.get(0).complete(new ToolReply(RESULT, List.of()));

        Future<ToolReply> again = after.call(call("key", true), this::work).reply();

        assertThat(again.result().isFound()).isTrue();
    }

    @Test
    void an_answer_that_came_too_late_for_everybody_is_kept_all_the_same() {
        before.keep(call("key", false), new ToolReply(RESULT, List.of(PAID)));

        Future<ToolReply> again = after.call(call("key", true), this::work).reply();

        assertThat(again.result().result()).isEqualTo(RESULT);
        assertThat(worked).isEmpty();
    }

    @Test
    void what_is_free_is_worked_out_again() {
        before.call(call("key", false), this::work);
        worked.get(0)
                .complete(
                        new ToolReply(
                                RESULT, List.of(ModelUsage.ofRules("built-in", Duration.ZERO))));

        after.call(call("key", true), this::work);

        assertThat(worked).hasSize(2);
    }

    @Test
    void answers_are_forgotten_in_time() {
        before.call(call("key", false), this::work);
        worked.get(0).complete(new ToolReply(RESULT, List.of(PAID)));

        timers.advance(Duration.ofMinutes(61));
        after.call(call("key", true), this::work);

        assertThat(worked).hasSize(2);
    }

    private SharedAnswers hub() {
        return new SharedAnswers(timers, new KeptReplies(new AnswerDesk(kept, timers)));
    }

    private Agent.Exchange work(ServedCall call) {
        Promise<ToolReply> reply = Promise.promise();
        worked.add(reply);
        return new Agent.Exchange() {
            @Override
            public Future<ToolReply> reply() {
                return reply.future();
            }

            @Override
            public void abort() {}
        };
    }

    private static ServedCall call(String key, boolean askedBefore) {
        JsonObject tag = new JsonObject().put("key", key).put("askedBefore", askedBefore);
        return new ServedCall(
                "a_tool",
                new JsonObject().put("text", "Dear Sir"),
                CallTag.fromJson("a_tool", tag),
                CallProgress.IGNORED);
    }
}
