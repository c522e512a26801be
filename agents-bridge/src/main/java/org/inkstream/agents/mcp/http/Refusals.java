package org.inkstream.agents.mcp.http;

import io.vertx.core.http.HttpServerResponse;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.LongTexts;
import org.inkstream.agents.mcp.wire.McpHeaders;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;

/** Answers that refuse: a status, and in the body a JSON-RPC error that says why. */
final class Refusals {
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int NOT_ACCEPTABLE = 406;
    static final int REQUEST_TIMEOUT = 408;
    static final int TOO_LARGE = 413;
    static final int UNSUPPORTED_TYPE = 415;

    private static final int OK = 200;

    private Refusals() {}

    /** The status with which the stateless era wants an error to be answered. */
    static int status(int rpcCode) {
        return switch (rpcCode) {
            case Rpc.METHOD_NOT_FOUND -> NOT_FOUND;
            case Rpc.PARSE_ERROR,
                    Rpc.INVALID_REQUEST,
                    Rpc.HEADER_MISMATCH,
                    Rpc.MISSING_CAPABILITY,
                    Rpc.UNSUPPORTED_REVISION ->
                    BAD_REQUEST;
            default -> OK;
        };
    }

    static void send(HttpServerResponse response, int status, int rpcCode, String why) {
        send(response, status, "", new RpcError(rpcCode, why));
    }

    /**
     * @param id of the request, empty text if it is not known
     */
    static void send(HttpServerResponse response, int status, Object id, RpcError error) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("content-type", McpHeaders.JSON.toString())
                .end(JsonTree.write(MessageCodec.error(id, error), new LongTexts()));
    }
}
