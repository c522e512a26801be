package org.inkstream.agents.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.call.Calls.aCall;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.McpServerTest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;
import org.junit.jupiter.api.Test;

class InProcessAgentTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final Queue<Runnable> home = new ArrayDeque<>();
    private int worked;

    private final InProcessAgent agent =
            new InProcessAgent(
                    McpServerTest.serverOf(
                            arguments -> {
                                worked++;
                                return McpServerTest.summarize(arguments);
                            },
                            threads::add),
                    home::add);

    @Test
    void it_works_on_its_threads_and_answers_at_home() {
        Future<ToolReply> reply = agent.call(aCall(), 1, CallProgress.IGNORED).reply();
        home.remove().run();
        threads.remove().run();
        boolean answeredOnTheThread = reply.isComplete();
        home.remove().run();

        assertThat(answeredOnTheThread).isFalse();
        assertThat(reply.result().result().getString("summary")).isEqualTo("of the text");
        assertThat(reply.result().usage())
                .extracting(ModelUsage::provider)
                .containsExactly(ModelUsage.RULES);
    }

    @Test
    void a_call_that_was_given_up_in_the_queue_is_not_worked_on() {
        Agent.Exchange exchange = agent.call(aCall(), 1, CallProgress.IGNORED);
        home.remove().run();
        exchange.abort();
        threads.remove().run();

        assertThat(worked).isZero();
    }

    /** A letter makes a dozen calls at once, and each takes a while to prepare. */
    @Test
    void each_call_begins_in_a_turn_of_its_own() {
        agent.call(aCall(), 1, CallProgress.IGNORED);
        agent.call(aCall(), 1, CallProgress.IGNORED);
        assertThat(threads).isEmpty();

        home.remove().run();
        assertThat(threads).hasSize(1);
        home.remove().run();
        assertThat(threads).hasSize(2);
    }

    @Test
    void a_call_that_was_given_up_before_its_turn_does_not_begin() {
        agent.call(aCall(), 1, CallProgress.IGNORED).abort();
        home.remove().run();

        assertThat(threads).isEmpty();
    }

    @Test
    void arguments_that_the_tool_does_not_allow_are_invalid_data() {
        Future<ToolReply> reply =
                agent.call(
                                new org.inkstream.agents.call.ToolCall(
                                        "r",
                                        "d",
                                        "c",
                                        "a",
                                        "no_such_tool",
                                        "k",
                                        0,
                                        aCall().limit(),
                                        1,
                                        aCall().arguments()),
                                1,
                                CallProgress.IGNORED)
                        .reply();
        home.remove().run();
        home.remove().run();

        assertThat(((CallFailure) reply.cause()).errorClass()).isEqualTo(ErrorClass.INVALID_DATA);
    }
}
