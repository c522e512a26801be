package org.inkstream.pipeline.jobs;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after all jobs that run: one after the other, each as often as something changes in it. All
 * that it knows is in the store, so that it may die at any time; several may look at one store, and
 * each job has one of them at a time. Used on one event loop.
 */
public final class JobWatch {
    private static final Logger LOGGER = LoggerFactory.getLogger(JobWatch.class);

    /** How long what was in the air when a job was cancelled may take to end. */
    private static final Duration SETTLING = Duration.ofMinutes(30);

    private static final Duration SWEEP = Duration.ofMinutes(10);

    private final JobStore store;
    private final JobLetters letters;
    private final JobFacts facts;
    private final JobListener listener;
    private final Timers timers;
    private final Limits limits;
    private final JobPass.Parts parts;
    private final String me;

    private final Map<String, Track> tracks = new HashMap<>();
    private Timers.Timer next = () -> false;
    private long sweptAt;
    private long turnedAt;
    private boolean stopped;

    /**
     * @param every shortest pause between two looks at a job
     * @param atMost longest pause, when nothing changes
     * @param lease how long a job stays with a coordinator that says nothing
     * @param ringAgainAfter when a task of which nothing was heard may be lost
     * @param mostTasks published at once
     * @param mostBytes published at once
     * @param costEvery how often the cost of a job is added up
     * @param kept how long jobs are kept after their end
     */
    public record Limits(
            Duration every,
            Duration atMost,
            Duration lease,
            Duration ringAgainAfter,
            int mostTasks,
            int mostBytes,
            Duration costEvery,
            Duration kept) {}

    /**
     * @param me name of this coordinator, unique among those that run at one time
     */
    public JobWatch(
            JobStore store,
            JobLetters letters,
            JobFacts facts,
            TaskQueue queue,
            Timers timers,
            JobListener listener,
            Limits limits,
            String me) {
        this.store = store;
        this.letters = letters;
        this.facts = facts;
        this.listener = listener;
        this.timers = timers;
        this.limits = limits;
        this.me = me;
        this.parts =
                new JobPass.Parts(
                        store,
                        letters,
                        facts,
                        new TaskBatches(queue, limits.mostTasks(), limits.mostBytes()),
                        timers,
                        listener,
                        limits.lease(),
                        limits.ringAgainAfter());
        this.sweptAt = timers.monotonicNanos();
        this.turnedAt = sweptAt;
    }

    /** Looks at once, and then again and again. */
    public void start() {
        turn().onFailure(
                        failure ->
                                LOGGER.atWarn()
                                        .setCause(failure)
                                        .log("jobs could not be looked at, it will be tried again"))
                .onComplete(
                        turned -> {
                            turnedAt = timers.monotonicNanos();
                            if (!stopped) {
                                next = timers.after(limits.every(), this::start);
                            }
                        });
    }

    /** No look begins after this. */
    public void stop() {
        stopped = true;
        next.cancel();
    }

    /** How long ago the last look at all jobs ended, for health. */
    public Duration sinceLastTurn() {
        return timers.since(turnedAt);
    }

    private Future<Void> turn() {
        Instant now = timers.now();
        return store.active(now.minus(SETTLING))
                .compose(
                        jobs -> {
                            forgetOthers(jobs);
                            tell(jobs);
                            return lookAtAll(jobs, 0);
                        })
                .compose(looked -> sweep());
    }

    private void forgetOthers(List<Job> jobs) {
        Set<String> active = jobs.stream().map(Job::id).collect(Collectors.toSet());
        tracks.keySet().retainAll(active);
    }

    private void tell(List<Job> jobs) {
        List<Job> running = jobs.stream().filter(Job::isRunning).toList();
        long waiting =
                running.stream()
                        .mapToLong(job -> (long) job.documents() - ended(job.progress()))
                        .sum();
        listener.active(running.size(), waiting);
    }

    private static int ended(Progress progress) {
        return progress.counts().processed() + progress.counts().cancelled();
    }

    private Future<Void> lookAtAll(List<Job> jobs, int index) {
        if (index == jobs.size() || stopped) {
            return Future.succeededFuture();
        }
        return lookAt(jobs.get(index)).compose(looked -> lookAtAll(jobs, index + 1));
    }

    private Future<Void> lookAt(Job job) {
        Track track =
                tracks.computeIfAbsent(
                        job.id(), id -> new Track(timers, limits.every(), limits.atMost()));
        if (!track.isDue()) {
            return Future.succeededFuture();
        }
        JobPass pass = new JobPass(parts, track, job.id(), me);
        return pass.run()
                .compose(
                        end -> {
                            track.looked(pass.changed());
                            return end == JobPass.End.NOT_OURS
                                    ? Future.<Void>succeededFuture()
                                    : conclude(job, track, end);
                        })
                // One job that cannot be looked at must not keep the others from it.
                .recover(failure -> complain(job, track, failure));
    }

    private static Future<Void> complain(Job job, Track track, Throwable failure) {
        track.looked(false);
        LOGGER.atWarn()
                .addKeyValue("jobId", job.id())
                .setCause(failure)
                .log("a job could not be looked at, it will be tried again");
        return Future.succeededFuture();
    }

    private Future<Void> conclude(Job job, Track track, JobPass.End end) {
        boolean over = end == JobPass.End.ALL_ENDED;
        return cost(job, track, over)
                .compose(
                        cost ->
                                letters.count(job.id())
                                        .map(counts -> progress(track, counts, cost)))
                .compose(progress -> store.keep(job.id(), progress).map(progress))
                .compose(
                        progress -> {
                            if (!job.isRunning()) {
                                return Future.succeededFuture();
                            }
                            if (over) {
                                return finish(job);
                            }
                            return job.isUsedUpBy(progress.cost())
                                    ? cancel(job)
                                    : Future.<Void>succeededFuture();
                        });
    }

    private Future<JobFacts.Cost> cost(Job job, Track track, boolean over) {
        return over || track.isCostOlderThan(limits.costEvery())
                ? facts.cost(job.id()).onSuccess(track::cost)
                : Future.succeededFuture(track.cost());
    }

    private Progress progress(Track track, Counts counts, JobFacts.Cost cost) {
        return new Progress(
                counts,
                track.perMinute(counts.processed()),
                cost.known(),
                cost.unknown(),
                timers.now());
    }

    private Future<Void> finish(Job job) {
        return change(job, Job.Status.FINISHED, "");
    }

    private Future<Void> cancel(Job job) {
        return change(job, Job.Status.CANCELLED, "its budget of " + job.budget() + " is used up");
    }

    private Future<Void> change(Job job, Job.Status to, String reason) {
        return store.change(job, to, reason, timers.now())
                .onSuccess(
                        changed -> {
                            if (changed.isPresent()) {
                                listener.changed(to);
                                LOGGER.atInfo()
                                        .addKeyValue("jobId", job.id())
                                        .addKeyValue("status", to.wireName())
                                        .log("a job changed its status");
                            }
                        })
                .mapEmpty();
    }

    private Future<Void> sweep() {
        if (timers.since(sweptAt).compareTo(SWEEP) < 0) {
            return Future.succeededFuture();
        }
        sweptAt = timers.monotonicNanos();
        return store.restingSince(timers.now().minus(limits.kept())).compose(old -> forget(old, 0));
    }

    private Future<Void> forget(List<Job> old, int index) {
        if (index == old.size()) {
            return Future.succeededFuture();
        }
        String jobId = old.get(index).id();
        return letters.forget(jobId)
                .compose(gone -> store.remove(jobId))
                .compose(gone -> forget(old, index + 1));
    }
}
