package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.util.Collection;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.journal.OpenRun;
import org.inkstream.pipeline.publish.Announcer;

/** The end of the first pass over a text: save → announce → close. Used on one event loop. */
final class FirstEnd {
    private final ResultStore store;
    private final Announcer announcer;

    FirstEnd(ResultStore store, Announcer announcer) {
        this.store = store;
        this.announcer = announcer;
    }

    /**
     * @param earlier lets later runs find the steps
     */
    Future<Finished> end(
            OpenRun open,
            Run run,
            Collection<StepResult> steps,
            EarlierResults earlier,
            Finished finished) {
        // Saved before announced: a consumer that hears of a document must be able to read it.
        return open.confirm()
                .compose(ours -> save(run, steps, earlier, finished))
                .compose(version -> announcer.announce(finished.announcements().apply(version)))
                .compose(announced -> open.close(finished.summary()))
                .map(closed -> finished);
    }

    private Future<Integer> save(
            Run run, Collection<StepResult> steps, EarlierResults earlier, Finished finished) {
        Future<Integer> saved = store.save(finished.document());
        Future<Void> costs =
                finished.costs().isEmpty()
                        ? Future.succeededFuture()
                        : store.recordCosts(finished.costs());
        Future<Void> reviews =
                finished.reviews().isEmpty()
                        ? Future.succeededFuture()
                        : store.requestReview(finished.reviews().get(0));
        Future<Void> unhealed =
                UnhealedLetters.Letter.of(run, run.id(), steps)
                        .map(store::noteUnhealed)
                        .orElseGet(Future::succeededFuture);
        Future<Void> remembered = earlier.remember(run, steps);
        return Future.all(saved, costs, reviews, unhealed, remembered).map(all -> saved.result());
    }
}
