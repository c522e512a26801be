package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run store in memory that a test can hold back, break, and look into. */
public final class MemoryRunStore implements RunStore {
    public final Map<String, JsonObject> stored = new LinkedHashMap<>();
    public final List<List<Write>> bulks = new ArrayList<>();

    private final Deque<Promise<Void>> heldBack = new ArrayDeque<>();
    private boolean holding;
    private boolean losingAnswers;
    private int bulksUntilDeath = Integer.MAX_VALUE;

    /** From now on writes wait for {@link #release}. */
    public MemoryRunStore holdsWrites() {
        holding = true;
        return this;
    }

    public void release() {
        holding = false;
        while (!heldBack.isEmpty()) {
            heldBack.poll().complete();
        }
    }

    /** From now on writes happen, and their answers are lost. */
    public MemoryRunStore losesAnswers(boolean loses) {
        losingAnswers = loses;
        return this;
    }

    /** The process that writes here dies after {@code k} more bulks: nobody hears of later ones. */
    public void diesAfter(int k) {
        bulksUntilDeath = k;
    }

    public void comesBack() {
        bulksUntilDeath = Integer.MAX_VALUE;
    }

    public List<String> toolsWithResults() {
        return stored.values().stream()
                .flatMap(run -> RunForm.results(run).stream())
                .map(org.inkstream.pipeline.document.StepResult::tool)
                .toList();
    }

    @Override
    public Future<List<Outcome>> write(List<Write> writes) {
        if (bulksUntilDeath-- <= 0) {
            return Promise.<List<Outcome>>promise().future();
        }
        bulks.add(writes);
        Promise<Void> turn = Promise.promise();
        if (holding) {
            heldBack.add(turn);
        } else {
            turn.complete();
        }
        return turn.future()
                .map(now -> writes.stream().map(this::apply).toList())
                .compose(
                        outcomes ->
                                losingAnswers
                                        ? Future.failedFuture("the answer was lost")
                                        : Future.succeededFuture(outcomes));
    }

    private Outcome apply(Write write) {
        JsonObject before = stored.get(write.runId());
        if (before == null) {
            JsonObject created =
                    new JsonObject()
                            .put("_id", write.runId())
                            .put("owner", write.owner())
                            .put("epoch", write.epoch());
            write.setOnInsert().forEach(one -> put(created, one.getKey(), one.getValue()));
            change(created, write);
            stored.put(write.runId(), created);
            return Outcome.KEPT;
        }
        if (!write.owner().equals(before.getString("owner"))
                || write.epoch() != before.getLong("epoch")) {
            return Outcome.LOST;
        }
        change(before, write);
        return Outcome.KEPT;
    }

    private static void change(JsonObject document, Write write) {
        write.unset().forEach(document::remove);
        write.set().forEach(one -> put(document, one.getKey(), one.getValue()));
    }

    private static void put(JsonObject document, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            document.put(path, value);
            return;
        }
        String head = path.substring(0, dot);
        if (!document.containsKey(head)) {
            document.put(head, new JsonObject());
        }
        put(document.getJsonObject(head), path.substring(dot + 1), value);
    }

    @Override
    public Future<JsonObject> read(String runId) {
        return Future.succeededFuture(stored.getOrDefault(runId, new JsonObject()).copy());
    }

    @Override
    public Future<JsonObject> takeOver(Claim claim) {
        JsonObject now = stored.get(claim.runId());
        if (now == null
                || !claim.owner().equals(now.getString("owner"))
                || claim.epoch() != now.getLong("epoch")
                || !claim.state().equals(now.getString("state"))) {
            return Future.succeededFuture(new JsonObject());
        }
        claim.set().forEach(one -> put(now, one.getKey(), one.getValue()));
        now.put("owner", claim.newOwner()).put("epoch", claim.epoch() + 1).put("state", "open");
        return Future.succeededFuture(now.copy());
    }
}
