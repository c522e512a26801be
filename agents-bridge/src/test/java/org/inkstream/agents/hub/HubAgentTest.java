package org.inkstream.agents.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.Breaker;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.call.TimersBreaker;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.config.AgentsSettings;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One agent with scripted sockets, on virtual time. */
class HubAgentTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration WAIT = Duration.ofMinutes(5);

    private final VirtualTimers timers = new VirtualTimers();
    private final Breaker breaker =
            new TimersBreaker(
                    "an-agent",
                    new AgentsSettings.Breaker(2, Duration.ofMinutes(5), Duration.ofSeconds(10)),
                    timers);
    private final HubAgent agent =
            new HubAgent(
                    "an-agent",
                    breaker,
                    new HubAgent.QueueLimits(2, WAIT),
                    timers,
                    HubListener.SILENT);
    private final List<ToolReply> late = new ArrayList<>();

    /** A socket whose frames are looked at, and whose answers are given by hand. */
    private final class Socket implements SocketLink.Peer {
        final List<JsonObject> sent = new ArrayList<>();
        final SocketLink link = new SocketLink(this, timers, agent::pump);
        int pings;
        boolean closed;

        @Override
        public String newInvocationId() {
            return "inv-" + timers.monotonicNanos() + "-" + sent.size();
        }

        @Override
        public String newTraceId() {
            return "trc-1";
        }

        @Override
        public void send(JsonObject frame) {
            sent.add(frame);
        }

        @Override
        public void ping() {
            pings++;
        }

        @Override
        public void close(String why) {
            closed = true;
            link.closed();
            agent.disconnect(link);
        }

        void answer() {
            answer(sent.get(sent.size() - 1));
        }

        void answer(JsonObject call) {
            link.heard();
            link.hear(
                    new JsonObject()
                            .put("result", new JsonObject().put("said", "yes"))
                            .put("id", call.getValue("id")));
        }
    }

    @AfterEach
    void no_timer_is_left() {
        assertThat(timers.pending()).isZero();
    }

    @Test
    void a_second_call_waits_for_the_first_and_its_time_begins_when_it_is_sent() {
        Socket socket = connected();
        List<String> heard = new ArrayList<>();

        Future<ToolReply> first = call().reply();
        Future<ToolReply> second = call(heard).reply();
        timers.advance(LIMIT.minusSeconds(1));
        assertThat(socket.sent).hasSize(1);
        socket.answer();
        timers.advance(LIMIT.minusSeconds(1));
        socket.answer();

        assertThat(first.succeeded()).isTrue();
        assertThat(second.succeeded()).isTrue();
        assertThat(heard).containsExactly("queued", "dispatched");
    }

    @Test
    void an_agent_that_does_not_answer_in_time_stays_occupied_until_it_gives_a_sign() {
        Socket socket = connected();
        Future<ToolReply> timedOut = call().reply();
        Future<ToolReply> next = call().reply();

        timers.advance(LIMIT);
        assertThat(classOf(timedOut)).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(socket.sent).hasSize(1);
        assertThat(socket.pings).isEqualTo(1);
        socket.link.ponged();
        socket.answer();

        assertThat(next.succeeded()).isTrue();
        assertThat(late).isEmpty();
    }

    @Test
    void a_late_answer_frees_the_connection_and_is_kept_for_whoever_asks_again() {
        Socket socket = connected();
        call();

        timers.advance(LIMIT.plusSeconds(5));
        socket.answer();
        Future<ToolReply> next = call().reply();
        socket.answer();

        assertThat(late).hasSize(1);
        assertThat(next.succeeded()).isTrue();
    }

    @Test
    void
            a_call_that_is_given_up_while_it_waits_is_never_sent_and_one_that_was_sent_is_not_repeated() {
        Socket socket = connected();
        Agent.Exchange sent = call();
        Agent.Exchange waits = call();

        waits.abort();
        sent.abort();
        Future<ToolReply> next = call().reply();
        assertThat(socket.sent).hasSize(1);
        socket.answer();
        socket.answer();

        assertThat(socket.sent).hasSize(2);
        assertThat(next.succeeded()).isTrue();
        assertThat(waits.reply().failed()).isTrue();
    }

    @Test
    void waiting_is_bounded_in_number_and_in_time() {
        Socket socket = connected();
        call();
        socket.link.heard();
        Future<ToolReply> waits = call().reply();
        call();
        Future<ToolReply> tooMany = call().reply();

        assertThat(classOf(tooMany)).isEqualTo(ErrorClass.OVERLOADED);
        timers.advance(WAIT);
        assertThat(classOf(waits)).isEqualTo(ErrorClass.OVERLOADED);
    }

    @Test
    void several_connections_work_at_the_same_time() {
        Socket one = connected();
        Socket two = connected();
        Future<ToolReply> first = call().reply();
        Future<ToolReply> second = call().reply();

        assertThat(one.sent).hasSize(1);
        assertThat(two.sent).hasSize(1);
        one.answer();
        two.answer();
        one.link.heard();
        timers.advance(Duration.ofSeconds(10));

        assertThat(first.succeeded()).isTrue();
        assertThat(second.succeeded()).isTrue();
    }

    @Test
    void an_idle_connection_that_gives_no_sign_of_life_makes_way_when_its_agent_comes_anew() {
        Socket dead = connected();
        timers.advance(Duration.ofSeconds(1));
        Socket anew = connected();

        timers.advance(Duration.ofSeconds(10));
        call();

        assertThat(dead.closed).isTrue();
        assertThat(dead.sent).isEmpty();
        assertThat(anew.sent).hasSize(1);
        anew.answer();
    }

    @Test
    void when_the_last_connection_goes_everything_fails_as_connection() {
        Socket socket = connected();
        Future<ToolReply> sent = call().reply();
        Future<ToolReply> waits = call().reply();

        socket.close("gone");
        Future<ToolReply> later = call().reply();

        assertThat(classOf(sent)).isEqualTo(ErrorClass.CONNECTION);
        assertThat(classOf(waits)).isEqualTo(ErrorClass.CONNECTION);
        assertThat(classOf(later)).isEqualTo(ErrorClass.CONNECTION);
    }

    @Test
    void an_agent_that_keeps_failing_is_left_alone_and_tried_again() {
        Socket socket = connected();
        for (int i = 0; i < 2; i++) {
            call();
            timers.advance(LIMIT);
            socket.link.ponged();
        }

        Future<ToolReply> refused = call().reply();
        assertThat(classOf(refused)).isEqualTo(ErrorClass.CONNECTION);
        assertThat(socket.sent).hasSize(2);
        timers.advance(Duration.ofSeconds(10));
        Future<ToolReply> trial = call().reply();
        socket.answer();

        assertThat(trial.succeeded()).isTrue();
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void what_is_not_the_answer_changes_nothing_and_nonsense_fails_the_call() {
        Socket socket = connected();
        Future<ToolReply> call = call().reply();

        socket.link.hear(new JsonObject().put("result", new JsonObject()).put("id", "inv-0-x"));
        socket.link.hear(new JsonObject().put("result", new JsonObject()));
        assertThat(call.isComplete()).isFalse();
        assertThat(socket.link.hearNonsense()).isTrue();
        assertThat(socket.link.hearNonsense()).isFalse();

        assertThat(classOf(call)).isEqualTo(ErrorClass.INVALID_DATA);
    }

    private Socket connected() {
        Socket socket = new Socket();
        JsonObject definition =
                SerialAgent.registration("an-agent", "a_tool")
                        .getJsonArray("tools")
                        .getJsonObject(0);
        socket.link.serve(List.of(HubTool.registered(definition)));
        agent.connect(socket.link);
        return socket;
    }

    private Agent.Exchange call() {
        return call(new ArrayList<>());
    }

    private Agent.Exchange call(List<String> heard) {
        CallProgress progress =
                new CallProgress() {
                    @Override
                    public void queued() {
                        heard.add("queued");
                    }

                    @Override
                    public void dispatched() {
                        heard.add("dispatched");
                    }
                };
        return agent.call(
                new ServedCall(
                        "a_tool",
                        new JsonObject().put("text", "Dear Sir"),
                        CallTag.anonymous("a_tool"),
                        progress),
                LIMIT,
                late::add);
    }

    private static ErrorClass classOf(Future<ToolReply> reply) {
        return ((CallFailure) reply.cause()).errorClass();
    }
}
