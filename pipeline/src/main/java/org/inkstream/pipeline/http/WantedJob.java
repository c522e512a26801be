package org.inkstream.pipeline.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.inkstream.pipeline.jobs.JobRequest;
import org.inkstream.pipeline.jobs.OcrJobs;

/** Reads which job a request asks for, with its letters. On the request's event loop. */
final class WantedJob {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNSUPPORTED = 415;

    private final Vertx vertx;
    private final int mostBytes;
    private final OcrJobs ocrJobs;

    /**
     * @param mostBytes largest body
     */
    WantedJob(Vertx vertx, int mostBytes, OcrJobs ocrJobs) {
        this.vertx = vertx;
        this.mostBytes = mostBytes;
        this.ocrJobs = ocrJobs;
    }

    /** Fails with a {@link Refusal} that names everything that is wrong. */
    Future<JobRequest> of(HttpServerRequest request) {
        String type = request.getHeader("content-type");
        if (type == null || !type.startsWith("application/json")) {
            throw new Refusal(
                    UNSUPPORTED, "the body must be JSON", "send content-type: application/json");
        }
        return WholeBody.of(request, mostBytes)
                .compose(body -> vertx.executeBlocking(() -> read(body), false))
                .compose(this::withLetters);
    }

    private static JobRequest read(Buffer body) {
        JsonObject json;
        try {
            json = new JsonObject(body);
        } catch (DecodeException | ClassCastException notJson) {
            throw new Refusal(
                    BAD_REQUEST, "the body is no JSON object", "see docs/coordinator.yaml");
        }
        return JobRequest.read(json).match(good -> good.request(), WantedJob::refuse);
    }

    private static JobRequest refuse(JobRequest.Reading.Bad bad) {
        throw new Refusal(
                BAD_REQUEST,
                "the job cannot be taken",
                bad.problems(),
                "mend what is named; docs/coordinator.yaml describes each member");
    }

    private Future<JobRequest> withLetters(JobRequest request) {
        return request.refersToOcrJob()
                ? ocrJobs.find(request.ocrJobId()).map(found -> withLetters(request, found))
                : Future.succeededFuture(request);
    }

    private static JobRequest withLetters(JobRequest request, Optional<OcrJobs.OcrJob> found) {
        if (found.isEmpty()) {
            throw new Refusal(
                    NOT_FOUND,
                    "there is no OCR job " + request.ocrJobId(),
                    "its job_id must stand in the collection ocr_jobs");
        }
        if (!found.get().finished()) {
            throw new Refusal(
                    CONFLICT,
                    "OCR job " + request.ocrJobId() + " is not finished",
                    "try again when its status is finished");
        }
        return JobRequest.read(found.get().body())
                .match(good -> request.with(good.request()), WantedJob::refuse);
    }
}
