package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.pipeline.document.PastAttempts;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.time.Timers;

/** A run whose steps are kept in the store. Not thread-safe: used on one event loop. */
final class JournalledRun implements OpenRun {
    private final String runId;
    private final Lease lease;
    private final long epoch;
    private final Map<String, StepResult> results;
    private final Set<String> intended;
    private final Map<String, Integer> lost;
    private final Map<String, PastAttempts> past;
    private final boolean resumed;
    private final GroupWriter writer;
    private final RunsInThisProcess runs;
    private final Timers timers;

    /** In which the run became ours; in a later one it may be somebody else's. */
    private final long term;

    /** Owners that died since the run last came on. */
    private int deaths;

    private boolean parked;

    /** Results that cost nothing and wait for the run's next write. */
    private final List<StepResult> unwritten = new ArrayList<>();

    JournalledRun(
            String runId,
            Lease lease,
            long epoch,
            List<StepResult> results,
            Set<String> intended,
            Map<String, Integer> lost,
            Map<String, PastAttempts> past,
            int deaths,
            boolean resumed,
            GroupWriter writer,
            RunsInThisProcess runs,
            Timers timers) {
        this.runId = runId;
        this.lease = lease;
        this.epoch = epoch;
        this.results = new LinkedHashMap<>();
        results.forEach(result -> this.results.put(result.tool(), result));
        this.intended = Set.copyOf(intended);
        this.lost = Map.copyOf(lost);
        this.past = Map.copyOf(past);
        this.deaths = deaths;
        this.resumed = resumed;
        this.writer = writer;
        this.runs = runs;
        this.timers = timers;
        this.term = runs.enteredIn(runId);
    }

    @Override
    public Map<String, StepResult> results() {
        return Map.copyOf(results);
    }

    @Override
    public Set<String> intended() {
        return intended;
    }

    @Override
    public Map<String, PastAttempts> past() {
        return past;
    }

    @Override
    public int deaths() {
        return deaths;
    }

    @Override
    public boolean resumed() {
        return resumed;
    }

    @Override
    public Map<String, Integer> lost() {
        return lost;
    }

    @Override
    public Future<Void> lose(Map<String, Integer> calls) {
        return calls.isEmpty() ? Future.succeededFuture() : write(RunForm.losses(calls));
    }

    @Override
    public Future<Void> intend(Collection<String> tools) {
        return tools.isEmpty() ? Future.succeededFuture() : write(RunForm.intents(tools));
    }

    @Override
    public Future<Void> tried(PastAttempts soFar) {
        return write(RunForm.trying(soFar));
    }

    @Override
    public Future<Void> record(StepResult result, boolean paid) {
        if (!paid) {
            unwritten.add(result);
            return Future.succeededFuture();
        }
        JsonObject set = RunForm.results(List.of(result));
        if (deaths > 0) {
            // It came on, so it is not what kills its owners.
            deaths = 0;
            set.mergeIn(RunForm.deaths(0));
        }
        return write(set);
    }

    @Override
    public Future<Void> confirm() {
        return lease.fresh() && lease.term() == term
                ? Future.succeededFuture()
                : Future.failedFuture(new LeaseLapsed(runId));
    }

    @Override
    public Future<Void> close(JsonObject summary) {
        // What cost nothing can be had again for nothing, unless it was paid for by another run.
        unwritten.removeIf(result -> !result.isReusable());
        return last(RunForm.closing(summary, timers.now()));
    }

    @Override
    public Future<Void> park(Collection<PastAttempts> tried, Instant due) {
        return last(RunForm.parking(tried, due)).onSuccess(kept -> parked = true);
    }

    @Override
    public boolean isParked() {
        return parked;
    }

    @Override
    public Future<Void> bury(String reason) {
        // A replay makes them again for nothing; and one of them may be what it dies of.
        unwritten.clear();
        return last(RunForm.burying(reason, timers.now()));
    }

    private Future<Void> last(JsonObject set) {
        return write(set).onComplete(written -> release());
    }

    @Override
    public void release() {
        runs.leave(runId);
    }

    private Future<Void> write(JsonObject set) {
        JsonObject all = unwritten.isEmpty() ? set : set.mergeIn(RunForm.results(unwritten));
        unwritten.clear();
        return writer.write(
                new RunStore.Write(
                        runId, lease.me().id(), epoch, all, new JsonObject(), List.of()));
    }
}
