package org.inkstream.pipeline.jobs;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes, cancels and resumes jobs, for whoever asks. Each may be asked for again. For any thread.
 */
public final class JobDesk {
    private static final Logger LOGGER = LoggerFactory.getLogger(JobDesk.class);

    /** Letters that are listed in one write. */
    private static final int CHUNK = 200;

    private static final int RACES = 20;

    private final JobStore store;
    private final JobLetters letters;
    private final TaskTopics topics;
    private final Timers timers;
    private final JobListener listener;

    public JobDesk(
            JobStore store,
            JobLetters letters,
            TaskTopics topics,
            Timers timers,
            JobListener listener) {
        this.store = store;
        this.letters = letters;
        this.topics = topics;
        this.timers = timers;
        this.listener = listener;
    }

    /** What became of a request. */
    public sealed interface Answer {
        /** The job as it is now. */
        record Done(Job job) implements Answer {}

        /** There is such a job already; nothing was changed. */
        record There(Job job) implements Answer {}

        /** The job that has this id is another one, or is where this cannot be done. */
        record Conflict(String reason) implements Answer {}

        /** There is no such job. */
        record Missing() implements Answer {}

        default <R> R match(
                Function<Done, R> done,
                Function<There, R> there,
                Function<Conflict, R> conflict,
                Function<Missing, R> missing) {
            if (this instanceof Done d) {
                return done.apply(d);
            }
            if (this instanceof There t) {
                return there.apply(t);
            }
            return this instanceof Conflict c ? conflict.apply(c) : missing.apply((Missing) this);
        }
    }

    /**
     * Lists the letters, durably, and then lets the job run. One that was interrupted is taken up
     * where it stood.
     */
    public Future<Answer> create(JobRequest request, Listing listing) {
        Job wanted = jobOf(request, listing.documents().size());
        return store.create(wanted)
                .compose(
                        isNew ->
                                isNew
                                        ? Future.succeededFuture(Optional.of(wanted))
                                        : store.find(wanted.id()))
                .compose(
                        found -> {
                            Job job = found.orElse(wanted);
                            if (!job.content().equals(wanted.content())) {
                                return conflict("there is another job with the id " + wanted.id());
                            }
                            return job.status() == Job.Status.CREATING
                                    ? list(job, listing)
                                    : there(job);
                        });
    }

    private Job jobOf(JobRequest request, int documents) {
        Instant now = timers.now();
        return new Job(
                request.jobId(),
                request.ocrJobId(),
                request.collectionId(),
                Job.Status.CREATING,
                "",
                request.priority(),
                request.budget(),
                documents,
                request.content(),
                Progress.NONE,
                now,
                now);
    }

    private Future<Answer> list(Job job, Listing listing) {
        return add(listing, 0, 0)
                .compose(listed -> store.change(job, Job.Status.RUNNING, "", timers.now()))
                .compose(
                        running -> {
                            running.ifPresent(this::begun);
                            return running.isPresent()
                                    ? done(running.get())
                                    : store.find(job.id()).compose(now -> there(now.orElse(job)));
                        });
    }

    private void begun(Job job) {
        listener.changed(job.status());
        if (topics.lackOneFor(job)) {
            LOGGER.atWarn()
                    .addKeyValue("jobId", job.id())
                    .addKeyValue("priority", job.priority())
                    .addKeyValue("topic", topics.usual())
                    .addKeyValue("hint", topics.hint())
                    .log("an urgent job waits with all others");
        }
    }

    /** Tasks stand before their letters: what is listed can be published. */
    private Future<Void> add(Listing listing, int document, int task) {
        if (document >= listing.documents().size()) {
            return Future.succeededFuture();
        }
        List<JobDocument> documents =
                listing.documents()
                        .subList(document, Math.min(document + CHUNK, listing.documents().size()));
        int wanted =
                (int)
                        documents.stream()
                                .filter(one -> one.state() == JobDocument.State.WAITING)
                                .count();
        return letters.add(documents, listing.tasks().subList(task, task + wanted))
                .compose(added -> add(listing, document + documents.size(), task + wanted));
    }

    /** No call is begun for its letters from now on, as soon as workers know. */
    public Future<Answer> cancel(String jobId) {
        return change(
                jobId,
                Set.of(Job.Status.RUNNING),
                Job.Status.CANCELLED,
                "somebody cancelled it",
                RACES);
    }

    /**
     * Goes on with a job: what has not ended is asked for again, and what was paid for is kept.
     *
     * @param errors whether letters that ended in error are tried again as well
     */
    public Future<Answer> resume(String jobId, boolean errors) {
        Set<Job.Status> from =
                errors
                        ? Set.of(Job.Status.CANCELLED, Job.Status.FINISHED, Job.Status.RUNNING)
                        : Set.of(Job.Status.CANCELLED);
        // Before the status: a job must not be found to have ended in between.
        Future<Void> asked = errors ? letters.retryErrors(jobId) : Future.succeededFuture();
        return asked.compose(again -> change(jobId, from, Job.Status.RUNNING, "", RACES));
    }

    private Future<Answer> change(
            String jobId, Set<Job.Status> from, Job.Status to, String reason, int races) {
        return store.find(jobId)
                .compose(
                        found -> {
                            if (found.isEmpty()) {
                                return Future.succeededFuture(new Answer.Missing());
                            }
                            Job seen = found.get();
                            if (!from.contains(seen.status())) {
                                return seen.status() == to ? there(seen) : conflict(where(seen));
                            }
                            return change(seen, from, to, reason, races);
                        });
    }

    private Future<Answer> change(
            Job seen, Set<Job.Status> from, Job.Status to, String reason, int races) {
        return store.change(seen, to, reason, timers.now())
                .compose(
                        changed -> {
                            if (changed.isPresent()) {
                                listener.changed(to);
                                return done(changed.get());
                            }
                            return races == 0
                                    ? Future.failedFuture(
                                            "job " + seen.id() + " is changed by too many at once")
                                    : change(seen.id(), from, to, reason, races - 1);
                        });
    }

    private static String where(Job job) {
        return job.status() == Job.Status.CREATING
                ? "its letters are still being listed; if that was interrupted, ask for the same"
                        + " job again"
                : "the job is " + job.status().wireName();
    }

    private static Future<Answer> done(Job job) {
        return Future.succeededFuture(new Answer.Done(job));
    }

    private static Future<Answer> there(Job job) {
        return Future.succeededFuture(new Answer.There(job));
    }

    private static Future<Answer> conflict(String reason) {
        return Future.succeededFuture(new Answer.Conflict(reason));
    }
}
