package org.inkstream.app.service;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.inkstream.agents.builtin.BuiltInTools;
import org.inkstream.agents.mcp.Agents;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.agents.modeltools.OpenModels;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.agents.trace.TelemetryStart;
import org.inkstream.app.BuildVersion;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.Settings;
import org.inkstream.letter.LetterSchema;
import org.inkstream.metrics.Metrics;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.money.PriceTable;
import org.inkstream.pipeline.http.ManagementServer;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.ingest.kafka.KafkaSource;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.Heartbeat;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.journal.RunStore;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.pipeline.publish.EventType;
import org.inkstream.pipeline.publish.kafka.EventProducer;
import org.inkstream.pipeline.publish.kafka.KafkaAnnouncer;
import org.inkstream.pipeline.publish.kafka.KafkaDeadLetters;
import org.inkstream.pipeline.publish.kafka.Topics;
import org.inkstream.pipeline.quality.Assessor;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.workflow.NoResults;
import org.inkstream.pipeline.workflow.ResultStore;
import org.inkstream.time.ThreadTimers;

/** Starts the parts of a service one after the other. Used once, on one thread. */
final class ServiceStart {
    /** The CloudEvents source of everything that this service announces. */
    private static final String SOURCE = "/inkstream";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Agents that do not answer by then are asked with the first call. */
    private static final Duration AGENTS_ANSWER = Duration.ofSeconds(10);

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Settings settings;
    private final Runnable deposed;
    private final Seams seams;
    private final Closing closing = new Closing();
    private final ThreadTimers clock = new ThreadTimers("inkstream-beat");
    private final Metrics metrics;
    private final Telemetry telemetry;
    private final ServiceEvents events;
    private final Readiness readiness = new Readiness();

    private final PriceTable prices;
    private final Vertx vertx;
    private final MongoStores stores;
    private final BoughtResults bought;
    private final EventProducer producer;
    private final DeadLetters deadLetters;

    ServiceStart(Settings settings, Runnable deposed, Seams seams) {
        this.settings = settings;
        this.deposed = deposed;
        this.seams = seams;
        // Read first: a bad price file must stop the start before anything is open.
        prices = PriceTable.load(settings.cost().priceFile());
        closing.add("clock", clock);
        metrics = new Metrics(BuildVersion.number()).withJvm();
        closing.add("metrics", metrics);
        telemetry = TelemetryStart.open(settings.telemetry(), BuildVersion.number());
        // Closed after everything else that says something, so that it is heard.
        closing.add("telemetry", telemetry);
        events = new ServiceEvents(metrics);
        vertx = metrics.vertx(new VertxOptions().setEventLoopPoolSize(loops())).build();
        closeFuture("vertx", vertx::close);
        stores = MongoStores.open(vertx, settings.store(), clock, events);
        bought = new BoughtResults(settings, stores);
        closeFuture("store", stores::close);
        producer = EventProducer.open(settings.kafka());
        closing.add("producer", producer);
        deadLetters =
                seams.around(
                        DeadLetters.class,
                        new KafkaDeadLetters(producer, settings.kafka().topics().deadLetters()));
    }

    Service run() {
        new Topics(settings.kafka()).create(LIMIT);
        await("preparing the store", stores.prepare());
        SharedParts parts = parts(journals());
        List<WorkflowLoop> loops = deployLoops(parts);
        KafkaSource source = source(loops);
        if (settings.journal().enabled()) {
            loops.forEach(WorkflowLoop::beginDue);
        }
        ManagementServer management = manage(loops, source);
        return new Service(
                settings,
                closing,
                new Intakes(source, loops),
                stores,
                readiness,
                parts.revision(),
                management.port());
    }

    /** Closes what has started. */
    void undo() {
        closing.closeAll();
    }

    private int loops() {
        int wanted = settings.workflow().eventLoops();
        return wanted == 0 ? Runtime.getRuntime().availableProcessors() : wanted;
    }

    private Journals journals() {
        if (!settings.journal().enabled()) {
            return Journals.none(clock, settings.journal().deadAfter());
        }
        Heartbeat heartbeat =
                await(
                        "taking the instance name",
                        Heartbeat.start(
                                seams.around(OwnerStore.class, stores.owners()),
                                InstanceName.of(settings.instance()),
                                clock,
                                settings.journal().beat(),
                                settings.journal().deadAfter(),
                                () -> new Thread(deposed, "inkstream-deposed").start()));
        closeFuture("heartbeat", heartbeat::resign);
        return Journals.of(
                seams.around(RunStore.class, new CountedRuns(stores.runs(), metrics.store())),
                heartbeat,
                settings.journal().flushWindow());
    }

    private SharedParts parts(Journals journals) {
        ToolCatalogue catalogue = Service.catalogue(settings);
        ToolSchemas schemas = new ToolSchemas(catalogue);
        Inference inference = Inference.load(settings.inference(), catalogue);
        inference.requireTimeForBatches(settings.agents().waitDeadline());
        Agents agents =
                new Agents(
                        settings.agents(),
                        catalogue,
                        schemas,
                        BuiltInTools.handlers(),
                        models(inference, schemas).routing(),
                        clock);
        closing.add("agents", agents::close);
        LiveRevision revision =
                new LiveRevision(Service.revision(catalogue, inference), agents::revision);
        revision.learn(agents.askRevision(vertx), AGENTS_ANSWER);
        OcrEventDecoder decoder = new OcrEventDecoder();
        return new SharedParts(
                catalogue,
                schemas,
                Plan.of(catalogue),
                revision,
                new FirstContact(revision::isKnown, () -> agents.askRevision(vertx)),
                agents,
                PaidCalls.of(
                        settings.agents(),
                        agents::honourKeys,
                        agents::revision,
                        catalogue,
                        inference,
                        prices,
                        clock),
                readiness::isDraining,
                journals.on(),
                bought::reuse,
                new SetAside(
                        settings, seams.around(DueStore.class, stores.due()), deadLetters, decoder),
                Mending.of(settings, stores, journals.liveness(), decoder),
                stores::sweeper,
                new Assembly(
                        Assessor.of(LetterSchema.packaged(), catalogue, settings.quality()),
                        prices),
                seams.around(
                        ResultStore.class,
                        settings.journal().enabled() ? stores.results() : new NoResults()),
                seams.around(Announcer.class, announcer()),
                seams,
                decoder,
                events,
                metrics,
                telemetry);
    }

    private OpenModels models(Inference inference, ToolSchemas schemas) {
        OpenModels models =
                await(
                        "opening the way to the models",
                        TracedModels.open(
                                vertx,
                                inference,
                                settings.gateway(),
                                bought::kept,
                                schemas,
                                prices,
                                telemetry,
                                clock));
        closeFuture("models", models.closing()::get);
        return models;
    }

    /** Without the journal only the result itself is announced: that is what is then measured. */
    private Announcer announcer() {
        Announcer all = new KafkaAnnouncer(producer, settings.kafka().topics(), SOURCE);
        return settings.journal().enabled()
                ? all
                : events ->
                        all.announce(
                                events.stream()
                                        .filter(one -> one.type() == EventType.DOCUMENT_ENRICHED)
                                        .toList());
    }

    private List<WorkflowLoop> deployLoops(SharedParts parts) {
        List<WorkflowLoop> loops = new ArrayList<>();
        for (int number = 0; number < loops(); number++) {
            WorkflowLoop loop = new WorkflowLoop(parts, number, loops());
            String id = await("deploying", vertx.deployVerticle(loop, new DeploymentOptions()));
            closeFuture("event loop", () -> vertx.undeploy(id));
            loops.add(loop);
        }
        return loops;
    }

    private KafkaSource source(List<WorkflowLoop> loops) {
        KafkaSource source =
                new KafkaSource(
                        settings.kafka(),
                        settings.workflow(),
                        loops.stream().map(WorkflowLoop::lane).toList(),
                        deadLetters,
                        clock,
                        new SourceCounts(metrics.pipeline()));
        closeFuture("source", () -> source.drain(Duration.ZERO));
        await("subscribing to " + settings.kafka().topics().ocrCompleted(), source.start());
        return source;
    }

    private ManagementServer manage(List<WorkflowLoop> loops, KafkaSource source) {
        List<Supplier<Health.Check>> live = new ArrayList<>();
        loops.forEach(loop -> live.add(loop.watch()::check));
        List<Supplier<Health.Check>> ready =
                List.of(
                        readiness::check,
                        () ->
                                new Health.Check(
                                        "source",
                                        source.trouble().isEmpty(),
                                        source.trouble().orElse("reads")));
        ManagementServer management =
                await(
                        "opening the management port",
                        ManagementServer.start(
                                vertx,
                                settings.http(),
                                new Health(live, ready),
                                metrics.scrape()::text));
        closeFuture("management port", management::close);
        return management;
    }

    private static <T> T await(String what, Future<T> work) {
        return Await.done(what, LIMIT, work);
    }

    private void closeFuture(String name, Supplier<Future<?>> close) {
        closing.add(name, () -> Await.done("closing " + name, CLOSING, close.get().mapEmpty()));
    }
}
