package org.inkstream.loadtest.peers.models;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Batch API: batches that end after they were asked about so often. */
final class AnthropicBatches {
    private static final String RESULTS = "/results";
    private static final String CANCEL = "/cancel";
    private static final int NOT_FOUND = 404;

    private final AnthropicWire wire;
    private final Setup setup;
    private final Drafts drafts;
    private final Map<String, AnthropicBatch> byId = new LinkedHashMap<>();

    AnthropicBatches(AnthropicWire wire, Setup setup) {
        this.wire = wire;
        this.setup = setup;
        this.drafts = new Drafts(setup);
    }

    /**
     * @param rest of the path, after {@code /v1/messages/batches}
     */
    Wire.Page page(ReceivedRequest request, String rest) {
        boolean get = request.method().equals("GET");
        if (rest.isEmpty()) {
            return get ? list() : create(request);
        }
        if (get && rest.endsWith(RESULTS)) {
            return found(rest, RESULTS).map(this::results).orElseGet(this::none);
        }
        if (!get && rest.endsWith(CANCEL)) {
            return found(rest, CANCEL)
                    .map(batch -> Wire.Page.json(batch.cancel().toBuffer()))
                    .orElseGet(this::none);
        }
        return found(rest, "")
                .map(batch -> Wire.Page.json(batch.ask(setup.batchPolls).toBuffer()))
                .orElseGet(this::none);
    }

    private Wire.Page create(ReceivedRequest request) {
        List<JsonObject> entries =
                request.body().getJsonArray("requests", new JsonArray()).stream()
                        .map(JsonObject.class::cast)
                        .toList();
        long ids =
                entries.stream().map(entry -> entry.getString("custom_id", "")).distinct().count();
        if (entries.isEmpty() || ids < entries.size()) {
            return wire.refused(400, "requests: at least one, each with a custom_id of its own");
        }
        String id = "msgbatch_" + (byId.size() + 1);
        AnthropicBatch batch =
                new AnthropicBatch(id, request, entries, Map.copyOf(setup.batchEnds));
        byId.put(id, batch);
        return Wire.Page.json(batch.toJson().toBuffer());
    }

    private Wire.Page list() {
        JsonArray data = new JsonArray();
        byId.values().forEach(batch -> data.add(batch.toJson()));
        return Wire.Page.json(new JsonObject().put("data", data).put("has_more", false).toBuffer());
    }

    private Wire.Page results(AnthropicBatch batch) {
        if (!batch.ended()) {
            return wire.refused(NOT_FOUND, "the batch has not ended, and has no results yet");
        }
        Buffer lines = Buffer.buffer();
        batch.results(this::message)
                .forEach(line -> lines.appendBuffer(line.toBuffer()).appendString("\n"));
        return new Wire.Page(200, "application/x-jsonl", lines);
    }

    private JsonObject message(ReceivedRequest entry, int number) {
        ModelTimes none = ModelTimes.NONE;
        ModelRequest request = wire.read(entry);
        return AnthropicWire.message(drafts.draft(request, number, none.waited(), none.load()));
    }

    private Optional<AnthropicBatch> found(String rest, String ending) {
        String id = rest.substring(1, rest.length() - ending.length());
        return Optional.ofNullable(byId.get(id));
    }

    private Wire.Page none() {
        return wire.refused(NOT_FOUND, "no such batch");
    }
}
