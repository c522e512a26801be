package org.inkstream.app.coordinator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.inkstream.app.BuildVersion;
import org.inkstream.app.service.Await;
import org.inkstream.app.service.Closing;
import org.inkstream.app.service.FirstAnswer;
import org.inkstream.app.service.NsqLine;
import org.inkstream.config.CoordinatorSettings;
import org.inkstream.config.Settings;
import org.inkstream.metrics.Metrics;
import org.inkstream.pipeline.http.JobsServer;
import org.inkstream.pipeline.ingest.nsq.client.NsqProducer;
import org.inkstream.pipeline.jobs.JobDesk;
import org.inkstream.pipeline.jobs.JobRequest;
import org.inkstream.pipeline.jobs.JobWatch;
import org.inkstream.pipeline.jobs.Listing;
import org.inkstream.pipeline.jobs.OcrJobIntake;
import org.inkstream.pipeline.jobs.TaskQueue;
import org.inkstream.pipeline.jobs.TaskTopics;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.pipeline.ops.Overview;
import org.inkstream.pipeline.publish.kafka.EventProducer;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.store.mongo.StoreListener;
import org.inkstream.time.ThreadTimers;
import org.inkstream.time.VertxTimers;

/**
 * One running coordinator: looks after jobs on one event loop, and serves their API on its port.
 * Used from threads that may block.
 */
public final class Coordinator implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int BATCH_BYTES = 4 << 20;
    private static final Duration COST_EVERY = Duration.ofSeconds(10);

    /** A look that takes so long means that something hangs. */
    private static final Duration HEALTHY = Duration.ofMinutes(5);

    private final Settings settings;
    private final CoordinatorSettings own;
    private final Closing closing = new Closing();
    private final ThreadTimers clock = new ThreadTimers("inkstream-coordinator");
    private final Metrics metrics = new Metrics(BuildVersion.number()).withJvm();
    private final Vertx vertx;
    private final MongoStores stores;
    private final CountedJobs listener = new CountedJobs(metrics.jobs());
    private final EstimateOf estimates;
    private final TaskTopics topics;
    private final TaskQueue queue;
    private final JobsServer server;

    private Coordinator(Settings settings, BooleanSupplier ending) {
        this.settings = settings;
        this.own = settings.coordinator();
        this.topics = TaskTopics.of(settings);
        // Read first: a bad file must stop the start before anything is open.
        this.estimates = new EstimateOf(settings);
        closing.add("clock", clock);
        closing.add("metrics", metrics);
        vertx = metrics.vertx(new VertxOptions().setEventLoopPoolSize(2)).build();
        closing.add("vertx", () -> Await.done("closing", LIMIT, vertx.close()));
        stores = MongoStores.open(vertx, settings.store(), clock, StoreListener.NONE);
        closing.add("store", () -> Await.done("closing the store", LIMIT, stores.close()));
        FirstAnswer.ofPeers(
                settings,
                !settings.events().from().nsq(),
                vertx,
                stores,
                clock,
                ending,
                closing::closeAll);
        try {
            queue = queue();
            server = start();
        } catch (RuntimeException failure) {
            closing.closeAll();
            throw failure;
        }
    }

    /** Serves from now on. */
    private JobsServer start() {
        Await.done("preparing the store", LIMIT, stores.prepare());
        JobDesk desk = new JobDesk(stores.jobs(), stores.jobLetters(), topics, clock, listener);
        Context loop = vertx.getOrCreateContext();
        JobWatch watch = watch(new VertxTimers(vertx, loop));
        onLoop(loop, watch::start);
        closing.add("watch", () -> onLoop(loop, watch::stop));
        if (own.takeOcrJobs()) {
            OcrJobIntake intake =
                    new OcrJobIntake(
                            stores.ocrJobs(),
                            desk,
                            this::list,
                            new VertxTimers(vertx, loop),
                            own.pollEvery());
            onLoop(loop, intake::start);
            closing.add("intake", () -> onLoop(loop, intake::stop));
        }
        JobsServer served = serve(desk, watch);
        closing.add("port", () -> Await.done("closing the port", LIMIT, served.close()));
        return served;
    }

    /**
     * Blocks until it serves; broker and store are waited for, as long as {@code
     * instance.startPatience} says.
     *
     * @param settings naming a broker and a store
     * @param ending whether the process is asked to end, which ends the waiting
     * @throws IllegalStateException if one of them is given up, or the port is taken
     */
    public static Coordinator start(Settings settings, BooleanSupplier ending) {
        return new Coordinator(settings, ending);
    }

    /** Where it serves jobs, metrics and health. */
    public int port() {
        return server.port();
    }

    /** The one place that decides how tasks travel. */
    private TaskQueue queue() {
        if (settings.events().from().nsq()) {
            NsqProducer nsq = NsqLine.open(vertx, settings, metrics.nsq()).producer();
            closing.add("producer", () -> Await.done("closing the producer", LIMIT, nsq.close()));
            return new NsqTasks(nsq, topics);
        }
        EventProducer producer = EventProducer.open(settings.kafka());
        closing.add("producer", producer);
        return new KafkaTasks(producer, topics);
    }

    private JobWatch watch(VertxTimers timers) {
        return new JobWatch(
                stores.jobs(),
                stores.jobLetters(),
                stores.jobFacts(),
                queue,
                timers,
                listener,
                new JobWatch.Limits(
                        own.pollEvery(),
                        own.pollAtMost(),
                        own.lease(),
                        own.ringAgainAfter(),
                        own.batch(),
                        BATCH_BYTES,
                        COST_EVERY,
                        settings.store().retention()),
                "coordinator-" + UUID.randomUUID());
    }

    /** Where nobody waits: reading a large job takes its time. */
    private Future<Listing> list(JobRequest request) {
        return vertx.executeBlocking(() -> Listing.of(request, queue.maxTaskBytes()), false);
    }

    private JobsServer serve(JobDesk desk, JobWatch watch) {
        List<Supplier<Health.Check>> live =
                List.of(
                        () -> {
                            Duration since = watch.sinceLastTurn();
                            return new Health.Check(
                                    "jobs",
                                    since.compareTo(HEALTHY) < 0,
                                    "looked at " + since.toSeconds() + " s ago");
                        });
        return Await.done(
                "listening on port " + own.port(),
                LIMIT,
                JobsServer.start(
                        vertx,
                        own,
                        new JobsServer.Parts(
                                desk,
                                stores.jobs(),
                                stores.jobLetters(),
                                stores.ocrJobs(),
                                topics,
                                this::list,
                                listing -> estimates.of(listing, clock.now())),
                        new Health(
                                live,
                                List.of(),
                                new Overview(
                                        BuildVersion.number(),
                                        clock,
                                        List.of(
                                                new Overview.Part(
                                                        "jobs",
                                                        true,
                                                        () -> live.stream().map(Supplier::get))))),
                        metrics.scrape()));
    }

    private static void onLoop(Context loop, Runnable work) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(
                now -> {
                    work.run();
                    done.complete();
                });
        Await.done("starting or stopping", LIMIT, done.future());
    }

    @Override
    public void close() {
        closing.closeAll();
    }
}
