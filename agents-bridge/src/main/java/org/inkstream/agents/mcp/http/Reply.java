package org.inkstream.agents.mcp.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.mcp.server.McpServer;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.LongTexts;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.McpHeaders;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request: JSON, or an event stream that begins before the answer is known. A
 * caller that goes away for good abandons its call. Used on its server's event loop.
 */
final class Reply {
    /** What stands in between takes a silent connection for a dead one, often after a minute. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private static final Buffer COMMENT = Buffer.buffer(": still here\n\n");
    private static final Timers.Timer NO_TIMER = () -> false;

    private final HttpServerResponse response;
    private final Context loop;
    private final Timers timers;
    private final Accepted accepted;
    private final @Nullable Object progressToken;
    private final boolean statusTellsErrors;
    private Timers.Timer keepAlive = NO_TIMER;
    private boolean streaming;

    /** Written before the answer is known, on whichever thread works. */
    private volatile boolean toldStage;

    private boolean ended;
    private int progress;

    /**
     * @param progressToken by which the caller wants to hear of progress, null if it does not
     * @param accepted what the caller can read
     * @param statusTellsErrors whether the status is that of the error, as the stateless era has it
     */
    Reply(
            HttpServerResponse response,
            Context loop,
            Timers timers,
            @Nullable Object progressToken,
            Accepted accepted,
            boolean statusTellsErrors) {
        this.response = response;
        this.loop = loop;
        this.timers = timers;
        this.progressToken = progressToken;
        this.accepted = accepted;
        this.statusTellsErrors = statusTellsErrors;
    }

    /** Hears where the call stands, on any thread, and tells the caller. */
    CallProgress progress() {
        if (progressToken == null) {
            return CallProgress.IGNORED;
        }
        return new CallProgress() {
            @Override
            public void queued() {
                reach("queued");
            }

            @Override
            public void dispatched() {
                reach("dispatched");
            }

            private void reach(String stage) {
                toldStage = true;
                loop.runOnContext(now -> tell(stage));
            }
        };
    }

    /**
     * Sends what comes of the request.
     *
     * @param over called once, when it was answered or its caller has gone
     */
    void follow(McpServer.Answering answering, Runnable over) {
        response.exceptionHandler(
                broken -> gone(answering, over, broken instanceof StreamResetException));
        response.closeHandler(closed -> gone(answering, over, false));
        if (answering.response().isComplete() && needsNoStream(answering.response().result())) {
            end(answering.response().result(), over);
            return;
        }
        if (accepted.stream() && (progressToken != null || !accepted.json())) {
            openStream();
        }
        answering.response().onSuccess(message -> loop.runOnContext(now -> end(message, over)));
    }

    private boolean needsNoStream(JsonObject message) {
        return message.containsKey("error") || (!toldStage && accepted.json());
    }

    /**
     * Gives the call up and says so.
     *
     * @param farewell the answer that the caller gets instead
     */
    void abandon(McpServer.Answering answering, JsonObject farewell) {
        answering.abandon().run();
        end(farewell, () -> {});
    }

    private void openStream() {
        streaming = true;
        response.putHeader("content-type", McpHeaders.EVENT_STREAM.toString())
                .putHeader("cache-control", "no-cache")
                // Without it nginx keeps events until its buffer is full.
                .putHeader("x-accel-buffering", "no")
                .setChunked(true)
                .write(COMMENT);
        stayAlive();
    }

    private void stayAlive() {
        keepAlive =
                timers.after(
                        KEEP_ALIVE,
                        () -> {
                            response.write(COMMENT);
                            stayAlive();
                        });
    }

    private void tell(String stage) {
        if (streaming && !ended) {
            progress++;
            JsonObject params =
                    new JsonObject()
                            .put(Rpc.META_PROGRESS_TOKEN, progressToken)
                            .put("progress", progress)
                            .put("message", stage);
            response.write(
                    event(
                            new JsonObject()
                                    .put("jsonrpc", "2.0")
                                    .put("method", "notifications/progress")
                                    .put("params", params)));
        }
    }

    private void end(JsonObject message, Runnable over) {
        if (!close(over)) {
            return;
        }
        if (streaming) {
            response.end(event(message));
            return;
        }
        if (statusTellsErrors && message.getValue("error") instanceof JsonObject error) {
            response.setStatusCode(Refusals.status(error.getInteger("code")));
        }
        response.putHeader("content-type", McpHeaders.JSON.toString()).end(encoded(message));
    }

    /**
     * A caller whose connection is gone may come back with the key of its call, and finds the
     * answer kept; one that resets its stream will not.
     */
    private void gone(McpServer.Answering answering, Runnable over, boolean givenUp) {
        if (close(over) && (givenUp || !answering.keyed())) {
            answering.abandon().run();
        }
    }

    /** True for the first who closes it. */
    private boolean close(Runnable over) {
        if (ended) {
            return false;
        }
        ended = true;
        keepAlive.cancel();
        over.run();
        return true;
    }

    private static Buffer event(JsonObject message) {
        return Buffer.buffer("event: message\ndata: ")
                .appendBuffer(encoded(message))
                .appendString("\n\n");
    }

    private static Buffer encoded(JsonObject message) {
        try {
            return JsonTree.write(message, new LongTexts());
        } catch (MalformedMessage unsendable) {
            RpcError failed = new RpcError(Rpc.INTERNAL_ERROR, "the result has no form in JSON");
            return MessageCodec.error(message.getValue("id"), failed).toBuffer();
        }
    }
}
