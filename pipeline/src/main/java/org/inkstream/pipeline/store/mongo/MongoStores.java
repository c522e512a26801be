package org.inkstream.pipeline.store.mongo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.budget.BudgetStore;
import org.inkstream.agents.gateway.EstimateStore;
import org.inkstream.config.StoreSettings;
import org.inkstream.pipeline.audit.AuditStore;
import org.inkstream.pipeline.ingest.LargeLetters;
import org.inkstream.pipeline.jobs.JobFacts;
import org.inkstream.pipeline.jobs.JobLetters;
import org.inkstream.pipeline.jobs.JobNotes;
import org.inkstream.pipeline.jobs.JobStore;
import org.inkstream.pipeline.jobs.OcrJobs;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.journal.ReuseStore;
import org.inkstream.pipeline.journal.RunStore;
import org.inkstream.pipeline.journal.UnfinishedRuns;
import org.inkstream.pipeline.workflow.HealBudget;
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

    public LargeLetters largeLetters() {
        return new MongoLargeLetters(client, observed);
    }

    public JobStore jobs() {
        return new MongoJobStore(client, observed);
    }

    public JobLetters jobLetters() {
        return new MongoJobLetters(client, observed);
    }

    /** What the rest of the store knows of letters of jobs. */
    public JobFacts jobFacts() {
        return new MongoJobFacts(client, observed);
    }

    /** What workers tell the coordinator, and hear from it. */
    public JobNotes jobNotes() {
        return new MongoJobNotes(client, observed);
    }

    /** What OCR systems leave. */
    public OcrJobs ocrJobs() {
        return new MongoOcrJobs(client, observed);
    }

    public ResultStore results() {
        return new MongoResultStore(client, bulks, observed, timers);
    }

    /** For removing letters for good. */
    public Erasure erasure() {
        return new Erasure(client, observed, timers);
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

    /** Letters that wait for a person; reads a whole collection on the embedded store. */
    public Future<Long> openReviews() {
        return observed.read(
                "reviews.count",
                () -> client.count(Collections.REVIEWS, new JsonObject().put("status", "pending")));
    }

    /** Dead letters that the store keeps. */
    public Future<Long> keptDeadLetters() {
        return observed.read(
                "dead_letters.count",
                () -> client.count(Collections.DEAD_LETTERS, new JsonObject()));
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

    /** What paid models may cost, and what is set aside. */
    public BudgetStore budgets() {
        return new MongoBudgets(client, observed, timers);
    }

    /** What queues before inference servers have learned of calls. */
    public EstimateStore estimates() {
        return new MongoEstimates(client, bulks, observed, timers);
    }

    /** What healing has cost, day by day. */
    public HealBudget.Store healBudget() {
        return new MongoHealBudget(client, observed);
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
