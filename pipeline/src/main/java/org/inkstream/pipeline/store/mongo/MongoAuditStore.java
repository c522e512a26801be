package org.inkstream.pipeline.store.mongo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.inkstream.pipeline.audit.AuditStore;
import org.inkstream.pipeline.audit.StoreSide;
import org.inkstream.pipeline.jobs.Job;
import org.inkstream.pipeline.journal.DueStore;

/** What an audit needs to know of MongoDB's collections, and no more of each document. */
final class MongoAuditStore implements AuditStore {
    private static final int PICO_SCALE = 12;
    private static final JsonObject ALL = new JsonObject();
    private static final String DOCUMENT = "documentId";
    private static final String RUN = "runId";

    private static final List<String> OF_RUN =
            List.of("documentId", "textHash", "owner", "state", "openedAt", "summary");
    private static final List<String> OF_LETTER =
            List.of("documentId", "runId", "textHash", "version", "tools");

    private final Pages pages;

    MongoAuditStore(MongoClient client, Observed observed) {
        this.pages = new Pages(client, observed, "audit.read");
    }

    @Override
    public Future<StoreSide> read(StoreSide side) {
        // Before the letters: a job counts only what stands there.
        return jobs(side)
                .compose(read -> runs(Collections.JOURNAL, side, true))
                // Trimmed runs are older than the history of letters may be.
                .compose(read -> runs(Collections.RUNS, side, false))
                .compose(read -> due(side))
                .compose(
                        read ->
                                pages.forEach(
                                        Collections.ENRICHED,
                                        ALL,
                                        OF_LETTER,
                                        one -> side.current(letter(one))))
                .compose(
                        read ->
                                pages.forEach(
                                        Collections.HISTORY,
                                        ALL,
                                        OF_LETTER,
                                        one -> side.earlier(letter(one))))
                .compose(read -> costs(side))
                .compose(read -> reviews(side))
                .compose(read -> erased(side))
                .map(read -> side);
    }

    private Future<Void> jobs(StoreSide side) {
        Set<String> finished = new HashSet<>();
        JsonObject ended = new JsonObject().put(JobForm.STATUS, Job.Status.FINISHED.wireName());
        return pages.forEach(
                        Collections.JOBS,
                        ended,
                        List.of(),
                        job -> finished.add(job.getString("_id")))
                .compose(
                        read ->
                                pages.forEach(
                                        Collections.JOB_DOCUMENTS,
                                        ALL,
                                        List.of(JobForm.JOB, DOCUMENT, JobForm.STATE),
                                        one -> jobLetter(one, finished, side)));
    }

    private static void jobLetter(JsonObject stored, Set<String> finished, StoreSide side) {
        String job = stored.getString(JobForm.JOB);
        side.ofJob(
                new StoreSide.JobLetter(
                        job,
                        finished.contains(job),
                        stored.getString(DOCUMENT),
                        stored.getString(JobForm.STATE)));
    }

    private Future<Void> runs(String collection, StoreSide side, boolean letterIsThere) {
        return pages.forEach(
                collection, ALL, OF_RUN, stored -> side.run(run(stored, letterIsThere)));
    }

    private static StoreSide.Run run(JsonObject stored, boolean letterIsThere) {
        JsonObject run = JournalForm.fromStore(stored);
        JsonObject summary = run.getJsonObject("summary", new JsonObject());
        return new StoreSide.Run(
                run.getString("_id"),
                run.getString("documentId", ""),
                run.getString("textHash", ""),
                run.getString("owner", ""),
                run.getString("state", ""),
                Instant.parse(run.getString("openedAt", Instant.EPOCH.toString())),
                letterIsThere && summary.getBoolean("saved", true));
    }

    private Future<Void> due(StoreSide side) {
        return pages.forEach(
                Collections.DUE,
                ALL,
                List.of("documentId"),
                one -> due(side, one.getString("_id"), one.getString("documentId", "")));
    }

    private static void due(StoreSide side, String id, String documentId) {
        side.due(id, DueStore.Entry.runId(id), documentId);
    }

    private static StoreSide.Letter letter(JsonObject stored) {
        long picoUsd = 0;
        boolean known = true;
        JsonObject tools = stored.getJsonObject("tools", new JsonObject());
        for (String name : tools.fieldNames()) {
            JsonObject tool = tools.getJsonObject(name);
            known &= !"unknown".equals(tool.getString("cost_status"));
            picoUsd += picoUsd(tool.getString("cost_usd", "0"));
        }
        return new StoreSide.Letter(
                stored.getString("documentId", stored.getString("_id")),
                stored.getString("runId", ""),
                stored.getString("textHash", ""),
                stored.getInteger("version", 0),
                picoUsd,
                known);
    }

    private static long picoUsd(String dollars) {
        return new BigDecimal(dollars).movePointRight(PICO_SCALE).longValueExact();
    }

    private Future<Void> costs(StoreSide side) {
        return pages.forEach(
                Collections.COSTS,
                ALL,
                List.of(DOCUMENT, RUN, "cost_pico_usd"),
                one ->
                        side.cost(
                                one.getString("_id"),
                                one.getString(DOCUMENT, ""),
                                one.getString(RUN, ""),
                                one.getLong("cost_pico_usd", 0L)));
    }

    private Future<Void> reviews(StoreSide side) {
        return pages.forEach(
                Collections.REVIEWS,
                ALL,
                List.of(DOCUMENT, RUN),
                one -> side.review(one.getString(DOCUMENT, ""), one.getString(RUN, "")));
    }

    private Future<Void> erased(StoreSide side) {
        return pages.forEach(
                Collections.ERASED,
                ALL,
                List.of(Erasure.AT),
                one ->
                        side.erased(
                                one.getString("_id"),
                                Instant.parse(Dates.text(one.getJsonObject(Erasure.AT)))));
    }
}
