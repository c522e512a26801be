package org.inkstream.pipeline.store.mongo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.config.StoreSettings;
import org.inkstream.pipeline.audit.AuditStore;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.journal.ReuseStore;
import org.inkstream.pipeline.journal.RunStore;
import org.inkstream.pipeline.journal.UnfinishedRuns;
import org.inkstream.pipeline.workflow.HealCandidates;
import org.inkstream.pipeline.workflow.ResultStore;
import org.inkstream.pipeline.workflow.UnhealedLetters;
import org.inkstream.time.Timers;

/**
 * All stores, over one connection pool for what is written for every letter and one for the rest.
 * Their futures complete on the caller's context.
 */
public final class MongoStores {
    private final MongoClient client;
    private final BulkWrites bulks;
    private final Observed observed;
    private final StoreSettings settings;
    private final Timers timers;

    private MongoStores(
            MongoClient client,
            BulkWrites bulks,
            Observed observed,
            StoreSettings settings,
            Timers timers) {
        this.client = client;
        this.bulks = bulks;
        this.observed = observed;
        this.settings = settings;
        this.timers = timers;
    }

    /**
     * Creates the pool; connects with the first operation.
     *
     * @param settings with the URI of a store, be it the embedded one
     * @param timers for durations and the times that people read
     * @param listener hears of every round trip
     */
    public static MongoStores open(
            Vertx vertx, StoreSettings settings, Timers timers, StoreListener listener) {
        MongoClient client = MongoClient.create(vertx, config(settings));
        return new MongoStores(
                client,
                BulkWrites.open(vertx, settings),
                new Observed(timers, listener),
                settings,
                timers);
    }

    private static JsonObject config(StoreSettings settings) {
        return new JsonObject()
                .put("connection_string", settings.uri())
                .put("db_name", settings.database())
                // Ids are ours and deterministic; one that looks like an ObjectId stays a string.
                .put("useObjectId", false)
                .put("maxPoolSize", settings.poolSize())
                .put("w", "majority")
                .put("j", true);
    }

    /** Creates the indexes that are missing; fails if the store cannot be reached. */
    public Future<Void> prepare() {
        return MongoIndexes.create(client);
    }

    /** For health: completes if the store answers. */
    public Future<Void> ping() {
        return client.runCommand("ping", new JsonObject().put("ping", 1)).mapEmpty();
    }

    public RunStore runs() {
        return new MongoRunStore(client, bulks, observed);
    }

    public OwnerStore owners() {
        return new MongoOwnerStore(client, observed, timers);
    }

    public DueStore due() {
        return new MongoDueStore(client, observed);
    }

    public ResultStore results() {
        return new MongoResultStore(client, bulks, observed, timers);
    }

    /** For removing letters for good. */
    public Erasure erasure() {
        return new Erasure(client, observed);
    }

    public ReuseStore reuse() {
        return new MongoReuseStore(client, bulks, observed, timers);
    }

    /** Answers that cost, for whoever asks again; each event loop needs one of its own. */
    public KeptAnswers answers() {
        return new MongoAnswers(client, bulks, observed, timers, settings.answersKept());
    }

    /**
     * @param timers of the event loop that owns the sweeper
     */
    public RetentionSweeper sweeper(Timers timers) {
        return new RetentionSweeper(client, observed, timers, settings.retention());
    }

    /** Counts what there is; reads whole collections on the embedded store. */
    public Future<StoreCounts> counts() {
        return StoreCounts.of(client);
    }

    public UnfinishedRuns unfinishedRuns() {
        return new MongoUnfinishedRuns(client, observed);
    }

    public HealCandidates healCandidates() {
        return new MongoHealCandidates(client, observed);
    }

    public UnhealedLetters unhealed() {
        return new MongoUnhealedLetters(client, observed);
    }

    /** Reads everything, to see whether it adds up. */
    public AuditStore audit() {
        return new MongoAuditStore(client, observed);
    }

    /** The pool, for what has no store of its own. */
    public MongoClient client() {
        return client;
    }

    public Future<Void> close() {
        bulks.close();
        return client.close();
    }
}
