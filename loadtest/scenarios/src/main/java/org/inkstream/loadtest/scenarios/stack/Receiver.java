package org.inkstream.loadtest.scenarios.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What Slack and PagerDuty are here: takes their calls from Alertmanager and keeps what was said.
 * May be asked on any thread.
 */
final class Receiver implements AutoCloseable {
    private static final int ACCEPTED = 202;

    private final HttpServer server;
    private final List<Told> told = new CopyOnWriteArrayList<>();

    /**
     * One message.
     *
     * @param to {@code pagerduty}, or the channel of Slack
     * @param text of it, which names the alert and whether it fires or is resolved
     */
    record Told(String to, String text) {
        boolean says(String alert, boolean firing) {
            return text.contains(alert) && text.contains(firing ? "firing" : "resolved");
        }
    }

    private Receiver(HttpServer server) {
        this.server = server;
    }

    /** On any free port of the loopback. */
    static Receiver start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Receiver receiver = new Receiver(server);
            server.createContext("/slack", exchange -> receiver.hear(exchange, false));
            server.createContext("/pagerduty", exchange -> receiver.hear(exchange, true));
            server.start();
            return receiver;
        } catch (IOException none) {
            throw new UncheckedIOException("cannot listen for alerts", none);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** In the order in which it came. */
    List<Told> told() {
        return List.copyOf(told);
    }

    private void hear(HttpExchange exchange, boolean pager) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            JsonObject message = new JsonObject(new String(body, StandardCharsets.UTF_8));
            told.add(pager ? page(message) : post(message));
        } catch (DecodeException | ClassCastException unreadable) {
            told.add(new Told("unreadable", new String(body, StandardCharsets.UTF_8)));
        }
        byte[] answer =
                (pager ? "{\"status\":\"success\"}" : "ok").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(pager ? ACCEPTED : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** An event of PagerDuty's API. */
    private static Told page(JsonObject event) {
        String action = event.getString("event_action").equals("resolve") ? "resolved" : "firing";
        return new Told(
                "pagerduty",
                event.getJsonObject("payload", new JsonObject()).getString("summary", "")
                        + " ("
                        + action
                        + ")");
    }

    /** A message to an incoming webhook of Slack. */
    private static Told post(JsonObject message) {
        JsonArray attachments = message.getJsonArray("attachments", new JsonArray());
        return new Told(
                message.getString("channel", ""),
                attachments.isEmpty() ? "" : attachments.getJsonObject(0).getString("title", ""));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
