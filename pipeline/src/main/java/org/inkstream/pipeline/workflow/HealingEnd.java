package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.OpenRun;
import org.inkstream.pipeline.publish.Announcement;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.pipeline.publish.EventType;
import org.inkstream.pipeline.review.ReviewItem;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a healing pass: a letter that got better becomes the next version and is announced; of
 * one that did not, only what the attempts cost is told. Used on one event loop.
 */
final class HealingEnd {
    private static final Logger LOGGER = LoggerFactory.getLogger(HealingEnd.class);

    private final Timers timers;
    private final Assembling assembling;
    private final ResultStore store;
    private final Announcer announcer;
    private final WorkflowEvents events;

    HealingEnd(
            Timers timers,
            Assembling assembling,
            ResultStore store,
            Announcer announcer,
            WorkflowEvents events) {
        this.timers = timers;
        this.assembling = assembling;
        this.store = store;
        this.announcer = announcer;
        this.events = events;
    }

    Future<Settlement> conclude(
            Run run, OpenRun open, Collection<StepResult> steps, long startedNanos) {
        return end(open, run, steps)
                .compose(ended -> open.close(ended.summary()).map(closed -> ended))
                .onSuccess(ended -> tell(run, ended, timers.since(startedNanos)))
                .map(new Settlement.Done());
    }

    private void tell(Run run, Ended ended, Duration took) {
        if (ended.saved()) {
            events.enriched(run, ended.finished(), took);
        } else {
            events.unchanged(run, ended.finished());
        }
    }

    /** Completes when everything but the journal's last write is done. */
    private Future<Ended> end(OpenRun open, Run run, Collection<StepResult> steps) {
        return open.confirm()
                .compose(ours -> store.read(run.documentId()))
                .compose(current -> endWith(open, run, steps, current));
    }

    private Future<Ended> endWith(
            OpenRun open, Run run, Collection<StepResult> steps, JsonObject current) {
        return assemble(run, steps, current)
                .compose(finished -> endWith(open, run, steps, current, finished));
    }

    private Future<Ended> endWith(
            OpenRun open,
            Run run,
            Collection<StepResult> steps,
            JsonObject current,
            Finished finished) {
        if (Improvement.of(current, run, steps)) {
            return succeed(open, run, steps, current, finished);
        }
        Future<JsonObject> saved =
                open.resumed()
                        ? store.saved(run.documentId(), run.id())
                        : Future.succeededFuture(new JsonObject());
        return saved.compose(
                own ->
                        own.isEmpty()
                                ? giveUp(run, steps, current, finished)
                                : tellOf(run, steps, own));
    }

    /** Its version was saved before its owner died, and is an earlier one now: nobody has heard. */
    private Future<Ended> tellOf(Run run, Collection<StepResult> steps, JsonObject saved) {
        int version = saved.getInteger("version");
        return assemble(run, steps, saved)
                .compose(
                        finished ->
                                store.recordCosts(finished.costs())
                                        .compose(
                                                recorded ->
                                                        announce(
                                                                finished.announcements()
                                                                        .apply(version)))
                                        .map(announced -> finished))
                .map(finished -> new Ended(finished, summary(finished, steps, true), true));
    }

    private Future<Void> announce(List<Announcement> events) {
        return events.isEmpty() ? Future.succeededFuture() : announcer.announce(events);
    }

    /** The letter is enriched already: a bug must not send it to the dead letters as well. */
    private Future<Finished> assemble(Run run, Collection<StepResult> steps, JsonObject current) {
        return assembling
                .assemble(run, steps, current, timers.now())
                .recover(
                        failure -> {
                            if (!(failure instanceof Assembling.CannotAssemble cannot)) {
                                return Future.failedFuture(failure);
                            }
                            LOGGER.atError()
                                    .addKeyValue("documentId", run.documentId())
                                    .setCause(cannot.bug())
                                    .log(
                                            "healed document could not be assembled and stays as it is");
                            return Future.succeededFuture(Finished.NOTHING);
                        });
    }

    private Future<Ended> succeed(
            OpenRun open,
            Run run,
            Collection<StepResult> steps,
            JsonObject current,
            Finished finished) {
        if (finished.document().isEmpty()) {
            return giveUp(run, steps, current, finished);
        }
        return store.replace(finished.document(), current.getInteger("version"))
                .compose(
                        version ->
                                version == ResultStore.MOVED_ON
                                        // Somebody has said something meanwhile: read it.
                                        ? end(open, run, steps)
                                        : tell(run, steps, current, finished, version));
    }

    private Future<Ended> tell(
            Run run,
            Collection<StepResult> steps,
            JsonObject current,
            Finished finished,
            int version) {
        return Future.all(
                        store.recordCosts(finished.costs()),
                        review(run, current, finished),
                        note(run, run.id(), steps))
                .compose(saved -> announcer.announce(finished.announcements().apply(version)))
                .map(announced -> new Ended(finished, summary(finished, steps, true), true));
    }

    /** Nobody shall look at the version before, if anybody still has to look at all. */
    private Future<Void> review(Run run, JsonObject current, Finished finished) {
        String before = current.getString("runId");
        Future<Void> withdrawn =
                run.id().equals(before)
                        ? Future.succeededFuture()
                        : store.withdrawReview(ReviewItem.idOf(before, run.documentId()));
        return finished.reviews().isEmpty()
                ? withdrawn
                : withdrawn.compose(gone -> store.requestReview(finished.reviews().get(0)));
    }

    private Future<Ended> giveUp(
            Run run, Collection<StepResult> steps, JsonObject current, Finished finished) {
        List<Announcement> costs =
                finished.announcements().apply(0).stream()
                        .filter(one -> one.type() == EventType.COST_RECORDED)
                        .toList();
        Future<Void> noted =
                Improvement.sameText(current, run)
                        ? note(run, current.getString("runId"), steps)
                        : Future.succeededFuture();
        return Future.all(store.recordCosts(finished.costs()), noted)
                .compose(recorded -> announce(costs))
                .map(announced -> new Ended(finished, summary(finished, steps, false), false));
    }

    private Future<Void> note(Run run, String storedRunId, Collection<StepResult> steps) {
        return UnhealedLetters.Letter.of(run, storedRunId, steps)
                .map(store::noteUnhealed)
                .orElseGet(() -> store.noteHealed(run.documentId()));
    }

    /** What whoever asked for the pass wants to know of it. */
    private static JsonObject summary(
            Finished finished, Collection<StepResult> steps, boolean saved) {
        JsonArray failed = new JsonArray();
        steps.stream()
                .filter(HealPlan::failed)
                .forEach(step -> failed.add(step.tool() + ": " + step.reason()));
        return finished.summary()
                .copy()
                .put("saved", saved)
                .put("failed", failed)
                .put("cost_pico_usd", sum(finished, "cost_pico_usd"))
                .put("cost_at_most_pico_usd", sum(finished, "cost_at_most_pico_usd"));
    }

    private static long sum(Finished finished, String amount) {
        return finished.costs().stream().mapToLong(cost -> cost.getLong(amount, 0L)).sum();
    }

    /** Of a pass that ends the processes that work on it: the letter stays as it is. */
    static JsonObject killer() {
        return givenUp("too many processes died over it");
    }

    /**
     * Of a pass that will not come to its end.
     *
     * @param why for people
     */
    static JsonObject givenUp(String why) {
        return new JsonObject()
                .put("saved", false)
                .put("failed", new JsonArray().add(why))
                .put("cost_pico_usd", 0L);
    }

    /**
     * @param summary what stays of the run in the journal
     * @param saved whether there is a new version
     */
    private record Ended(Finished finished, JsonObject summary, boolean saved) {}
}
