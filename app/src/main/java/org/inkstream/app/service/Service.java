package org.inkstream.app.service;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.inkstream.agents.letters.BuiltInAgents;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.catalogue.Revision;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.ingest.EventSource;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running process that enriches letters: a source, N event loops with a workflow each, the
 * stores and the management port. Used from threads that may block.
 */
public final class Service implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Service.class);

    /** Beyond the drain's own deadline: the last commit and the goodbye to the group. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final Settings settings;
    private final Closing closing;
    private final Intakes intakes;
    private final MongoStores stores;
    private final Readiness readiness;
    private final LiveRevision revision;
    private final int managementPort;

    Service(
            Settings settings,
            Closing closing,
            Intakes intakes,
            MongoStores stores,
            Readiness readiness,
            LiveRevision revision,
            int managementPort) {
        this.settings = settings;
        this.closing = closing;
        this.intakes = intakes;
        this.stores = stores;
        this.readiness = readiness;
        this.revision = revision;
        this.managementPort = managementPort;
    }

    /**
     * Starts a service. Blocks until it reads from its source; waits for a broker and a store that
     * do not answer yet for as long as the settings say.
     *
     * @param settings naming a broker and a store that can be reached
     * @param deposed called once, on a thread of its own, when another process took this one's
     *     name: the process must end, for it may do nothing more
     * @throws IllegalStateException if a part does not start; what had started is closed again
     */
    public static Service start(Settings settings, Runnable deposed) {
        return start(settings, deposed, Seams.NONE);
    }

    static Service start(Settings settings, Runnable deposed, Seams seams) {
        return start(settings, deposed, seams, () -> false);
    }

    /**
     * @param ending whether the process is asked to end, which ends the waiting for broker and
     *     store
     */
    static Service start(Settings settings, Runnable deposed, Seams seams, BooleanSupplier ending) {
        ServiceStart start = new ServiceStart(settings, deposed, seams, ending);
        try {
            return start.run();
        } catch (RuntimeException failure) {
            start.undo();
            throw failure;
        }
    }

    /** Where {@code /metrics} and {@code /health} are served. */
    public int managementPort() {
        return managementPort;
    }

    /** What the source is doing. */
    public EventSource.Progress progress() {
        return intakes.progress();
    }

    /** The current enriched letter as it is stored, or an empty object if there is none. */
    public Future<JsonObject> storedDocument(String documentId) {
        return stores.results().read(documentId);
    }

    /** The revision that runs begin with from now on, whatever agents elsewhere say later. */
    public String keepRevision() {
        return revision.keep();
    }

    /** What these settings alone say of the revision that runs begin with. Reads files. */
    public static String revision(Settings settings) {
        ToolCatalogue catalogue = catalogue(settings);
        return revision(catalogue, Inference.load(settings.inference(), catalogue)).hash();
    }

    /** The tools that these settings ask for. */
    static ToolCatalogue catalogue(Settings settings) {
        return ToolCatalogue.packaged()
                .only(settings.workflow().tools())
                .within(settings.workflow().longestCall());
    }

    static Revision revision(ToolCatalogue catalogue, Inference inference) {
        return Revision.of(catalogue, BuiltInAgents.RULE_SET, inference.canonical());
    }

    /**
     * Stops intake, lets the calls in the air finish within the drain deadline, commits and leaves
     * the group. A letter that needs further calls stays in the journal with what it has, for
     * whoever takes it over. Blocks; harmless when repeated.
     */
    public synchronized void drain() {
        if (!readiness.drain()) {
            return;
        }
        LOGGER.atInfo()
                .addKeyValue("inFlight", intakes.progress().inFlight())
                .log("service drains");
        try {
            Duration deadline = settings.workflow().drainDeadline();
            Await.done("draining", deadline.plus(FAREWELL), intakes.drain(deadline));
        } catch (IllegalStateException late) {
            LOGGER.atWarn().setCause(late).log("drain did not finish; the journal knows the rest");
        }
    }

    /** Drains and closes everything. Blocks; harmless when repeated. */
    @Override
    public void close() {
        drain();
        closing.closeAll();
    }
}
