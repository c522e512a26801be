package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.catalogue.Tool;
import org.inkstream.pipeline.document.PastAttempts;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.journal.OpenRun;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.pipeline.plan.Preparation;
import org.inkstream.time.Timers;

/**
 * The fan-out of one run: each tool is called as soon as its inputs are ready, and every paid
 * result is durable before the run goes on to be saved. Not thread-safe: used on one event loop.
 */
final class RunSteps {
    private final Run run;
    private final OpenRun open;
    private final EarlierResults earlier;
    private final HeldPlaces places;
    private final Plan plan;
    private final ToolCalls calls;
    private final BooleanSupplier cancelled;
    private final WorkflowEvents events;
    private final Timers timers;

    private final Map<String, StepResult> finished = new LinkedHashMap<>();
    private final Map<String, PastAttempts> postponed = new LinkedHashMap<>();
    private Instant due = Instant.MAX;
    private final Set<String> started = new HashSet<>();
    private final LostCalls lost;
    private final JournalledAttempts attempts;

    /** By what others find the result of each tool that is in the air. */
    private final Map<String, String> reuseKeys = new HashMap<>();

    private final Promise<SittingEnd> all = Promise.promise();

    /** Calls in the air, and paid results that are not durable yet. */
    private int pending;

    private boolean begun;
    private boolean leaving;

    /** What keeps the run from going on, wherever it is tried. */
    private Optional<RuntimeException> bug = Optional.empty();

    /**
     * @param cancelled whether no call is to be begun any more
     */
    RunSteps(
            Run run,
            OpenRun open,
            EarlierResults earlier,
            HeldPlaces places,
            Plan plan,
            ToolCalls calls,
            BooleanSupplier cancelled,
            WorkflowEvents events,
            Timers timers) {
        this.run = run;
        this.open = open;
        this.earlier = earlier;
        this.places = places;
        this.plan = plan;
        this.calls = calls;
        this.cancelled = cancelled;
        this.events = events;
        this.timers = timers;
        this.lost = new LostCalls(open, plan, calls);
        this.attempts =
                new JournalledAttempts(
                        open, places, calls, timers, this::stillWanted, all::tryFail);
    }

    /**
     * Completes when nothing is in the air any more; fails when the run is lost or the journal is
     * out of reach, or with {@link ProcessEnds} when further calls are left to another process.
     */
    Future<SittingEnd> run() {
        finished.putAll(open.results());
        // Inside map: what the first turn throws ends the run like what a later turn throws.
        lost.keep()
                .map(
                        counted -> {
                            advance();
                            // What is called at once has been, and nothing else needs them.
                            places.leave();
                            return pending;
                        })
                .onFailure(all::tryFail);
        return all.future();
    }

    private void advance() {
        // What ends while others are still prepared must not end the run.
        pending++;
        List<ToolCall> ready = leaving || bug.isPresent() ? List.of() : prepareAll();
        pending--;
        leaving = leaving || (!ready.isEmpty() && mayLeave());
        if (!leaving && !ready.isEmpty()) {
            begun = true;
            dispatch(ready);
        } else if (pending == 0) {
            conclude();
        }
    }

    private void conclude() {
        if (bug.isPresent()) {
            all.tryComplete(new SittingEnd.Broken(bug.get(), finished.values()));
        } else if (leaving && cancelled.getAsBoolean()) {
            all.tryComplete(new SittingEnd.Cancelled(finished.values()));
        } else if (!postponed.isEmpty()) {
            all.tryComplete(new SittingEnd.Waiting(postponed.values(), due));
        } else if (leaving) {
            all.tryFail(new ProcessEnds());
        } else {
            all.tryComplete(new SittingEnd.Complete(finished.values()));
        }
    }

    /** A new run has the intents of its first calls in the journal already, and makes them. */
    private boolean mayLeave() {
        return (calls.ending() || cancelled.getAsBoolean()) && (begun || open.resumed());
    }

    /** What is in the air ends, and is recorded, before a bug ends the run. */
    private List<ToolCall> prepareAll() {
        try {
            return prepareReady();
        } catch (RuntimeException found) {
            bug = Optional.of(found);
            return List.of();
        }
    }

    /**
     * What can be called now; a tool that cannot be called ends here, which may make others ready.
     */
    private List<ToolCall> prepareReady() {
        List<ToolCall> ready = new ArrayList<>();
        List<Tool> candidates = plan.ready(finished.keySet(), started);
        while (!candidates.isEmpty()) {
            for (Tool tool : candidates) {
                started.add(tool.name());
                prepare(tool, ready);
            }
            candidates = plan.ready(finished.keySet(), started);
        }
        return ready;
    }

    private void prepare(Tool tool, List<ToolCall> ready) {
        plan.prepare(tool, run.event(), finished)
                .match(
                        callable -> prepare(tool, callable, ready),
                        notPossible -> {
                            String why = notPossible.reason();
                            end(StepResult.notAttempted(tool.name(), tool.agent(), why));
                            return false;
                        });
    }

    private boolean prepare(Tool tool, Preparation.Callable callable, List<ToolCall> ready) {
        ToolCall call = toolCall(tool, callable);
        if (lost.mustBeParked(tool)) {
            return park(lost.again(call, tool));
        }
        // What was tried before must come to its own account.
        Optional<StepResult> known =
                lost.isLost(tool.name()) || open.past().containsKey(tool.name())
                        ? Optional.empty()
                        : earlier.result(call, callable.inputHash(), timers.now());
        if (known.isPresent()) {
            return use(known.get());
        }
        if (calls.costs(tool.agent())) {
            reuseKeys.put(tool.name(), earlier.key(tool.name(), callable.inputHash()));
        }
        return ready.add(lost.again(call, tool));
    }

    /** It costs nothing, so that it travels with the run's next write. */
    private boolean use(StepResult known) {
        open.record(end(known), false).onFailure(all::tryFail);
        return true;
    }

    /** Durable: whoever takes the run over after us must not take it for another call of ours. */
    private boolean park(ToolCall call) {
        pending++;
        StepResult parked =
                StepResult.notAttempted(call.tool(), call.agent(), LostCalls.WHY_PARKED)
                        .after(call.before().usage())
                        .endedAt(timers.now());
        open.record(end(parked), true).map(kept -> goOn()).onFailure(all::tryFail);
        return true;
    }

    private ToolCall toolCall(Tool tool, Preparation.Callable callable) {
        return new CallsOfRun(run)
                .of(tool, callable)
                .after(Postponement.tries(open.past().get(tool.name())))
                .askedBy(attempts.of(tool));
    }

    /**
     * A run that has ended here, for whatever reason, is somebody else's, or will be opened anew.
     */
    private Future<Void> stillOurs() {
        return hasFailed() ? Future.failedFuture(all.future().cause()) : open.confirm();
    }

    /** Asked before each further attempt; a call that is refused so ends with what it used. */
    private Future<Void> stillWanted() {
        return cancelled.getAsBoolean()
                ? Future.failedFuture(new CallFailure(ErrorClass.REFUSED, Jobs.CANCELLED))
                : stillOurs();
    }

    private boolean hasFailed() {
        return all.future().failed();
    }

    private void dispatch(List<ToolCall> ready) {
        pending += ready.size();
        ready.forEach(call -> callOne(call.inGroupOf(ready.size())));
    }

    private void callOne(ToolCall call) {
        boolean paid = calls.costs(call.agent());
        events.calling(call);
        calls.call(call)
                .compose(
                        outcome ->
                                outcome instanceof ToolOutcome.Postponed later
                                        ? postpone(call.tool(), later)
                                        : keep(call, outcome, paid))
                .map(kept -> goOn())
                .onFailure(all::tryFail);
    }

    /** An answer may hold what has no form in the store, such as half a character. */
    private Future<Void> keep(ToolCall call, ToolOutcome outcome, boolean paid) {
        try {
            return record(call, outcome, paid);
        } catch (RuntimeException found) {
            bug = Optional.of(found);
            return Future.succeededFuture();
        }
    }

    private Future<Void> record(ToolCall call, ToolOutcome outcome, boolean paid) {
        StepResult result =
                StepResults.of(call, outcome, timers.now())
                        .reusableAs(reuseKeys.getOrDefault(call.tool(), ""));
        return open.record(end(result), paid);
    }

    private Future<Void> postpone(String tool, ToolOutcome.Postponed later) {
        postponed.put(tool, attempts.keep(tool, later));
        Instant next = timers.now().plus(later.pause());
        due = next.isBefore(due) ? next : due;
        return Future.succeededFuture();
    }

    private int goOn() {
        pending--;
        // What is in the air is recorded all the same; nothing new is begun.
        if (!hasFailed()) {
            advance();
        }
        return pending;
    }

    private StepResult end(StepResult result) {
        finished.put(result.tool(), result);
        events.ended(run, result);
        return result;
    }
}
