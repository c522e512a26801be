package org.inkstream.pipeline.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.function.Function;
import org.inkstream.config.CoordinatorSettings;
import org.inkstream.metrics.Scrape;
import org.inkstream.pipeline.jobs.Estimate;
import org.inkstream.pipeline.jobs.JobDesk;
import org.inkstream.pipeline.jobs.JobLetters;
import org.inkstream.pipeline.jobs.JobRequest;
import org.inkstream.pipeline.jobs.JobStore;
import org.inkstream.pipeline.jobs.Listing;
import org.inkstream.pipeline.jobs.OcrJobs;
import org.inkstream.pipeline.jobs.TaskTopics;
import org.inkstream.pipeline.ops.Health;

/** The port of a coordinator: jobs, metrics and health. */
public final class JobsServer {
    private final HttpServer server;

    private JobsServer(HttpServer server) {
        this.server = server;
    }

    /**
     * What the API gives access to.
     *
     * @param topics where letters of jobs go
     * @param lister reads the letters of a request, where nobody waits for it
     * @param estimator estimates what they take; takes its time
     */
    public record Parts(
            JobDesk desk,
            JobStore jobs,
            JobLetters letters,
            OcrJobs ocrJobs,
            TaskTopics topics,
            Function<JobRequest, Future<Listing>> lister,
            Function<Listing, Estimate> estimator) {}

    /**
     * Binds and serves.
     *
     * @param scrape the metrics, in the format that is asked for
     */
    public static Future<JobsServer> start(
            Vertx vertx, CoordinatorSettings settings, Parts parts, Health health, Scrape scrape) {
        JobsApi api =
                new JobsApi(
                        vertx,
                        settings.maxBodyBytes(),
                        parts,
                        ManagementServer.routes(health, scrape));
        HttpServer server = vertx.createHttpServer().requestHandler(api);
        return server.listen(settings.port(), settings.host())
                .map(JobsServer::new)
                .recover(
                        cause ->
                                Future.failedFuture(
                                        new IllegalStateException(
                                                "cannot serve jobs on %s:%d (%s); set coordinator.port to a free port"
                                                        .formatted(
                                                                settings.host(),
                                                                settings.port(),
                                                                cause.getMessage()),
                                                cause)));
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    public Future<Void> close() {
        return server.close();
    }
}
