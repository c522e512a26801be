package org.inkstream.app.service;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.inkstream.agents.builtin.BuiltInTools;
import org.inkstream.agents.gateway.EndpointParts;
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
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.Heartbeat;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.journal.RunStore;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.pipeline.quality.Assessor;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.workflow.Assembling;
import org.inkstream.pipeline.workflow.NoResults;
import org.inkstream.pipeline.workflow.ResultStore;
import org.inkstream.time.ThreadTimers;

/** Starts the parts of a service one after the other. Used once, on one thread. */
final class ServiceStart {
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
    private final SeenEndpoints endpoints;

    private final PriceTable prices;
    private final Vertx vertx;
    private final MongoStores stores;
    private final BoughtResults bought;
    private final Optional<NsqLine> nsq;
    private final Outlets outlets;
    private final WorkersJobs jobs;
    private final DeadLetters deadLetters;

    /**
     * @param ending whether the process is asked to end, which ends the waiting for others
     */
    ServiceStart(Settings settings, Runnable deposed, Seams seams, BooleanSupplier ending) {
        this.settings = settings;
        this.deposed = deposed;
        this.seams = seams;
        // Read first: a bad price file must stop the start before anything is open.
        prices = PriceTable.load(settings.cost().priceFile());
        closing.add("clock", clock);
        telemetry = TelemetryStart.open(settings.telemetry(), BuildVersion.number());
        metrics = new Metrics(BuildVersion.number(), telemetry.isOn()).withJvm();
        closing.add("metrics", metrics);
        // Closed after everything else that says something, so that it is heard.
        closing.add("telemetry", telemetry);
        events = new ServiceEvents(metrics, clock);
        endpoints = new SeenEndpoints(metrics, clock);
        vertx = metrics.vertx(OwnLoops.threads(loops())).build();
        closeFuture("vertx", vertx::close);
        stores = MongoStores.open(vertx, settings.store(), clock, events);
        bought = new BoughtResults(settings, stores);
        closeFuture("store", stores::close);
        // Before their clients are opened: some end at once on a name that nobody knows yet.
        FirstAnswer.ofPeers(
                settings,
                settings.events().kafka(),
                vertx,
                stores,
                clock,
                ending,
                closing::closeAll);
        nsq =
                settings.events().nsq()
                        ? Optional.of(NsqLine.open(vertx, settings, metrics.nsq()))
                        : Optional.empty();
        outlets = Outlets.open(settings, nsq, closing);
        jobs = WorkersJobs.start(stores, clock, closing);
        deadLetters =
                seams.around(
                        DeadLetters.class,
                        jobs.around(outlets.deadLetters(stores.largeLetters()::keep)));
    }

    Service run() {
        await("preparing the store", stores.prepare());
        SharedParts parts = parts(journals());
        List<WorkflowLoop> loops = deployLoops(parts);
        List<Inlet> inlets = inlets(loops);
        if (settings.journal().enabled()) {
            loops.forEach(WorkflowLoop::beginDue);
        }
        ManagementServer management = manage(loops, inlets);
        return new Service(
                settings,
                closing,
                new Intakes(inlets.stream().map(Inlet::source).toList(), loops),
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
                        models(inference, schemas, journals).routing(),
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
                jobs,
                new SetAside(
                        settings, seams.around(DueStore.class, stores.due()), deadLetters, decoder),
                Mending.of(settings, stores, journals, decoder),
                stores::sweeper,
                new Assembling(
                        work -> vertx.executeBlocking(work::get, false),
                        new Assembly(
                                Assessor.of(LetterSchema.packaged(), catalogue, settings.quality()),
                                prices)),
                seams.around(
                        ResultStore.class,
                        settings.journal().enabled() ? stores.results() : new NoResults()),
                seams.around(Announcer.class, outlets.announcer()),
                seams,
                decoder,
                events,
                metrics,
                telemetry);
    }

    private OpenModels models(Inference inference, ToolSchemas schemas, Journals journals) {
        OpenModels models =
                await(
                        "opening the way to the models",
                        TracedModels.open(
                                vertx,
                                inference,
                                settings.gateway(),
                                new EndpointParts(
                                        Budgeting.of(
                                                settings,
                                                inference,
                                                prices,
                                                stores,
                                                journals,
                                                metrics.budgets(),
                                                clock),
                                        bought::kept,
                                        bought.estimates(),
                                        endpoints),
                                schemas,
                                prices,
                                telemetry,
                                clock));
        closeFuture("models", models.closing()::get);
        return models;
    }

    private List<WorkflowLoop> deployLoops(SharedParts parts) {
        List<WorkflowLoop> loops =
                IntStream.range(0, loops())
                        .mapToObj(number -> new WorkflowLoop(parts, number, loops()))
                        .toList();
        String id = await("deploying", OwnLoops.deploy(vertx, loops));
        closeFuture("event loops", () -> vertx.undeploy(id));
        return loops;
    }

    private List<Inlet> inlets(List<WorkflowLoop> loops) {
        Inlets all = new Inlets(settings, deadLetters, clock, metrics, nsq);
        List<Inlet> inlets =
                await(
                        "making the sources",
                        all.on(loops.stream().map(WorkflowLoop::lane).toList()));
        for (Inlet inlet : inlets) {
            closeFuture(inlet.name(), () -> inlet.source().drain(Duration.ZERO));
            await("subscribing to " + inlet.waitsFor(), inlet.start());
        }
        return inlets;
    }

    private ManagementServer manage(List<WorkflowLoop> loops, List<Inlet> inlets) {
        Surroundings surroundings =
                await(
                        "beginning to look at what waits",
                        Surroundings.watch(vertx, settings, stores, metrics));
        closeFuture("look at what waits", surroundings::close);
        ServiceParts parts = new ServiceParts(readiness, inlets, loops, surroundings, endpoints);
        ManagementServer management =
                await(
                        "opening the management port",
                        parts.serve(vertx, settings.http(), clock, metrics));
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
