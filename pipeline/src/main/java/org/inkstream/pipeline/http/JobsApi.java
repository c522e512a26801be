package org.inkstream.pipeline.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.inkstream.pipeline.jobs.Job;
import org.inkstream.pipeline.jobs.JobDesk.Answer;
import org.inkstream.pipeline.jobs.JobDocument;
import org.inkstream.pipeline.jobs.JobRequest;
import org.inkstream.pipeline.jobs.Listing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP API of jobs, as {@code docs/coordinator.yaml} describes it. On event loops. */
final class JobsApi implements Handler<HttpServerRequest> {
    private static final Logger LOGGER = LoggerFactory.getLogger(JobsApi.class);

    private static final Pattern ONE = Pattern.compile("/jobs/([^/]+)(/[a-z]+)?");
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;
    private static final int LARGEST_PAGE = 200;
    private static final int USUAL_PAGE = 50;

    private final Vertx vertx;
    private final WantedJob wanted;
    private final JobsServer.Parts parts;
    private final Handler<HttpServerRequest> others;

    /**
     * @param mostBytes largest body
     * @param others answers what is no path of jobs
     */
    JobsApi(Vertx vertx, int mostBytes, JobsServer.Parts parts, Handler<HttpServerRequest> others) {
        this.vertx = vertx;
        this.wanted = new WantedJob(vertx, mostBytes, parts.ocrJobs());
        this.parts = parts;
        this.others = others;
    }

    /** What is sent back. */
    private record Reply(int status, JsonObject body) {}

    @Override
    public void handle(HttpServerRequest request) {
        if (!request.path().equals("/jobs") && !request.path().startsWith("/jobs/")) {
            others.handle(request);
            return;
        }
        Future<Reply> answered;
        try {
            answered = answer(request);
        } catch (Refusal refused) {
            answered = Future.failedFuture(refused);
        }
        answered.recover(JobsApi::refuse).onSuccess(reply -> send(request, reply));
    }

    private Future<Reply> answer(HttpServerRequest request) {
        boolean reads = request.method().equals(HttpMethod.GET);
        // A page in a browser may send such requests without being asked.
        if (!reads && request.getHeader("origin") != null) {
            throw new Refusal(FORBIDDEN, "requests of web pages are refused", "use a client");
        }
        if (request.path().equals("/jobs")) {
            return reads ? list(request) : create(require(request, HttpMethod.POST));
        }
        Matcher one = ONE.matcher(request.path());
        if (!one.matches()) {
            throw nothingThere();
        }
        String id = one.group(1);
        return switch (one.group(2) == null ? "" : one.group(2)) {
            case "" -> reads ? show(id) : cancel(id, require(request, HttpMethod.DELETE));
            case "/documents" -> documents(id, require(request, HttpMethod.GET));
            case "/cancel" -> cancel(id, require(request, HttpMethod.POST));
            case "/resume" -> resume(id, require(request, HttpMethod.POST));
            default -> throw nothingThere();
        };
    }

    private static HttpServerRequest require(HttpServerRequest request, HttpMethod method) {
        if (!request.method().equals(method)) {
            throw new Refusal(
                    NOT_ALLOWED,
                    request.method() + " is not possible here",
                    "use " + method.name());
        }
        return request;
    }

    private Future<Reply> create(HttpServerRequest request) {
        boolean dryRun = "true".equals(request.getParam("dryRun"));
        return wanted.of(request)
                .compose(
                        asked ->
                                parts.lister()
                                        .apply(asked)
                                        .compose(
                                                listing ->
                                                        dryRun
                                                                ? estimate(listing)
                                                                : create(asked, listing)));
    }

    private Future<Reply> estimate(Listing listing) {
        return vertx.executeBlocking(
                () -> new Reply(OK, parts.estimator().apply(listing).toJson()), false);
    }

    private Future<Reply> create(JobRequest asked, Listing listing) {
        return parts.desk().create(asked, listing).map(done -> reply(done, CREATED));
    }

    private Future<Reply> list(HttpServerRequest request) {
        int size = number(request, "size", USUAL_PAGE, 1, LARGEST_PAGE);
        int page = number(request, "page", 0, 0, Integer.MAX_VALUE / LARGEST_PAGE);
        // One more, to know whether there is a further page.
        return parts.jobs()
                .list(statuses(request), page * size, size + 1)
                .map(
                        found -> {
                            JsonArray jobs = new JsonArray();
                            found.stream().limit(size).forEach(job -> jobs.add(view(job)));
                            return new Reply(
                                    OK,
                                    new JsonObject()
                                            .put("jobs", jobs)
                                            .put("page", page)
                                            .put("more", found.size() > size));
                        });
    }

    private static Set<Job.Status> statuses(HttpServerRequest request) {
        String wanted = request.getParam("status");
        if (wanted == null) {
            return EnumSet.allOf(Job.Status.class);
        }
        try {
            return EnumSet.of(Job.Status.of(wanted));
        } catch (IllegalArgumentException unknown) {
            throw new Refusal(
                    BAD_REQUEST,
                    "there is no such status",
                    "use creating, running, cancelled or finished");
        }
    }

    private Future<Reply> show(String id) {
        return parts.jobs()
                .find(id)
                .map(found -> new Reply(OK, view(found.orElseThrow(JobsApi::noSuchJob))));
    }

    private Future<Reply> documents(String id, HttpServerRequest request) {
        String wanted = request.getParam("state", "error");
        JobDocument.State state;
        try {
            state = JobDocument.State.of(wanted);
        } catch (IllegalArgumentException unknown) {
            throw new Refusal(
                    BAD_REQUEST,
                    "there is no such state",
                    "use waiting, success, review, error or cancelled");
        }
        int size = number(request, "size", USUAL_PAGE, 1, LARGEST_PAGE);
        return parts.letters()
                .inState(id, state, request.getParam("after", ""), size)
                .map(found -> new Reply(OK, page(found, size)));
    }

    private static JsonObject page(List<JobDocument> found, int size) {
        JsonArray documents = new JsonArray();
        found.forEach(one -> documents.add(JobView.of(one)));
        JsonObject page = new JsonObject().put("documents", documents);
        return found.size() < size ? page : page.put("after", found.get(size - 1).documentId());
    }

    private Future<Reply> cancel(String id, HttpServerRequest asked) {
        LOGGER.atInfo()
                .addKeyValue("jobId", id)
                .addKeyValue("from", String.valueOf(asked.remoteAddress()))
                .log("somebody cancels a job");
        return parts.desk().cancel(id).map(done -> reply(done, OK));
    }

    private Future<Reply> resume(String id, HttpServerRequest request) {
        boolean errors = "true".equals(request.getParam("errors"));
        return parts.desk().resume(id, errors).map(done -> reply(done, OK));
    }

    private JsonObject view(Job job) {
        return JobView.of(job, parts.topics());
    }

    private Reply reply(Answer answer, int done) {
        return answer.match(
                changed -> new Reply(done, view(changed.job())),
                there -> new Reply(OK, view(there.job())),
                conflict -> {
                    throw new Refusal(
                            CONFLICT,
                            conflict.reason(),
                            "look at the job with GET /jobs/ID, or choose another jobId");
                },
                missing -> {
                    throw noSuchJob();
                });
    }

    private static int number(
            HttpServerRequest request, String name, int absent, int least, int most) {
        String given = request.getParam(name);
        if (given == null) {
            return absent;
        }
        if (given.matches("\\d{1,9}")) {
            int number = Integer.parseInt(given);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new Refusal(
                BAD_REQUEST,
                name + " is not possible",
                "give a whole number from " + least + " to " + most);
    }

    private static Refusal noSuchJob() {
        return new Refusal(
                NOT_FOUND,
                "there is no such job",
                "GET /jobs and inkstream jobs list show those there are");
    }

    private static Refusal nothingThere() {
        return new Refusal(NOT_FOUND, "there is nothing at this path", "see docs/coordinator.yaml");
    }

    private static Future<Reply> refuse(Throwable cause) {
        if (cause instanceof Refusal refused) {
            return Future.succeededFuture(new Reply(refused.status(), refused.toJson()));
        }
        LOGGER.atWarn().setCause(cause).log("a request for jobs could not be answered");
        Refusal ours =
                new Refusal(
                        UNAVAILABLE,
                        "the store or the broker does not answer",
                        "try again; a request that is repeated makes no second job");
        return Future.succeededFuture(new Reply(ours.status(), ours.toJson()));
    }

    private static void send(HttpServerRequest request, Reply reply) {
        request.response()
                .setStatusCode(reply.status())
                .putHeader("content-type", "application/json")
                .end(reply.body().toBuffer());
    }
}
