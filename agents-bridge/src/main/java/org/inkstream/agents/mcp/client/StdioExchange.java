package org.inkstream.agents.mcp.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.wire.Message;

/** One attempt as one request to a child process. Used on the conversation's event loop. */
final class StdioExchange implements Agent.Exchange, StdioConversation.Waiting {
    private final long id;
    private final CallProgress progress;
    private final ProgressNotes notes;
    private final Runnable cancel;
    private final Promise<ToolReply> reply = Promise.promise();
    private boolean written;
    private boolean over;

    /**
     * @param cancel forgets the request and tells the process
     */
    StdioExchange(long id, CallProgress progress, Runnable cancel) {
        this.id = id;
        this.progress = progress;
        this.notes = new ProgressNotes(id, progress);
        this.cancel = cancel;
    }

    /**
     * The process has been given the request. The thread that wrote it may say so after the process
     * has begun to answer: then what came in has said it already, and it is not news any more.
     */
    void written() {
        if (!written && !over) {
            written = true;
            progress.dispatched();
        }
    }

    @Override
    public void hear(Message answer) {
        written();
        over = true;
        try {
            reply.tryComplete(CallMessages.reply(id, answer));
        } catch (CallFailure unusable) {
            reply.tryFail(unusable);
        }
    }

    @Override
    public void note(Message.Notification notification) {
        written();
        notes.hear(notification);
    }

    @Override
    public void fail(CallFailure failure) {
        over = true;
        reply.tryFail(failure);
    }

    @Override
    public Future<ToolReply> reply() {
        return reply.future();
    }

    @Override
    public void abort() {
        over = true;
        cancel.run();
    }
}
