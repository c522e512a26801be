package org.inkstream.agents.mcp.client;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.Executor;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One child process that is started again whenever it ends, after a rest that grows. Used on one
 * event loop.
 */
final class StdioPeer {
    private static final Logger LOGGER = LoggerFactory.getLogger(StdioPeer.class);

    private final Child.Launcher launcher;
    private final Executor home;
    private final Timers timers;
    private final ClientParts parts;
    private final Restarts restarts = new Restarts();
    private State state = new State.Closed();

    private sealed interface State {
        record Running(StdioConversation conversation, long sinceNanos) implements State {}

        record Resting(Timers.Timer timer) implements State {}

        record Closed() implements State {}
    }

    StdioPeer(Child.Launcher launcher, Executor home, Timers timers, ClientParts parts) {
        this.launcher = launcher;
        this.home = home;
        this.timers = timers;
        this.parts = parts;
    }

    void start() {
        Ears ears = new Ears();
        StdioConversation conversation =
                new StdioConversation(launcher.launch(ears), home, timers, parts);
        state = new State.Running(conversation, timers.monotonicNanos());
        ears.conversation = conversation;
        // At once, so that the first calls need not wait for it; they hear of its failure.
        conversation.meet();
    }

    Agent.Exchange call(ToolCall call, int attempt, CallProgress progress) {
        return state instanceof State.Running running
                ? running.conversation().call(call, attempt, progress)
                : DeferredExchange.refused(resting());
    }

    Future<String> revision() {
        return state instanceof State.Running running
                ? running.conversation().meet().map(known -> known.tools().revision())
                : Future.failedFuture(resting());
    }

    /** How much it has to do; more than anybody while it rests. */
    int load() {
        return state instanceof State.Running running
                ? running.conversation().unanswered()
                : Integer.MAX_VALUE;
    }

    /** From now on it is not started again. */
    void close() {
        State last = state;
        state = new State.Closed();
        if (last instanceof State.Resting resting) {
            resting.timer().cancel();
        } else if (last instanceof State.Running running) {
            running.conversation().end("it is closed");
        }
    }

    private void ended(StdioConversation conversation, String why) {
        conversation.end(why);
        if (state instanceof State.Running running && running.conversation() == conversation) {
            var lived = timers.since(running.sinceNanos());
            var rest = restarts.rest(lived);
            LOGGER.atWarn()
                    .addKeyValue("reason", why)
                    .addKeyValue("tookMs", lived.toMillis())
                    .addKeyValue("restMs", rest.toMillis())
                    .log("process of an agent ended and will be started again");
            state = new State.Resting(timers.after(rest, this::start));
        }
    }

    private static CallFailure resting() {
        return new CallFailure(
                        ErrorClass.CONNECTION, "the agent's process ended and is not running yet")
                .byAgent();
    }

    /** Brings what is heard on the child's threads to the event loop. */
    private final class Ears implements Child.Listener {
        /** Set before anything can be heard on the event loop. */
        private StdioConversation conversation;

        @SuppressWarnings("NullAway.Init")
        Ears() {}

        @Override
        public void line(Buffer line, Runnable taken) {
            home.execute(
                    () -> {
                        conversation.hear(line);
                        taken.run();
                    });
        }

        @Override
        public void ended(String why) {
            home.execute(() -> StdioPeer.this.ended(conversation, why));
        }
    }
}
