package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The {@code journal} collection. Every write is conditional on (run, owner, epoch): whoever was
 * deposed writes nothing. Every completed write is durable.
 *
 * <p>Document shape: {@code {_id: runId, documentId, owner: "name#incarnation", epoch, state:
 * "open"|"parked"|"closed"|"dead", revision, pass, openedAt, event: {value, headers, topic,
 * partition, offset}, steps: {TOOL: {intent, result}}, dueAt, closedAt, summary}}.
 *
 * <p>An object or array as a value comes back as it was given, whatever its keys; times ({@code
 * openedAt}, {@code closedAt}) are given and read as ISO-8601 text. A closed run is forgotten one
 * retention after {@code closedAt}, which must be set with the state.
 */
public interface RunStore {
    /**
     * One conditional upsert: filter {@code {_id, owner, epoch}}, update {@code set} plus, if the
     * run is new, {@code setOnInsert}. Where another owner or epoch holds the run, the upsert
     * collides on {@code _id} and nothing is written. A path stands in at most one of the three.
     *
     * <p>Two writes that both may insert one run must not be in the air together: they would
     * collide with each other.
     *
     * @param set dotted path → value ({@code $set})
     * @param unset dotted paths to remove ({@code $unset})
     */
    record Write(
            String runId,
            String owner,
            long epoch,
            JsonObject set,
            JsonObject setOnInsert,
            List<String> unset) {}

    /** What became of a {@link Write}. */
    enum Outcome {
        /** Written and durable. */
        KEPT,
        /** Another owner or epoch holds the run; nothing was written. */
        LOST
    }

    /**
     * One unordered bulk; the outcome at index i belongs to the write at index i. After a failure
     * nobody knows which writes are durable; each may be repeated.
     */
    Future<List<Outcome>> write(List<Write> writes);

    /** The stored document, or an empty object if there is none. */
    Future<JsonObject> read(String runId);

    /**
     * Compare-and-set: the run changes hands if it is still as it was seen, and is open afterwards,
     * under an epoch one higher.
     *
     * @return the stored document after the change, or an empty object if somebody was faster
     */
    Future<JsonObject> takeOver(Claim claim);

    /**
     * What was seen of a run, and who wants it.
     *
     * @param owner whom it belonged to
     * @param epoch under which it belonged
     * @param state it was in
     * @param newOwner whom it is to belong to
     * @param set dotted path → value, changed together with the owner
     */
    record Claim(
            String runId,
            String owner,
            long epoch,
            String state,
            String newOwner,
            JsonObject set) {}
}
