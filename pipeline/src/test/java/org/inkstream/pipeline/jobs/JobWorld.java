package org.inkstream.pipeline.jobs;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.workflow.Jobs;
import org.inkstream.time.VirtualTimers;

/**
 * A job in bad weather: coordinators that die and overlap, a store whose answers are late or lost,
 * a queue that loses and repeats, workers that are killed, people who cancel and resume.
 */
final class JobWorld implements JobFacts, TaskQueue {
    static final String JOB = "spring";

    private static final Duration QUIET = Duration.ofMinutes(2);

    /** How the run of a letter stands in the journal of the workers. */
    private enum Standing {
        NONE,
        OPEN,
        CLOSED,
        DEAD
    }

    static final class Scripted {
        final String fate;
        Standing run = Standing.NONE;
        String revivedBy = "";
        String reason = "";
        JobFacts.Letter stored;

        Scripted(String fate) {
            this.fate = fate;
        }
    }

    final VirtualTimers timers = new VirtualTimers();
    final MemoryJobs jobs = new MemoryJobs();
    final Map<String, Scripted> letters = new HashMap<>();
    final List<Task> queue = new ArrayList<>();
    final Random random;
    final long seed;
    final JobDesk desk;
    final List<JobWatch> watches = new ArrayList<>();
    final Set<String> workersKnow = new HashSet<>();

    boolean stormy = true;
    int watchNumber;
    int refused;
    int rungWhileCancelled;
    int finishedAgain;

    JobWorld(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.desk =
                new JobDesk(jobs, jobs, new TaskTopics("tasks", "", ""), timers, JobListener.NONE);
        JsonArray documents = new JsonArray();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            String id = "letter-" + i;
            String fate =
                    List.of("success", "review", "dies", "before", "bad").get(random.nextInt(5));
            Scripted letter = new Scripted(fate);
            String text = fate.equals("bad") ? " " : "Dear " + i;
            if (fate.equals("bad")) {
                refused++;
            }
            if (fate.equals("before")) {
                letter.run = Standing.CLOSED;
                letter.stored = new JobFacts.Letter("", "another text by now", i % 2 == 0);
            }
            letters.put(id, letter);
            documents.add(
                    new JsonObject()
                            .put("documentId", id)
                            .put("collectionId", "smith")
                            .put("text", text));
        }
        JsonObject body = new JsonObject().put("jobId", JOB).put("documents", documents);
        JobRequest request =
                JobRequest.read(body)
                        .match(
                                good -> good.request(),
                                bad -> {
                                    throw new AssertionError(bad.problems());
                                });
        jobs.network = this::weather;
        create(request, Listing.of(request, 1 << 20));
    }

    private void create(JobRequest request, Listing listing) {
        Future<JobDesk.Answer> created = desk.create(request, listing);
        timers.advance(Duration.ofSeconds(20));
        if (!created.succeeded()) {
            create(request, listing);
        }
    }

    /** Late answers, and in a storm lost requests and lost answers. */
    private Future<Object> weather(Supplier<Object> work) {
        Promise<Object> answer = Promise.promise();
        int fate = stormy ? random.nextInt(20) : 10;
        Object done = fate == 0 ? "" : work.get();
        timers.after(
                Duration.ofMillis(1 + random.nextInt(50)),
                () -> {
                    if (fate <= 1) {
                        answer.fail("the store does not answer");
                    } else {
                        answer.complete(done);
                    }
                });
        return answer.future();
    }

    void storm() {
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(10)) {
                case 0 -> startCoordinator();
                case 1 -> killCoordinator();
                case 2 -> desk.cancel(JOB);
                case 3 -> desk.resume(JOB, random.nextInt(4) == 0);
                case 4 -> workersKnow.clear();
                case 5 -> jobs.cancelled().onSuccess(workersKnow::addAll);
                default -> work();
            }
            timers.advance(Duration.ofMillis(random.nextInt(30_000)));
        }
    }

    void calm() {
        stormy = false;
        timers.advance(Duration.ofMinutes(1));
        startCoordinator();
        workersKnow.clear();
        if (jobs.jobs.get(JOB).status() == Job.Status.CANCELLED) {
            desk.resume(JOB, false);
        }
        for (int i = 0; i < 2_000 && jobs.jobs.get(JOB).status() != Job.Status.FINISHED; i++) {
            work();
            timers.advance(Duration.ofSeconds(15));
        }
        watches.forEach(JobWatch::stop);
    }

    private void startCoordinator() {
        JobWatch watch =
                new JobWatch(
                        jobs,
                        jobs,
                        this,
                        this,
                        timers,
                        JobListener.NONE,
                        new JobWatch.Limits(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(8),
                                Duration.ofSeconds(30),
                                QUIET,
                                3,
                                1 << 20,
                                Duration.ofSeconds(10),
                                Duration.ofDays(30)),
                        "coordinator-" + watchNumber++);
        watches.add(watch);
        watch.start();
    }

    private void killCoordinator() {
        if (!watches.isEmpty()) {
            watches.remove(random.nextInt(watches.size())).stop();
        }
    }

    @Override
    public int maxTaskBytes() {
        return 1 << 20;
    }

    @Override
    public Future<Void> publish(Job job, List<Task> tasks) {
        if (jobs.jobs.get(JOB).status() == Job.Status.CANCELLED && !stormy) {
            rungWhileCancelled++;
        }
        for (Task task : tasks) {
            int copies = stormy ? random.nextInt(3) : 1;
            for (int i = 0; i < copies; i++) {
                queue.add(random.nextInt(queue.size() + 1), task);
            }
        }
        return stormy && random.nextInt(6) == 0
                ? Future.failedFuture("the queue does not answer")
                : Future.succeededFuture();
    }

    /** What one worker does with one task, or with a run that it has. */
    private void work() {
        letters.forEach(
                (id, letter) -> {
                    if (letter.run == Standing.OPEN && random.nextInt(3) > 0) {
                        end(id, letter);
                    }
                });
        if (!queue.isEmpty() && !(stormy && random.nextInt(4) == 0)) {
            take(queue.remove(0));
        }
        if (stormy && random.nextInt(20) == 0) {
            queue.clear();
        }
    }

    private void take(Task task) {
        Scripted letter = letters.get(task.documentId());
        String mark = OcrEventDecoder.askedBy(task.bytes(), Map.of()).orElseThrow().replayedFrom();
        switch (letter.run) {
            case NONE -> {
                if (workersKnow.contains(JOB)) {
                    note(task.documentId(), new Note(Note.Kind.CANCELLED, Jobs.CANCELLED, mark));
                } else {
                    letter.run = Standing.OPEN;
                    letter.revivedBy = mark;
                }
            }
            case DEAD -> {
                if (!mark.isEmpty() && !mark.equals(letter.revivedBy)) {
                    letter.run = Standing.OPEN;
                    letter.revivedBy = mark;
                } else {
                    Note.Kind kind =
                            letter.reason.equals(Jobs.CANCELLED)
                                    ? Note.Kind.CANCELLED
                                    : Note.Kind.DEAD;
                    note(task.documentId(), new Note(kind, letter.reason, mark));
                }
            }
            case CLOSED -> note(task.documentId(), new Note(Note.Kind.DONE_BEFORE, "", mark));
            case OPEN -> {
                // Somebody has it; the task comes again, and then finds it closed.
                if (random.nextBoolean()) {
                    queue.add(task);
                }
            }
        }
    }

    private void end(String id, Scripted letter) {
        if (letter.stored != null && letter.stored.jobId().equals(JOB)) {
            finishedAgain++;
        }
        if (workersKnow.contains(JOB)) {
            die(id, letter, Note.Kind.CANCELLED, Jobs.CANCELLED);
        } else if (letter.fate.equals("dies")) {
            die(id, letter, Note.Kind.DEAD, "it kills");
        } else {
            String hash = jobs.documents.get(JobDocument.id(JOB, id)).textHash();
            letter.stored = new JobFacts.Letter(JOB, hash, letter.fate.equals("review"));
            letter.run = Standing.CLOSED;
        }
    }

    /** A worker that dies between the two leaves the run open, and its successor repeats both. */
    private void die(String id, Scripted letter, Note.Kind kind, String reason) {
        String mark = random.nextInt(4) == 0 ? "" : letter.revivedBy;
        note(id, new Note(kind, reason, mark));
        if (!stormy || random.nextInt(4) > 0) {
            letter.run = Standing.DEAD;
            letter.reason = reason;
        }
    }

    /** A worker settles nothing before its note is durable. */
    private void note(String id, Note note) {
        jobs.note(JOB, id, note).onFailure(lost -> note(id, note));
    }

    @Override
    public Future<Map<String, JobFacts.Letter>> letters(Collection<String> ids) {
        Map<String, JobFacts.Letter> found = new HashMap<>();
        ids.forEach(
                id -> {
                    if (letters.get(id).stored != null) {
                        found.put(id, letters.get(id).stored);
                    }
                });
        return jobs.network.apply(() -> found).map(same -> found);
    }

    @Override
    public Future<Map<String, JobFacts.Run>> runs(Collection<String> ids) {
        Map<String, JobFacts.Run> found = new HashMap<>();
        ids.forEach(
                id -> {
                    if (letters.get(id).run == Standing.OPEN) {
                        String hash = jobs.documents.get(JobDocument.id(JOB, id)).textHash();
                        found.put(id, new JobFacts.Run(hash, true));
                    }
                });
        return jobs.network.apply(() -> found).map(same -> found);
    }

    @Override
    public Future<JobFacts.Cost> cost(String jobId) {
        return Future.succeededFuture(JobFacts.Cost.NONE);
    }

    Counts truth() {
        int success = 0;
        int review = 0;
        int error = 0;
        for (Scripted letter : letters.values()) {
            if (letter.stored == null) {
                error++;
            } else if (letter.stored.needsReview()) {
                review++;
            } else {
                success++;
            }
        }
        return new Counts(0, success, review, error, 0);
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + jobs.jobs.get(JOB) + " " + jobs.documents.values();
    }
}
