package org.inkstream.loadtest.peers.models;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One batch from its creation to its end. Used on the server's event loop. */
final class AnthropicBatch {
    private static final List<String> ENDS = List.of("succeeded", "errored", "canceled", "expired");

    private final String id;
    private final ReceivedRequest created;
    private final List<JsonObject> entries;
    private final Map<String, BatchEnd> ends;
    private final Instant createdAt = Instant.now();
    private State state = State.IN_PROGRESS;
    private boolean cancelled;
    private int asked;

    private enum State {
        IN_PROGRESS,
        CANCELING,
        ENDED
    }

    /** Answers one request of a batch. */
    @FunctionalInterface
    interface Answering {
        JsonObject message(ReceivedRequest request, int number);
    }

    /**
     * @param ends by {@code custom_id}; what is not named succeeds
     */
    AnthropicBatch(
            String id,
            ReceivedRequest created,
            List<JsonObject> entries,
            Map<String, BatchEnd> ends) {
        this.id = id;
        this.created = created;
        this.entries = entries;
        this.ends = ends;
    }

    boolean ended() {
        return state == State.ENDED;
    }

    /**
     * @param polls how often it is asked about before it has ended
     */
    JsonObject ask(int polls) {
        asked++;
        if (asked > polls || state == State.CANCELING) {
            state = State.ENDED;
        }
        return toJson();
    }

    /** What is not answered yet never will be. */
    JsonObject cancel() {
        if (state == State.IN_PROGRESS) {
            cancelled = true;
            state = State.CANCELING;
        }
        return toJson();
    }

    /** A line for each request, the last one first: the order means nothing. */
    List<JsonObject> results(Answering answering) {
        List<JsonObject> lines = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            JsonObject line = line(entries.get(i), i + 1, answering);
            switch (end(entries.get(i))) {
                case WRONG_ID -> lines.add(line.put("custom_id", "nobody-sent-this"));
                case TWICE -> lines.addAll(List.of(line, line));
                case MISSING -> {}
                default -> lines.add(line);
            }
        }
        Collections.reverse(lines);
        return lines;
    }

    private JsonObject line(JsonObject entry, int number, Answering answering) {
        String end = end(entry).type();
        JsonObject result = new JsonObject().put("type", end);
        if (end.equals("succeeded")) {
            ReceivedRequest request =
                    new ReceivedRequest(
                            "POST",
                            "/v1/messages",
                            created.headers(),
                            entry.getJsonObject("params", new JsonObject()));
            result.put("message", answering.message(request, number));
        } else if (end.equals("errored")) {
            result.put("error", AnthropicWire.errorObject(400, "scripted error of one request"));
        }
        return new JsonObject()
                .put("custom_id", entry.getString("custom_id"))
                .put("result", result);
    }

    private BatchEnd end(JsonObject entry) {
        return cancelled
                ? BatchEnd.CANCELED
                : ends.getOrDefault(entry.getString("custom_id"), BatchEnd.SUCCEEDED);
    }

    JsonObject toJson() {
        boolean ended = ended();
        String results =
                "http://%s/v1/messages/batches/%s/results".formatted(created.header("host"), id);
        return new JsonObject()
                .put("id", id)
                .put("type", "message_batch")
                .put("processing_status", state.name().toLowerCase(Locale.ROOT))
                .put("request_counts", counts())
                .put("created_at", createdAt.toString())
                .put("expires_at", createdAt.plus(24, ChronoUnit.HOURS).toString())
                .put("ended_at", ended ? Instant.now().toString() : null)
                .put("archived_at", null)
                .put("cancel_initiated_at", cancelled ? createdAt.toString() : null)
                .put("results_url", ended ? results : null);
    }

    /** Until it has ended everything counts as processing. */
    private JsonObject counts() {
        JsonObject counts = new JsonObject().put("processing", ended() ? 0 : entries.size());
        for (String end : ENDS) {
            long many = entries.stream().filter(entry -> end(entry).type().equals(end)).count();
            counts.put(end, ended() ? many : 0);
        }
        return counts;
    }
}
