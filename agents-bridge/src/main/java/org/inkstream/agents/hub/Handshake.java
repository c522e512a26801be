package org.inkstream.agents.hub;

import io.vertx.core.http.ServerWebSocketHandshake;
import org.inkstream.agents.mcp.http.Access;
import org.inkstream.agents.mcp.http.Origins;

/** Decides who may open a WebSocket, with the status codes of the older hub. */
final class Handshake {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final ServerWebSocketHandshake handshake;
    private final Access access;
    private final Origins origins;

    Handshake(ServerWebSocketHandshake handshake, Access access, Origins origins) {
        this.handshake = handshake;
        this.access = access;
        this.origins = origins;
    }

    void decide() {
        if (Hub.MCP_PATH.equals(handshake.path())) {
            handshake.reject(NOT_FOUND);
        } else if (!origins.allow(handshake.headers().get("origin"))) {
            handshake.reject(FORBIDDEN);
        } else {
            access.check(handshake.headers().get("authorization")).onSuccess(this::answer);
        }
    }

    private void answer(Access.Verdict verdict) {
        switch (verdict) {
            case ALLOWED -> handshake.accept();
            case MISSING -> handshake.reject(UNAUTHORIZED);
            case REFUSED -> handshake.reject(FORBIDDEN);
        }
    }
}
