package org.inkstream.loadtest.scenarios.stack;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The HTTP side of one process, asked from a thread that may block. */
final class Asking {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String address;
    private final Map<String, String> headers;

    /**
     * @param address as HOST:PORT
     * @param headers of each request
     */
    Asking(String address, Map<String, String> headers) {
        this.address = address;
        this.headers = Map.copyOf(headers);
    }

    /**
     * What it answers, whatever the status.
     *
     * @throws IllegalStateException if it does not answer
     */
    String get(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(LIMIT);
        headers.forEach(request::header);
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException failure) {
            throw new IllegalStateException("no answer from " + address + path, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + address, interrupted);
        }
    }

    JsonObject json(String path) {
        return new JsonObject(get(path));
    }

    /**
     * The result of a query of Prometheus at this moment.
     *
     * @throws IllegalStateException if it is refused, with the reason
     */
    List<JsonObject> query(String expression) {
        JsonObject answer =
                json(
                        "/api/v1/query?query="
                                + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.getString("status", "").equals("success")) {
            throw new IllegalStateException(expression + ": " + answer.getString("error"));
        }
        JsonObject data = answer.getJsonObject("data");
        return data.getString("resultType").equals("vector")
                ? data.getJsonArray("result").stream().map(JsonObject.class::cast).toList()
                : List.of(data);
    }

    /** The targets of Prometheus that are not up, and how many there are in all. */
    Targets targets() {
        List<JsonObject> all =
                json("/api/v1/targets?state=active")
                        .getJsonObject("data")
                        .getJsonArray("activeTargets")
                        .stream()
                        .map(JsonObject.class::cast)
                        .toList();
        return new Targets(
                all.size(),
                all.stream()
                        .filter(target -> !target.getString("health").equals("up"))
                        .map(target -> target.getString("scrapeUrl"))
                        .toList());
    }

    /** Whether an alert fires in Prometheus. */
    boolean fires(String alert, String label, String value) {
        return json("/api/v1/alerts").getJsonObject("data").getJsonArray("alerts").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("state").equals("firing"))
                .map(one -> one.getJsonObject("labels"))
                .anyMatch(labels -> isIt(labels, alert, label, value));
    }

    /** Whether Alertmanager has an active alert. */
    boolean has(String alert, String label, String value) {
        return new JsonArray(get("/api/v2/alerts?active=true"))
                .stream()
                        .map(JsonObject.class::cast)
                        .map(one -> one.getJsonObject("labels"))
                        .anyMatch(labels -> isIt(labels, alert, label, value));
    }

    private static boolean isIt(JsonObject labels, String alert, String label, String value) {
        return alert.equals(labels.getString("alertname")) && value.equals(labels.getString(label));
    }

    /**
     * @param down URLs
     */
    record Targets(int count, List<String> down) {
        Targets {
            down = List.copyOf(down);
        }
    }
}
