package org.inkstream.pipeline.jobs;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.pipeline.jobs.JobDocument.State;
import org.inkstream.time.Timers;

/**
 * One look at all letters of a job that have not ended: what became of each is asked of the results
 * and of what workers noted, what was never rung or may be lost is rung. Whoever repeats it, or
 * dies in it, changes nothing but that some tasks are published twice, which is harmless. Used on
 * one event loop.
 */
final class JobPass {
    private static final int PAGE = 500;

    private final Parts parts;
    private final Track track;
    private final String jobId;
    private final String me;

    private boolean changed;
    private boolean left;

    /**
     * What all passes share.
     *
     * @param lease how long a job is looked after without a word from its coordinator
     * @param ringAgainAfter when a task of which nothing was heard may be lost
     */
    record Parts(
            JobStore store,
            JobLetters letters,
            JobFacts facts,
            TaskBatches batches,
            Timers timers,
            JobListener listener,
            Duration lease,
            Duration ringAgainAfter) {}

    /** How a pass ended. */
    enum End {
        /** Somebody else looks after the job, or it may not be worked on any more. */
        NOT_OURS,
        /** Letters are left that have not ended. */
        LETTERS_LEFT,
        /** Every letter has ended. */
        ALL_ENDED
    }

    JobPass(Parts parts, Track track, String jobId, String me) {
        this.parts = parts;
        this.track = track;
        this.jobId = jobId;
        this.me = me;
    }

    Future<End> run() {
        return from("");
    }

    /** Whether the pass changed anything. */
    boolean changed() {
        return changed;
    }

    private Future<End> from(String after) {
        return hold().compose(
                        held ->
                                held.map(job -> page(job, after))
                                        .orElseGet(() -> Future.succeededFuture(End.NOT_OURS)));
    }

    private Future<Optional<Job>> hold() {
        Instant now = parts.timers.now();
        return parts.store.hold(jobId, me, now, now.plus(parts.lease));
    }

    private Future<End> page(Job job, String after) {
        return parts.letters
                .outstanding(jobId, job.isRunning(), after, PAGE)
                .compose(
                        documents -> {
                            if (documents.isEmpty()) {
                                return Future.succeededFuture(
                                        left ? End.LETTERS_LEFT : End.ALL_ENDED);
                            }
                            String last = documents.get(documents.size() - 1).documentId();
                            return judge(job, documents).compose(judged -> from(last));
                        });
    }

    private Future<Void> judge(Job job, List<JobDocument> documents) {
        List<String> ids = documents.stream().map(JobDocument::documentId).toList();
        return parts.facts
                .letters(ids)
                .compose(
                        letters -> {
                            Page page = new Page();
                            for (JobDocument one : documents) {
                                Optional<JobFacts.Letter> letter =
                                        Optional.ofNullable(letters.get(one.documentId()));
                                page.put(one, Judgement.of(one, job.isRunning(), letter));
                            }
                            left |= !page.rings.isEmpty() || !page.waiting.isEmpty();
                            return end(page.ended)
                                    .compose(
                                            ended ->
                                                    job.isRunning()
                                                            ? overdue(page)
                                                            : Future.succeededFuture())
                                    .compose(known -> ring(page.rings));
                        });
    }

    /** The letters of one page, by what follows for them. */
    private static final class Page {
        final List<JobDocument> ended = new ArrayList<>();
        final List<JobDocument> rings = new ArrayList<>();
        final List<JobDocument> waiting = new ArrayList<>();

        void put(JobDocument document, Judgement judgement) {
            List<JobDocument> unused =
                    judgement.match(
                            end -> add(ended, document.ended(end.state(), end.reason())),
                            ring -> add(rings, ring.document()),
                            leave -> add(waiting, document));
        }

        private static List<JobDocument> add(List<JobDocument> list, JobDocument document) {
            list.add(document);
            return list;
        }
    }

    private Future<Void> end(List<JobDocument> ended) {
        if (ended.isEmpty()) {
            return Future.succeededFuture();
        }
        changed = true;
        // Of errors and of what was cancelled the task stays, for who resumes the job.
        List<String> done =
                ended.stream()
                        .filter(one -> one.state() == State.SUCCESS || one.state() == State.REVIEW)
                        .map(JobDocument::documentId)
                        .toList();
        // Before the letter, so that no task is left behind whoever dies here: what is known of a
        // letter that is done says so again.
        Future<Void> forgotten =
                done.isEmpty() ? Future.succeededFuture() : parts.letters.forgetTasks(jobId, done);
        return forgotten
                .compose(gone -> parts.letters.save(ended))
                .onSuccess(saved -> ended.forEach(this::heard));
    }

    private void heard(JobDocument ended) {
        track.ended(ended.documentId());
        parts.listener.ended(ended.state());
    }

    /** Adds to what is rung what may be lost; somebody who took a letter brings it to its end. */
    private Future<Void> overdue(Page page) {
        Instant now = parts.timers.now();
        List<JobDocument> suspect =
                page.waiting.stream()
                        .filter(one -> track.suspects(one.documentId(), parts.ringAgainAfter))
                        .filter(one -> Judgement.isOverdue(one, parts.ringAgainAfter, now))
                        .toList();
        if (suspect.isEmpty()) {
            return Future.succeededFuture();
        }
        return parts.facts
                .runs(suspect.stream().map(JobDocument::documentId).toList())
                .map(
                        runs -> {
                            suspect.stream()
                                    .filter(one -> !isTaken(one, runs))
                                    .forEach(page.rings::add);
                            return null;
                        });
    }

    private boolean isTaken(JobDocument document, Map<String, JobFacts.Run> runs) {
        JobFacts.Run run = runs.get(document.documentId());
        if (run == null || !run.textHash().equals(document.textHash())) {
            return false;
        }
        if (run.open()) {
            track.alive();
        }
        return true;
    }

    private Future<Void> ring(List<JobDocument> rings) {
        if (rings.isEmpty()) {
            return Future.succeededFuture();
        }
        List<String> ids = rings.stream().map(JobDocument::documentId).toList();
        return parts.letters
                .tasks(jobId, ids)
                .compose(tasks -> ring(parts.batches.of(rings, tasks), 0));
    }

    private Future<Void> ring(List<TaskBatches.Batch> batches, int next) {
        if (next == batches.size()) {
            return Future.succeededFuture();
        }
        // Asked again before each batch: after a cancellation no further task is published.
        return hold().compose(
                        held ->
                                held.filter(Job::isRunning)
                                        .map(job -> ring(job, batches, next))
                                        .orElseGet(Future::succeededFuture));
    }

    private Future<Void> ring(Job job, List<TaskBatches.Batch> batches, int next) {
        return ring(job, batches.get(next)).compose(rung -> ring(batches, next + 1));
    }

    private Future<Void> ring(Job job, TaskBatches.Batch batch) {
        changed = true;
        Instant now = parts.timers.now();
        long again = batch.documents().stream().filter(one -> one.rings() > 0).count();
        List<JobDocument> rung = batch.documents().stream().map(one -> one.rung(now)).toList();
        List<JobDocument> lost =
                batch.lost().stream()
                        .map(one -> one.ended(State.ERROR, "its text is not kept any more"))
                        .toList();
        Future<Void> published =
                batch.tasks().isEmpty()
                        ? Future.succeededFuture()
                        : parts.batches.queue().publish(job, batch.tasks());
        return published
                .onSuccess(
                        sent -> {
                            track.alive();
                            parts.listener.rung(rung.size(), (int) again);
                        })
                .compose(sent -> parts.letters.save(rung))
                .compose(saved -> end(lost));
    }
}
