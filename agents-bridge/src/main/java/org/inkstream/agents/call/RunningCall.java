package org.inkstream.agents.call;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.Timers;

/** One call on its way from the first attempt to its outcome. */
final class RunningCall {
    private final ToolCall call;
    private final AgentLine line;
    private final Timers timers;
    private final RetryPolicy retries;
    private final ToolSchemas schemas;
    private final CallListener listener;
    private final Duration longestPause;
    private final WorstCase worst;
    private final long begun;

    /** What failed attempts used: it is paid for, whatever the outcome. */
    private final List<ModelUsage> billed;

    private Optional<Place> heldPlace;
    private long waitsSince;
    private int attempts;
    private int retriesMade;
    private boolean stopped;
    private Runnable interruptPhase = () -> {};

    RunningCall(
            ToolCall call,
            AgentLine line,
            Timers timers,
            RetryPolicy retries,
            ToolSchemas schemas,
            CallListener listener,
            Duration longestPause,
            WorstCase worst) {
        this.call = call;
        this.line = line;
        this.timers = timers;
        this.retries = retries;
        this.schemas = schemas;
        this.listener = listener;
        this.longestPause = longestPause;
        this.billed = new ArrayList<>(call.before().usage());
        this.attempts = call.before().attempts();
        this.retriesMade = call.before().retries();
        this.worst = worst;
        this.heldPlace = call.asker().placeHeld();
        this.begun = timers.monotonicNanos();
    }

    Future<ToolOutcome> start() {
        if (line.breaker().state() == Breaker.State.OPEN) {
            // Nobody need write down that he will ask, or keep a place, where he will not.
            heldPlace.ifPresent(Place::leave);
            return failed(CallFailure.breakerOpen(call.agent()), false);
        }
        waitsSince = timers.monotonicNanos();
        return place().compose(this::ask, refused -> failed(refused, false));
    }

    private Future<Place> place() {
        Optional<Place> held = heldPlace;
        heldPlace = Optional.empty();
        if (held.isPresent()) {
            return Future.succeededFuture(held.get());
        }
        Places.Waiting waiting = line.places().take();
        if (waiting.place().isComplete()) {
            return waiting.place();
        }
        CallFailure late = new CallFailure(ErrorClass.TIMEOUT, "there was no connection in time");
        Timers.Timer timer = timers.after(line.waitDeadline(), () -> waiting.giveUp(late));
        interruptPhase = () -> waiting.giveUp(stopped());
        return waiting.place().onComplete(over -> timer.cancel());
    }

    private Future<ToolOutcome> ask(Place place) {
        if (stopped) {
            place.leave();
            return failed(stopped(), false);
        }
        int before = attempts;
        // Inside compose, so that an exception does not keep the place.
        return Future.succeededFuture()
                .compose(begun -> unlessStopped(call.asker().mayAsk()))
                .compose(may -> line.breaker().guard(this::attempt))
                .onComplete(over -> place.leave())
                .compose(this::answered, failure -> failed(failure, attempts > before));
    }

    private Future<Void> unlessStopped(Future<Void> known) {
        Promise<Void> phase = Promise.promise();
        interruptPhase = () -> phase.tryFail(stopped());
        known.onComplete(done -> end(phase, done));
        return phase.future();
    }

    private static void end(Promise<Void> phase, AsyncResult<Void> done) {
        if (done.succeeded()) {
            phase.tryComplete();
        } else {
            phase.tryFail(done.cause());
        }
    }

    /** No further attempt begins. */
    void beginNothing() {
        stopped = true;
    }

    void stop() {
        beginNothing();
        interruptPhase.run();
    }

    /** Inside the breaker, so that a placeholder counts there like any other failure. */
    private Future<ToolReply> attempt() {
        attempts++;
        Duration waited = timers.since(waitsSince);
        Duration mayWait = line.waitDeadline().minus(waited);
        Attempt attempt =
                new Attempt(
                        timers,
                        call.limit(),
                        mayWait.isNegative() ? Duration.ZERO : mayWait,
                        () -> listener.late(call));
        interruptPhase = () -> attempt.cancel(stopped());
        return attempt.start(line.agent(), call, attempts)
                .compose(this::inspect, failure -> broken(attempt, failure));
    }

    /** Nobody heard how the attempt ended, so it counts with the most that it can have cost. */
    private Future<ToolReply> broken(Attempt attempt, Throwable cause) {
        if (cause instanceof CallFailure failure
                && failure.leavesOutcomeOpen()
                && attempt.mayHaveReachedAnybody()) {
            return Future.failedFuture(failure.withUsage(lost()));
        }
        return Future.failedFuture(cause);
    }

    private List<ModelUsage> lost() {
        return worst.of(call).stream()
                .map(most -> most.withRequestId("attempt-" + attempts))
                .toList();
    }

    private Future<ToolReply> inspect(ToolReply reply) {
        if (Boolean.TRUE.equals(reply.result().getValue("_fallback"))) {
            return Future.failedFuture(CallFailure.ofPlaceholder().withUsage(reply.usage()));
        }
        Optional<String> problem = schemas.resultProblem(call.tool(), reply.result());
        return problem.isEmpty()
                ? Future.succeededFuture(reply)
                : Future.failedFuture(
                        new CallFailure(
                                        ErrorClass.INVALID_DATA,
                                        "the result breaks its schema: " + problem.get())
                                .withUsage(reply.usage()));
    }

    private Future<ToolOutcome> answered(ToolReply reply) {
        return Future.succeededFuture(
                new ToolOutcome.Answered(withBilled(reply), attempts, timers.since(begun)));
    }

    private ToolReply withBilled(ToolReply reply) {
        if (billed.isEmpty()) {
            return reply;
        }
        boolean settles = settle(reply);
        bill(reply.usage());
        return reply.withUsage(billed, reply.isFound() && !settles);
    }

    /** An answer that was found is that of the last attempt that was lost, and of no other. */
    private boolean settle(ToolReply reply) {
        if (reply.isFree()) {
            return billed.removeIf(ModelUsage::isUnknown);
        }
        for (int last = billed.size() - 1; reply.isFound() && last >= 0; last--) {
            if (billed.get(last).isUnknown()) {
                billed.remove(last);
                return true;
            }
        }
        return false;
    }

    /** An agent that knows the key answers again without working again, and nothing is due. */
    private void bill(List<ModelUsage> usage) {
        List<ModelUsage> due =
                usage.stream().filter(one -> billed.stream().noneMatch(one::sameCallAs)).toList();
        billed.addAll(due);
    }

    /**
     * @param asked whether the agent was asked, so that asking again is a burden on it
     */
    private Future<ToolOutcome> failed(Throwable cause, boolean asked) {
        if (!(cause instanceof CallFailure failure)) {
            return Future.failedFuture(cause);
        }
        bill(failure.usage());
        Optional<Duration> pause =
                stopped ? Optional.empty() : retries.pauseBefore(retriesMade + 1, failure);
        if (pause.isEmpty() || (asked && !line.budget().spend())) {
            return Future.succeededFuture(
                    new ToolOutcome.Failed(
                            failure.errorClass(),
                            reason(failure),
                            failure.isPlaceholder(),
                            attempts,
                            timers.since(begun),
                            billed));
        }
        retriesMade++;
        listener.retried(call, attempts, failure.errorClass(), pause.get());
        ToolOutcome.Postponed soFar = postponed(failure, pause.get());
        call.asker().failed(soFar);
        return pause.get().compareTo(longestPause) > 0
                ? Future.succeededFuture(soFar)
                : pause(pause.get())
                        .compose(over -> start(), interrupted -> failed(interrupted, false));
    }

    private ToolOutcome.Postponed postponed(CallFailure failure, Duration pause) {
        return new ToolOutcome.Postponed(
                failure.errorClass(),
                reason(failure),
                new Tries(attempts, retriesMade, billed),
                pause,
                timers.since(begun));
    }

    private static String reason(CallFailure failure) {
        return Optional.ofNullable(failure.getMessage()).orElse("");
    }

    private static CallFailure stopped() {
        return new CallFailure(ErrorClass.EVENT_LOOP, "the caller was stopped");
    }

    private Future<Void> pause(Duration length) {
        Promise<Void> over = Promise.promise();
        Timers.Timer timer = timers.after(length, over::tryComplete);
        interruptPhase =
                () -> {
                    timer.cancel();
                    over.tryFail(stopped());
                };
        return over.future();
    }
}
