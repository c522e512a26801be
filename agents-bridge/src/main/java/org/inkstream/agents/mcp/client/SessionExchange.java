package org.inkstream.agents.mcp.client;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.catalogue.ErrorClass;
import org.jspecify.annotations.Nullable;

/**
 * One attempt as one request within a session of the initialize era. A session that the agent does
 * not know any more is opened anew, once: it cannot have worked on the call. Used on one event
 * loop.
 */
final class SessionExchange implements Agent.Exchange {
    private final HttpWire wire;
    private final CallProgress progress;
    private final Supplier<Future<Dialect>> renew;
    private final Promise<ToolReply> reply = Promise.promise();
    private @Nullable HttpPost post;
    private Dialect dialect;
    private long id;
    private boolean aborted;

    /** Makes the request for this dialect and id. */
    @FunctionalInterface
    interface Request {
        JsonObject of(Dialect dialect, long id);
    }

    /**
     * @param renew opens a new session, because this one is gone
     */
    SessionExchange(
            HttpWire wire,
            Dialect dialect,
            CallProgress progress,
            Supplier<Future<Dialect>> renew) {
        this.wire = wire;
        this.dialect = dialect;
        this.progress = progress;
        this.renew = renew;
    }

    void start(Request request) {
        send(request, true);
    }

    private void send(Request request, boolean mayRenew) {
        id = wire.nextId();
        ProgressNotes notes = new ProgressNotes(id, progress);
        try {
            progress.queued();
            HttpPost sent =
                    wire.post(
                            dialect,
                            Rpc.CALL_TOOL,
                            id,
                            request.of(dialect, id),
                            notes::hear,
                            progress::dispatched);
            post = sent;
            sent.answer().onComplete(answer -> end(request, mayRenew, sent, answer));
        } catch (MalformedMessage unsendable) {
            reply.tryFail(Failures.of(unsendable));
        }
    }

    private void end(
            Request request, boolean mayRenew, HttpPost sent, AsyncResult<Wire.Answer> answer) {
        if (aborted) {
            return;
        }
        boolean sessionIsGone =
                sent.status() == HttpResponseStatus.NOT_FOUND.code()
                        && !dialect.session().isEmpty();
        if (sessionIsGone && mayRenew) {
            renew(request);
        } else if (answer.failed()) {
            reply.tryFail(Failures.of(answer.cause()));
        } else {
            hear(answer.result());
        }
    }

    private void hear(Wire.Answer answer) {
        try {
            reply.tryComplete(CallMessages.reply(id, answer.message()));
        } catch (CallFailure | MalformedMessage unusable) {
            reply.tryFail(Failures.of(unusable));
        }
    }

    private void renew(Request request) {
        renew.get()
                .onComplete(
                        opened -> {
                            if (!aborted) {
                                dialect = opened;
                                send(request, false);
                            }
                        },
                        trouble -> reply.tryFail(Failures.of(trouble)));
    }

    @Override
    public Future<ToolReply> reply() {
        return reply.future();
    }

    /** In this era a closed stream does not mean that nobody waits; that has to be said. */
    @Override
    public void abort() {
        aborted = true;
        Optional.ofNullable(post)
                .filter(sent -> !sent.answer().isComplete())
                .ifPresent(
                        sent -> {
                            sent.give(new CallFailure(ErrorClass.CONNECTION, "given up"));
                            wire.tell(
                                    dialect,
                                    Dialect.CANCELLED,
                                    new JsonObject()
                                            .put("requestId", id)
                                            .put("reason", "nobody waits for it any more"));
                        });
    }
}
