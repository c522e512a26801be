package org.inkstream.agents.mcp.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.mcp.server.Era;
import org.inkstream.agents.mcp.server.McpServer;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;

/** Several messages in one body, answered together when the last answer is known. */
final class Batch {
    private static final int MOST = 100;
    private static final String WRAPPED = "batch";

    private final HttpServerResponse response;
    private final Context loop;
    private final McpServer server;
    private final Consumer<Message> notified;
    private final List<McpServer.Answering> answers = new ArrayList<>();
    private boolean ended;

    /**
     * @param notified hears what is no request
     */
    Batch(HttpServerResponse response, Context loop, McpServer server, Consumer<Message> notified) {
        this.response = response;
        this.loop = loop;
        this.server = server;
        this.notified = notified;
    }

    /** Whether the body is an array, whatever may be in it. */
    static boolean isOne(Buffer body) {
        for (int i = 0; i < body.length(); i++) {
            if (!Character.isWhitespace(body.getByte(i))) {
                return body.getByte(i) == '[';
            }
        }
        return false;
    }

    void answer(Buffer body) {
        JsonArray messages;
        try {
            messages = read(body);
        } catch (MalformedMessage malformed) {
            refuse(Rpc.PARSE_ERROR, String.valueOf(malformed.getMessage()));
            return;
        }
        if (messages.isEmpty() || messages.size() > MOST) {
            refuse(Rpc.INVALID_REQUEST, "a batch has 1 to " + MOST + " messages");
            return;
        }
        messages.forEach(this::begin);
        response.closeHandler(closed -> gone());
        response.exceptionHandler(broken -> gone());
        Future.all(answers.stream().map(McpServer.Answering::response).toList())
                .onSuccess(all -> loop.runOnContext(now -> end(all.list())));
    }

    /** Read as a member, so that the one strict reader is all there is. */
    private static JsonArray read(Buffer body) {
        Buffer wrapped =
                Buffer.buffer("{\"" + WRAPPED + "\":").appendBuffer(body).appendString("}");
        JsonObject read = JsonTree.read(wrapped);
        if (read.size() != 1) {
            throw new MalformedMessage("something follows the JSON array");
        }
        return read.getJsonArray(WRAPPED);
    }

    private void begin(Object one) {
        try {
            Message message =
                    MessageCodec.message(one instanceof JsonObject json ? json : new JsonObject());
            if (message instanceof Message.Request request) {
                answers.add(server.answer(request, Era.SESSIONS, CallProgress.IGNORED));
            } else {
                notified.accept(message);
            }
        } catch (MalformedMessage malformed) {
            RpcError refused =
                    new RpcError(Rpc.INVALID_REQUEST, String.valueOf(malformed.getMessage()));
            answers.add(
                    new McpServer.Answering(
                            Future.succeededFuture(MessageCodec.error("", refused)), () -> {}));
        }
    }

    private void end(List<Object> messages) {
        if (ended) {
            return;
        }
        ended = true;
        if (messages.isEmpty()) {
            response.setStatusCode(StatelessEra.ACCEPTED).end();
        } else {
            response.putHeader("content-type", "application/json")
                    .end(new JsonArray(messages).toBuffer());
        }
    }

    private void gone() {
        if (!ended) {
            ended = true;
            answers.forEach(answer -> answer.abandon().run());
        }
    }

    private void refuse(int code, String why) {
        Refusals.send(response, Refusals.BAD_REQUEST, code, why);
    }
}
