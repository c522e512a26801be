package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.inkstream.pipeline.document.PastAttempts;
import org.inkstream.pipeline.document.StepResult;

/** A run that this process owns. Used on the event loop that opened it. */
public interface OpenRun {
    /** What an earlier owner recorded; empty for a new run. */
    Map<String, StepResult> results();

    /** Tools whose intent is durable and whose result is not. */
    Set<String> intended();

    /** What earlier owners, or we before the run was parked, have tried in vain, by tool. */
    Map<String, PastAttempts> past();

    /**
     * How many owners in a row died while they had the run, without having come on with it: not
     * those that left it in an orderly way.
     */
    int deaths();

    /** Whether an earlier owner worked on it: what it intended may have been called, or not. */
    boolean resumed();

    /** How many calls of each tool earlier owners have lost, as far as a successor has counted. */
    Map<String, Integer> lost();

    /**
     * Counts, durably, the calls that were lost: their intents stand no longer, so that nobody
     * counts them again.
     */
    Future<Void> lose(Map<String, Integer> calls);

    /** Says, durably, that these tools are about to be called for money or GPU time. */
    Future<Void> intend(Collection<String> tools);

    /**
     * Keeps what came of an attempt that failed. Nothing of its call is in the air then: its intent
     * stands no longer, and the next attempt needs another one.
     */
    Future<Void> tried(PastAttempts soFar);

    /**
     * Keeps a result.
     *
     * @param paid whether losing it would cost; if so the future completes when it is durable, else
     *     at once, and the result travels with the run's next write
     */
    Future<Void> record(StepResult result, boolean paid);

    /**
     * Completes at once if this process owns the run for sure; fails with {@link LeaseLapsed} if
     * others may have taken it since it became ours, even if the lease is fresh again.
     */
    Future<Void> confirm();

    /**
     * The last write: nothing is left to do.
     *
     * @param summary what stays of the run
     */
    Future<Void> close(JsonObject summary);

    /**
     * The last write of this sitting: the run belongs to nobody until it is due.
     *
     * @param tried what the tools that wait have tried so far
     */
    Future<Void> park(Collection<PastAttempts> tried, Instant due);

    /** Whether {@link #park} was the last write. */
    boolean isParked();

    /**
     * The last write: it will never succeed. Its finished steps stay, for a replay.
     *
     * @param reason for people
     */
    Future<Void> bury(String reason);

    /** Forgets the run in this process without closing it; harmless after {@link #close}. */
    void release();
}
