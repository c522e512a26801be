package org.inkstream.pipeline.jobs;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an enrichment job follow each OCR job that is finished. Its id is made of that of the OCR
 * job, so that it does not matter how often, or by how many, one is found. Used on one event loop.
 */
public final class OcrJobIntake {
    private static final Logger LOGGER = LoggerFactory.getLogger(OcrJobIntake.class);

    private static final int LOOK = 10;

    private final OcrJobs ocrJobs;
    private final JobDesk desk;
    private final Function<JobRequest, Future<Listing>> lister;
    private final Timers timers;
    private final Duration every;
    private Timers.Timer next = () -> false;
    private boolean stopped;

    /**
     * @param lister lists letters, which takes its time, where nobody waits for it
     */
    public OcrJobIntake(
            OcrJobs ocrJobs,
            JobDesk desk,
            Function<JobRequest, Future<Listing>> lister,
            Timers timers,
            Duration every) {
        this.ocrJobs = ocrJobs;
        this.desk = desk;
        this.lister = lister;
        this.timers = timers;
        this.every = every;
    }

    /** Looks at once, and then again and again. */
    public void start() {
        ocrJobs.untaken(LOOK)
                .compose(found -> take(found, 0))
                .onFailure(
                        failure ->
                                LOGGER.atWarn()
                                        .setCause(failure)
                                        .log("OCR jobs could not be taken, it will be tried again"))
                .onComplete(
                        looked -> {
                            if (!stopped) {
                                next = timers.after(every, this::start);
                            }
                        });
    }

    public void stop() {
        stopped = true;
        next.cancel();
    }

    private Future<Void> take(List<OcrJobs.OcrJob> found, int index) {
        return index == found.size() || stopped
                ? Future.succeededFuture()
                : Future.succeededFuture()
                        .compose(begun -> take(found.get(index)))
                        .recover(failure -> later(found.get(index), failure))
                        .compose(taken -> take(found, index + 1));
    }

    /** One that cannot be taken now must not keep back those behind it. */
    private static Future<Void> later(OcrJobs.OcrJob job, Throwable failure) {
        LOGGER.atWarn()
                .addKeyValue("ocrJobId", job.id())
                .setCause(failure)
                .log("an OCR job could not be taken, it will be tried again");
        return Future.succeededFuture();
    }

    private Future<Void> take(OcrJobs.OcrJob job) {
        return JobRequest.read(job.body())
                .match(
                        good -> take(job, good.request()),
                        bad -> refuse(job, String.join("; ", bad.problems())));
    }

    private Future<Void> take(OcrJobs.OcrJob job, JobRequest request) {
        if (request.refersToOcrJob()) {
            return refuse(job, "it lists no documents");
        }
        return lister.apply(request)
                .compose(listing -> desk.create(request, listing))
                .compose(
                        answer ->
                                answer.match(
                                        done -> taken(job, done.job()),
                                        there -> taken(job, there.job()),
                                        // What it holds has changed since; the first has it.
                                        conflict -> ocrJobs.taken(job, request.jobId()),
                                        missing -> Future.succeededFuture()));
    }

    private Future<Void> taken(OcrJobs.OcrJob ocrJob, Job job) {
        LOGGER.atInfo()
                .addKeyValue("ocrJobId", ocrJob.id())
                .addKeyValue("jobId", job.id())
                .addKeyValue("documents", job.documents())
                .log("an OCR job is followed by an enrichment job");
        return ocrJobs.taken(ocrJob, job.id());
    }

    private Future<Void> refuse(OcrJobs.OcrJob job, String reason) {
        LOGGER.atWarn()
                .addKeyValue("ocrJobId", job.id())
                .addKeyValue("reason", reason)
                .log("an OCR job cannot be followed by an enrichment job");
        return ocrJobs.refused(job, reason);
    }
}
