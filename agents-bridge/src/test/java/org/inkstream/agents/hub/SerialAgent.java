package org.inkstream.agents.hub;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An agent as the existing ones are: it sends its registration, takes exactly the next frame for
 * the answer, and then one call after the other. While it does not receive it answers no ping
 * either.
 */
final class SerialAgent implements WebSocket.Listener {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long PATIENCE_S = 10;
    private static final String CLOSED = "closed";

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    private SerialAgent(int port, String path, String... headers) {
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), this).join();
    }

    /**
     * @param headers names and values in turn
     * @throws CompletionException if the hub refuses
     */
    static SerialAgent connect(int port, String path, String... headers) {
        return new SerialAgent(port, path, headers);
    }

    /** Registers one tool with one required argument; the next frame that comes. */
    JsonObject register(String agentId, String tool) {
        send(request("reg-1", "tools/register", registration(agentId, tool)));
        return receive();
    }

    static JsonObject registration(String agentId, String... tools) {
        JsonArray offered = new JsonArray();
        for (String tool : tools) {
            offered.add(
                    new JsonObject()
                            .put("name", tool)
                            .put("description", "does " + tool)
                            .put("agentId", agentId)
                            .put(
                                    "inputSchema",
                                    new JsonObject()
                                            .put("type", "object")
                                            .put("required", new JsonArray().add("text"))
                                            .put("additionalProperties", false)
                                            .put(
                                                    "properties",
                                                    new JsonObject()
                                                            .put("text", new JsonObject()))));
        }
        return new JsonObject().put("tools", offered);
    }

    static JsonObject request(Object id, String method, JsonObject params) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", id)
                .put("method", method)
                .put("params", params);
    }

    JsonObject ask(Object id, String method, JsonObject params) {
        send(request(id, method, params));
        return receive();
    }

    /** Answers a call that was received. */
    void answer(JsonObject call, JsonObject result) {
        send(
                new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("result", result)
                        .put("id", call.getValue("id")));
    }

    void send(JsonObject frame) {
        sendText(frame.encode());
    }

    void sendText(String text) {
        socket.sendText(text, true).join();
    }

    void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** The next frame; everything that comes before, such as a ping, is answered. */
    JsonObject receive() {
        return new JsonObject(next());
    }

    /** Blocks until the hub has closed the socket. */
    void awaitClosed() {
        String event = next();
        while (!event.equals(CLOSED)) {
            event = next();
        }
    }

    void close() {
        socket.abort();
    }

    private String next() {
        try {
            for (int i = 0; i < 1_000; i++) {
                socket.request(1);
                String event = events.poll(PATIENCE_S, TimeUnit.SECONDS);
                if (event == null) {
                    throw new IllegalStateException("nothing came");
                }
                if (!event.isEmpty()) {
                    return event;
                }
            }
            throw new IllegalStateException("nothing but pings came");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void onOpen(WebSocket opened) {}

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        events.add(last ? partial.toString() : "");
        if (last) {
            partial.setLength(0);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        events.add("");
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        events.add(CLOSED);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        events.add(CLOSED);
    }
}
