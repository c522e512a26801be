package org.inkstream.agents.gateway.fusion;

import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;

/**
 * One generation that serves several tools. A tool that finds its part in the answer has its own
 * answer; the others are asked alone. Where the model could not answer all at once, all are; any
 * other failure is that of each.
 */
final class FusedCall implements CallProgress {
    private final Means means;
    private final List<Part> parts;
    private final List<ModelRequest> requests;
    private final Set<Part> wanted;
    private OptionalLong dispatchedAt = OptionalLong.empty();
    private Runnable abort = () -> {};

    FusedCall(Means means, List<Part> parts) {
        this.means = means;
        this.parts = parts;
        this.requests = Gathering.requests(parts);
        this.wanted = new HashSet<>(parts);
    }

    void start() {
        parts.forEach(part -> part.stoppedBy(() -> giveUp(part)));
        means.tally().together(parts.size());
        ModelEndpoint.Generation generation = means.ask().apply(FusedRequest.of(requests), this);
        abort = generation::abort;
        if (wanted.isEmpty()) {
            generation.abort();
        }
        generation.answer().onComplete(this::hear);
    }

    /** The others still want it; it ends when nobody does. */
    private void giveUp(Part part) {
        if (wanted.remove(part) && wanted.isEmpty()) {
            abort.run();
        }
    }

    @Override
    public void queued() {
        parts.forEach(part -> part.progress().queued());
    }

    @Override
    public void dispatched() {
        dispatchedAt = OptionalLong.of(means.timers().monotonicNanos());
        parts.forEach(part -> part.progress().dispatched());
    }

    private void hear(AsyncResult<ModelAnswer> outcome) {
        if (outcome.succeeded()) {
            divide(FusedAnswer.of(outcome.result(), requests));
        } else if (outcome.cause() instanceof CallFailure failure) {
            fail(failure);
        } else {
            parts.forEach(part -> part.fail(outcome.cause()));
        }
    }

    private void divide(List<FusedAnswer.Share> shares) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            FusedAnswer.Share share = shares.get(i);
            share.answer()
                    .ifPresentOrElse(part::complete, () -> askAlone(part, List.of(share.usage())));
        }
    }

    private void fail(CallFailure failure) {
        List<List<ModelUsage>> shares = FusedAnswer.bills(failure.usage(), requests);
        boolean together =
                failure.errorClass() != ErrorClass.INVALID_DATA
                        && failure.errorClass() != ErrorClass.REFUSED;
        for (int i = 0; i < parts.size(); i++) {
            if (together) {
                parts.get(i).fail(failure.withUsage(shares.get(i)));
            } else {
                askAlone(parts.get(i), shares.get(i));
            }
        }
    }

    private void askAlone(Part part, List<ModelUsage> used) {
        ModelRequest alone = part.request().alone();
        Duration remaining = alone.tag().remaining();
        Duration left = remaining.minus(worked());
        if (!wanted.contains(part)) {
            part.fail(Part.billed(Part.givenUp(), used));
        } else if (!remaining.isZero() && left.toMillis() <= 0) {
            part.fail(
                    Part.billed(
                            new CallFailure(
                                    ErrorClass.TIMEOUT, "there was no time left to ask alone"),
                            used));
        } else {
            means.tally().alone();
            part.askAlone(means, remaining.isZero() ? alone : alone.within(left), used);
        }
    }

    /** How long the server has had it; waiting for a turn does not count. */
    private Duration worked() {
        return dispatchedAt.isPresent()
                ? means.timers().since(dispatchedAt.getAsLong())
                : Duration.ZERO;
    }
}
