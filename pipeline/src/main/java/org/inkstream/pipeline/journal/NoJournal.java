package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.inkstream.pipeline.document.PastAttempts;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/** Remembers nothing: for measuring what the journal costs, never for real letters. */
public final class NoJournal implements Journal {
    @Override
    public Future<Opened> open(Run run, Collection<String> intents, Collection<StepResult> known) {
        return Future.succeededFuture(new Opened.Mine(new ForgottenRun()));
    }

    @Override
    public Future<Resumed> resume(String runId) {
        return Future.succeededFuture(new Resumed.Over());
    }

    @Override
    public Future<KeptRun> kept(String runId) {
        return Future.succeededFuture(KeptRun.UNKNOWN);
    }

    private static final class ForgottenRun implements OpenRun {
        @Override
        public Map<String, StepResult> results() {
            return Map.of();
        }

        @Override
        public Set<String> intended() {
            return Set.of();
        }

        @Override
        public Map<String, PastAttempts> past() {
            return Map.of();
        }

        @Override
        public int deaths() {
            return 0;
        }

        @Override
        public boolean resumed() {
            return false;
        }

        @Override
        public Map<String, Integer> lost() {
            return Map.of();
        }

        @Override
        public Future<Void> lose(Map<String, Integer> calls) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> intend(Collection<String> tools) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> tried(PastAttempts soFar) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> record(StepResult result, boolean paid) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> confirm() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> close(JsonObject summary) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> park(Collection<PastAttempts> tried, Instant due) {
            return Future.failedFuture("without a journal there is nowhere to park");
        }

        @Override
        public boolean isParked() {
            return false;
        }

        @Override
        public Future<Void> bury(String reason) {
            return Future.succeededFuture();
        }

        @Override
        public void release() {}
    }
}
