package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Earlier results from the journal. One question about pointers is in the air at a time, and runs
 * that open meanwhile share the next; so do those that close. Not thread-safe: one per event loop.
 */
public final class StoredReuse implements Reuse {
    private static final Logger LOGGER = LoggerFactory.getLogger(StoredReuse.class);

    private final RunStore runs;
    private final Together<String, Map<String, String>> finding;
    private final Together<ReuseStore.Pointer, Void> putting;

    public StoredReuse(ReuseStore pointers, RunStore runs) {
        this.runs = runs;
        this.finding = new Together<>(pointers::find);
        this.putting = new Together<>(pointers::put);
    }

    @Override
    public Future<Map<String, StepResult>> find(Run run) {
        return finding.add(run.event().textHash())
                .compose(known -> results(run, known.getOrDefault(run.event().textHash(), "")))
                .recover(
                        failure -> {
                            LOGGER.atWarn()
                                    .addKeyValue("documentId", run.documentId())
                                    .setCause(failure)
                                    .log("earlier results cannot be read and are bought again");
                            return Future.succeededFuture(Map.of());
                        });
    }

    /** A run that comes again finds its own results as its journal has them. */
    private Future<Map<String, StepResult>> results(Run run, String earlier) {
        return earlier.isEmpty() || earlier.equals(run.id())
                ? Future.succeededFuture(Map.of())
                : runs.read(earlier)
                        .map(
                                stored ->
                                        RunForm.results(stored).stream()
                                                .filter(StepResult::isReusable)
                                                .collect(
                                                        Collectors.toMap(
                                                                StepResult::tool,
                                                                Function.identity())));
    }

    @Override
    public Future<Void> remember(Run run) {
        return putting.add(
                new ReuseStore.Pointer(run.event().textHash(), run.id(), run.documentId()));
    }

    /** Joins what is asked while the question before is in the air. */
    private static final class Together<Q, A> {
        /** So that no question becomes too large for a store. */
        private static final int MOST = 200;

        private final Function<List<Q>, Future<A>> ask;
        private final Deque<Asked<Q, A>> waiting = new ArrayDeque<>();
        private boolean inTheAir;

        private record Asked<Q, A>(Q question, Promise<A> answer) {}

        Together(Function<List<Q>, Future<A>> ask) {
            this.ask = ask;
        }

        Future<A> add(Q question) {
            Promise<A> answer = Promise.promise();
            waiting.add(new Asked<>(question, answer));
            next();
            return answer.future();
        }

        private void next() {
            if (inTheAir || waiting.isEmpty()) {
                return;
            }
            inTheAir = true;
            List<Asked<Q, A>> together = new ArrayList<>();
            while (together.size() < MOST && !waiting.isEmpty()) {
                together.add(waiting.remove());
            }
            ask.apply(together.stream().map(Asked::question).toList())
                    .onComplete(
                            answered -> {
                                inTheAir = false;
                                next();
                                together.forEach(one -> one.answer.handle(answered));
                            });
        }
    }
}
