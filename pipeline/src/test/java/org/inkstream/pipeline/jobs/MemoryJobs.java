package org.inkstream.pipeline.jobs;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Jobs and their letters in memory, by the rules of the store. */
public final class MemoryJobs implements JobStore, JobLetters, JobNotes {
    public final Map<String, Job> jobs = new TreeMap<>();
    final TreeMap<String, JobDocument> documents = new TreeMap<>();
    final Map<String, Task> tasks = new TreeMap<>();
    private final Map<String, Lease> leases = new HashMap<>();

    /** What every operation goes through: a test may delay it, or lose it or its answer. */
    Function<Supplier<Object>, Future<Object>> network = work -> Future.succeededFuture(work.get());

    private record Lease(String owner, Instant until) {}

    @SuppressWarnings("unchecked")
    private <T> Future<T> op(Supplier<T> work) {
        return (Future<T>) network.apply((Supplier<Object>) work);
    }

    private Future<Void> write(Runnable work) {
        return op(() -> {
                    work.run();
                    return true;
                })
                .mapEmpty();
    }

    @Override
    public Future<Boolean> create(Job job) {
        return op(() -> jobs.putIfAbsent(job.id(), job) == null);
    }

    @Override
    public Future<Optional<Job>> find(String jobId) {
        return op(() -> Optional.ofNullable(jobs.get(jobId)));
    }

    @Override
    public Future<List<Job>> list(Set<Job.Status> statuses, int skip, int limit) {
        return op(
                () ->
                        jobs.values().stream()
                                .filter(job -> statuses.contains(job.status()))
                                .sorted(Comparator.comparing(Job::createdAt).reversed())
                                .skip(skip)
                                .limit(limit)
                                .toList());
    }

    @Override
    public Future<List<Job>> active(Instant cancelledAfter) {
        return op(
                () ->
                        jobs.values().stream()
                                .filter(job -> job.isRunning() || isCancelled(job, cancelledAfter))
                                .toList());
    }

    @Override
    public Future<Optional<Job>> change(Job seen, Job.Status to, String reason, Instant now) {
        return op(
                () -> {
                    Job job = jobs.get(seen.id());
                    if (job == null
                            || job.status() != seen.status()
                            || !job.changedAt().equals(seen.changedAt())) {
                        return Optional.empty();
                    }
                    Instant later = seen.changedAt().plusMillis(1);
                    Job changed =
                            with(job, to, reason, job.progress(), now.isAfter(later) ? now : later);
                    jobs.put(job.id(), changed);
                    return Optional.of(changed);
                });
    }

    @Override
    public Future<Optional<Job>> hold(String jobId, String owner, Instant now, Instant until) {
        return op(
                () -> {
                    Lease lease = leases.getOrDefault(jobId, new Lease("", Instant.EPOCH));
                    if (!lease.owner().equals(owner) && !lease.until().isBefore(now)) {
                        return Optional.empty();
                    }
                    leases.put(jobId, new Lease(owner, until));
                    return Optional.ofNullable(jobs.get(jobId));
                });
    }

    @Override
    public Future<Void> keep(String jobId, Progress progress) {
        return write(
                () ->
                        jobs.computeIfPresent(
                                jobId,
                                (id, job) ->
                                        with(
                                                job,
                                                job.status(),
                                                job.reason(),
                                                progress,
                                                job.changedAt())));
    }

    private static Job with(
            Job job, Job.Status status, String reason, Progress progress, Instant changedAt) {
        return new Job(
                job.id(),
                job.ocrJobId(),
                job.collectionId(),
                status,
                reason,
                job.priority(),
                job.budget(),
                job.documents(),
                job.content(),
                progress,
                job.createdAt(),
                changedAt);
    }

    @Override
    public Future<List<Job>> restingSince(Instant then) {
        return op(
                () ->
                        jobs.values().stream()
                                .filter(job -> !job.isRunning())
                                .filter(job -> job.changedAt().isBefore(then))
                                .toList());
    }

    @Override
    public Future<Void> remove(String jobId) {
        return write(() -> jobs.remove(jobId));
    }

    @Override
    public Future<Void> add(List<JobDocument> listed, List<Task> withTasks) {
        return write(
                () -> {
                    String jobId = listed.get(0).jobId();
                    withTasks.forEach(
                            task ->
                                    tasks.putIfAbsent(
                                            JobDocument.id(jobId, task.documentId()), task));
                    listed.forEach(one -> documents.putIfAbsent(one.id(), one));
                });
    }

    @Override
    public Future<List<JobDocument>> outstanding(
            String jobId, boolean running, String after, int limit) {
        return op(
                () ->
                        of(jobId).stream()
                                .filter(one -> isOutstanding(one, running))
                                .filter(one -> one.documentId().compareTo(after) > 0)
                                .limit(limit)
                                .toList());
    }

    @Override
    public Future<List<JobDocument>> inState(
            String jobId, JobDocument.State state, String after, int limit) {
        return op(
                () ->
                        of(jobId).stream()
                                .filter(one -> one.state() == state)
                                .filter(one -> one.documentId().compareTo(after) > 0)
                                .limit(limit)
                                .toList());
    }

    private static boolean isCancelled(Job job, Instant after) {
        return job.status() == Job.Status.CANCELLED && job.changedAt().isAfter(after);
    }

    private static boolean isOutstanding(JobDocument one, boolean running) {
        return one.state() == JobDocument.State.WAITING
                || (running && one.state() == JobDocument.State.CANCELLED);
    }

    List<JobDocument> of(String jobId) {
        return new ArrayList<>(documents.subMap(jobId + "/", jobId + "0").values());
    }

    @Override
    public Future<Void> save(Collection<JobDocument> changed) {
        return write(
                () ->
                        changed.forEach(
                                one ->
                                        documents.computeIfPresent(
                                                one.id(),
                                                (id, there) ->
                                                        there.turn() > one.turn()
                                                                ? there
                                                                : noted(one, there.note()))));
    }

    private static JobDocument noted(JobDocument one, Note note) {
        return new JobDocument(
                one.jobId(),
                one.documentId(),
                one.textHash(),
                one.state(),
                one.reason(),
                one.turn(),
                one.rings(),
                one.rungAt(),
                note);
    }

    @Override
    public Future<Void> retryErrors(String jobId) {
        return write(
                () ->
                        of(jobId).stream()
                                .filter(one -> one.state() == JobDocument.State.ERROR)
                                .filter(one -> !one.textHash().isEmpty())
                                .forEach(
                                        one ->
                                                documents.put(
                                                        one.id(),
                                                        noted(one.nextTurn(), one.note()))));
    }

    @Override
    public Future<Map<String, Task>> tasks(String jobId, Collection<String> documentIds) {
        return op(
                () ->
                        documentIds.stream()
                                .map(id -> tasks.get(JobDocument.id(jobId, id)))
                                .filter(task -> task != null)
                                .collect(Collectors.toMap(Task::documentId, task -> task)));
    }

    @Override
    public Future<Void> forgetTasks(String jobId, Collection<String> documentIds) {
        return write(() -> documentIds.forEach(id -> tasks.remove(JobDocument.id(jobId, id))));
    }

    @Override
    public Future<Counts> count(String jobId) {
        return op(
                () ->
                        Counts.of(
                                of(jobId).stream()
                                        .collect(
                                                Collectors.toMap(
                                                        JobDocument::state,
                                                        one -> 1,
                                                        Integer::sum))));
    }

    @Override
    public Future<Void> forget(String jobId) {
        return write(
                () -> {
                    documents.keySet().removeIf(id -> id.startsWith(jobId + "/"));
                    tasks.keySet().removeIf(id -> id.startsWith(jobId + "/"));
                });
    }

    @Override
    public Future<Void> note(String jobId, String documentId, Note note) {
        return write(
                () ->
                        documents.computeIfPresent(
                                JobDocument.id(jobId, documentId),
                                (id, there) -> noted(there, note)));
    }

    @Override
    public Future<Set<String>> cancelled() {
        return op(
                () ->
                        jobs.values().stream()
                                .filter(job -> job.status() == Job.Status.CANCELLED)
                                .map(Job::id)
                                .collect(Collectors.toSet()));
    }
}
