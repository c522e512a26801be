package org.inkstream.agents.mcp.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.LongTexts;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that is said with one child process: requests of all calls at once, told apart by
 * their ids. What cannot be understood hurts nobody but the request it answers. Used on one event
 * loop.
 */
final class StdioConversation implements Wire {
    private static final Logger LOGGER = LoggerFactory.getLogger(StdioConversation.class);

    /** Programs take their time to start. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Child child;
    private final Executor home;
    private final Timers timers;
    private final Acquaintance acquaintance;
    private final ToolDesk desk;
    private final LongTexts texts = new LongTexts();
    private final Map<Long, Waiting> pending = new HashMap<>();
    private long lastId;
    private boolean over;

    /** A request that has not been answered. */
    interface Waiting {
        void hear(Message answer);

        void note(Message.Notification notification);

        void fail(CallFailure failure);
    }

    /**
     * @param home runs work on the event loop of this conversation
     */
    StdioConversation(Child child, Executor home, Timers timers, ClientParts parts) {
        this.child = child;
        this.home = home;
        this.timers = timers;
        this.acquaintance =
                new Acquaintance(
                        this, parts.schemas(), timers, parts.listAtMostEvery(), parts::heard);
        this.desk = new ToolDesk(acquaintance, timers, this::begin);
    }

    /** Fails with {@link CallFailure} if the process does not make itself known. */
    Future<Acquaintance.Known> meet() {
        return acquaintance.meet();
    }

    Agent.Exchange call(ToolCall call, int attempt, CallProgress progress) {
        return desk.call(call, attempt, progress);
    }

    int unanswered() {
        return pending.size();
    }

    /** Takes a line that the process wrote. */
    void hear(Buffer line) {
        try {
            MessageCodec.decode(line)
                    .match(this::refuse, this::note, this::answered, this::answered);
        } catch (MalformedMessage noise) {
            LOGGER.atDebug()
                    .addKeyValue("reason", noise.getMessage())
                    .log("agent wrote a line that is no message");
        }
    }

    /** The process has ended: what was in the air fails. */
    void end(String why) {
        over = true;
        List<Waiting> left = new ArrayList<>(pending.values());
        pending.clear();
        CallFailure failure =
                new CallFailure(ErrorClass.CONNECTION, "the agent's process is gone: " + why);
        left.forEach(waiting -> waiting.fail(failure));
    }

    @Override
    public Future<Answer> ask(Dialect dialect, String method, JsonObject params) {
        long id = ++lastId;
        JsonObject whole = params.copy();
        if (dialect.stateless()) {
            whole.put(Rpc.META, CallMessages.clientMeta());
        }
        Question question = new Question();
        pending.put(id, question);
        if (!write(MessageCodec.request(id, method, whole), () -> {})) {
            question.fail(unwritable());
        }
        Timers.Timer timer = timers.after(PATIENCE, () -> question.fail(silent(method)));
        return question.answer
                .future()
                .onComplete(
                        done -> {
                            timer.cancel();
                            pending.remove(id);
                        });
    }

    /** Some programs of the older era say nothing at all to what they do not know. */
    private static CallFailure silent(String method) {
        return new CallFailure(
                Rpc.DISCOVER.equals(method) ? ErrorClass.REFUSED : ErrorClass.TIMEOUT,
                "no answer in " + PATIENCE);
    }

    @Override
    public Future<Void> tell(Dialect dialect, String method, JsonObject params) {
        JsonObject message =
                new JsonObject().put("jsonrpc", "2.0").put("method", method).put("params", params);
        return write(message, () -> {})
                ? Future.succeededFuture()
                : Future.failedFuture(unwritable());
    }

    private Agent.Exchange begin(
            Dialect dialect, ToolCall call, int attempt, CallProgress progress, boolean asks) {
        long id = ++lastId;
        StdioExchange exchange = new StdioExchange(id, progress, () -> cancel(dialect, id));
        pending.put(id, exchange);
        progress.queued();
        try {
            JsonObject request = CallMessages.request(dialect, id, call, attempt, asks);
            if (!write(request, () -> home.execute(exchange::written))) {
                pending.remove(id);
                exchange.fail(unwritable());
            }
        } catch (MalformedMessage unsendable) {
            pending.remove(id);
            exchange.fail(
                    new CallFailure(
                            ErrorClass.INVALID_DATA, String.valueOf(unsendable.getMessage())));
        }
        return exchange;
    }

    private void cancel(Dialect dialect, long id) {
        if (pending.remove(id) != null) {
            JsonObject params =
                    new JsonObject()
                            .put("requestId", id)
                            .put("reason", "nobody waits for it any more");
            // If it cannot be told, it ends with the process.
            tell(dialect, Dialect.CANCELLED, params);
        }
    }

    private boolean write(JsonObject message, Runnable written) {
        return !over && child.send(JsonTree.write(message, texts), written);
    }

    private CallFailure unwritable() {
        return over
                ? new CallFailure(ErrorClass.CONNECTION, "the agent's process is gone").byAgent()
                : new CallFailure(ErrorClass.OVERLOADED, "the agent's process takes nothing more");
    }

    private Void refuse(Message.Request request) {
        write(CallMessages.answer(request), () -> {});
        return nothing();
    }

    private Void note(Message.Notification notification) {
        if (Dialect.TOOLS_CHANGED.equals(notification.method())) {
            acquaintance.toolsMayHaveChanged();
        } else if (notification.params().getValue(Rpc.META_PROGRESS_TOKEN) instanceof Number id) {
            Waiting waiting = pending.get(id.longValue());
            if (waiting != null) {
                waiting.note(notification);
            }
        }
        return nothing();
    }

    private Void answered(Message.Result result) {
        return answered(result.id(), result);
    }

    private Void answered(Message.Refusal refusal) {
        return answered(refusal.id(), refusal);
    }

    private Void answered(Object id, Message answer) {
        Waiting waiting = id instanceof Long number ? pending.remove(number) : null;
        if (waiting == null) {
            LOGGER.atDebug().log("agent answered what nobody asked, or asks no more");
        } else {
            waiting.hear(answer);
        }
        return nothing();
    }

    @SuppressWarnings("NullAway")
    private static Void nothing() {
        return null;
    }

    /** A request that is no tool call. */
    private static final class Question implements Waiting {
        private final Promise<Answer> answer = Promise.promise();

        @Override
        public void hear(Message message) {
            answer.tryComplete(new Answer(message, ""));
        }

        @Override
        public void note(Message.Notification notification) {}

        @Override
        public void fail(CallFailure failure) {
            answer.tryFail(failure);
        }
    }
}
