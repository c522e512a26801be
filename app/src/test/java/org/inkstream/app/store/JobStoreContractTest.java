package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.money.Money;
import org.inkstream.pipeline.jobs.Counts;
import org.inkstream.pipeline.jobs.Job;
import org.inkstream.pipeline.jobs.JobDocument;
import org.inkstream.pipeline.jobs.JobDocument.State;
import org.inkstream.pipeline.jobs.JobFacts;
import org.inkstream.pipeline.jobs.JobLetters;
import org.inkstream.pipeline.jobs.JobStore;
import org.inkstream.pipeline.jobs.Note;
import org.inkstream.pipeline.jobs.OcrJobs;
import org.inkstream.pipeline.jobs.Progress;
import org.inkstream.pipeline.jobs.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class JobStoreContractTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final StoreUnderTest store;
    private final JobStore jobs;
    private final JobLetters letters;

    JobStoreContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
        jobs = store.stores.jobs();
        letters = store.stores.jobLetters();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_job_is_made_once_and_comes_back_as_it_was() {
        Job job = job("spring", NOON);

        assertThat(await(jobs.create(job))).isTrue();
        assertThat(await(jobs.create(job("spring", NOON.plusSeconds(9))))).isFalse();

        assertThat(await(jobs.find("spring"))).contains(job);
        assertThat(await(jobs.find("summer"))).isEmpty();
    }

    @Test
    void a_status_changes_only_if_it_is_still_the_one_that_was_seen() {
        Job job = job("spring", NOON);
        await(jobs.create(job));

        Job running = await(jobs.change(job, Job.Status.RUNNING, "", NOON)).orElseThrow();
        assertThat(running.changedAt()).isAfter(NOON);
        assertThat(await(jobs.change(job, Job.Status.CANCELLED, "late", NOON))).isEmpty();
        assertThat(await(jobs.active(NOON))).containsExactly(running);

        Job cancelled =
                await(jobs.change(running, Job.Status.CANCELLED, "enough", NOON)).orElseThrow();
        assertThat(cancelled.reason()).isEqualTo("enough");
        assertThat(await(store.stores.jobNotes().cancelled())).containsExactly("spring");
        assertThat(await(jobs.active(NOON.plusSeconds(60)))).isEmpty();
    }

    @Test
    void one_coordinator_has_a_job_until_its_lease_is_over() {
        await(jobs.create(job("spring", NOON)));

        assertThat(await(jobs.hold("spring", "a", NOON, NOON.plusSeconds(10)))).isPresent();
        assertThat(await(jobs.hold("spring", "b", NOON.plusSeconds(9), NOON.plusSeconds(20))))
                .isEmpty();
        assertThat(await(jobs.hold("spring", "a", NOON.plusSeconds(9), NOON.plusSeconds(15))))
                .isPresent();
        assertThat(await(jobs.hold("spring", "b", NOON.plusSeconds(16), NOON.plusSeconds(30))))
                .isPresent();
        assertThat(await(jobs.hold("spring", "a", NOON.plusSeconds(17), NOON.plusSeconds(30))))
                .isEmpty();
    }

    @Test
    void jobs_are_listed_newest_first_by_page_and_status() {
        for (int i = 0; i < 3; i++) {
            await(jobs.create(job("job-" + i, NOON.plusSeconds(i))));
        }
        Set<Job.Status> all = EnumSet.allOf(Job.Status.class);

        assertThat(await(jobs.list(all, 0, 2)))
                .extracting(Job::id)
                .containsExactly("job-2", "job-1");
        assertThat(await(jobs.list(all, 2, 2))).extracting(Job::id).containsExactly("job-0");
        assertThat(await(jobs.list(EnumSet.of(Job.Status.RUNNING), 0, 9))).isEmpty();
    }

    @Test
    void letters_are_listed_once_and_counted_from_what_they_are() {
        list("spring", "a", "b", "c");
        list("spring-2", "a");
        JobDocument b = letter("spring", "b");
        await(letters.save(List.of(ended(b, State.SUCCESS))));
        list("spring", "a", "b", "c");

        assertThat(await(letters.count("spring"))).isEqualTo(new Counts(2, 1, 0, 0, 0));
        assertThat(await(letters.outstanding("spring", true, "", 9)))
                .extracting(JobDocument::documentId)
                .containsExactly("a", "c");
        assertThat(await(letters.outstanding("spring", true, "a", 9)))
                .extracting(JobDocument::documentId)
                .containsExactly("c");
        assertThat(await(letters.tasks("spring", List.of("a", "nobody"))))
                .isEqualTo(Map.of("a", new Task("a", "{\"text\":\"of a\"}")));

        await(letters.forgetTasks("spring", List.of("a")));
        assertThat(await(letters.tasks("spring", List.of("a", "b")))).containsOnlyKeys("b");
        await(letters.forget("spring"));
        assertThat(await(letters.count("spring"))).isEqualTo(Counts.NONE);
        assertThat(await(letters.count("spring-2")).waiting()).isEqualTo(1);
    }

    @Test
    void what_a_worker_notes_stays_whatever_a_coordinator_saves() {
        list("spring", "a");
        Note note = new Note(Note.Kind.DEAD, "it kills", "spring#2");

        await(store.stores.jobNotes().note("spring", "a", note));
        await(store.stores.jobNotes().note("spring", "never listed", note));
        await(letters.save(List.of(ended(letter("spring", "a"), State.ERROR))));

        JobDocument kept = await(letters.inState("spring", State.ERROR, "", 9)).get(0);
        assertThat(kept.note()).isEqualTo(note);
        assertThat(store.all("job_documents")).hasSize(1);
    }

    @Test
    void an_error_is_asked_for_again_in_its_next_turn_and_who_is_late_changes_nothing() {
        list("spring", "a");
        JobDocument failed = ended(letter("spring", "a"), State.ERROR);
        await(letters.save(List.of(failed)));

        await(letters.retryErrors("spring"));
        await(letters.save(List.of(failed)));

        JobDocument again = await(letters.outstanding("spring", true, "", 9)).get(0);
        assertThat(again.turn()).isEqualTo(2);
        assertThat(again.wasRung()).isFalse();
        assertThat(again.mark()).isEqualTo("spring#2");
    }

    @Test
    void facts_come_from_letters_runs_and_costs() {
        store.insert(
                "enriched_documents",
                new JsonObject()
                        .put("_id", "a")
                        .put("jobId", "spring")
                        .put("textHash", "hash")
                        .put("review_status", "pending"));
        store.insert(
                "journal",
                new JsonObject()
                        .put("_id", "run")
                        .put("documentId", "b")
                        .put("textHash", "hash")
                        .put("state", "open"));
        store.insert("cost_records", cost("1", 5L));
        store.insert("cost_records", cost("2", 7L));
        store.insert(
                "cost_records",
                new JsonObject()
                        .put("_id", "3")
                        .put("enrichment_job_id", "spring")
                        .put("cost_status", "unknown"));
        JobFacts facts = store.stores.jobFacts();

        assertThat(await(facts.letters(List.of("a", "b"))))
                .isEqualTo(Map.of("a", new JobFacts.Letter("spring", "hash", true)));
        assertThat(await(facts.runs(List.of("a", "b"))))
                .isEqualTo(Map.of("b", new JobFacts.Run("hash", true)));
        assertThat(await(facts.cost("spring"))).isEqualTo(new JobFacts.Cost(new Money(12), 1));
    }

    @Test
    void an_ocr_job_without_a_usable_id_is_refused_once() {
        store.insert("ocr_jobs", new JsonObject().put("status", "completed"));
        store.insert("ocr_jobs", new JsonObject().put("job_id", 42).put("status", "completed"));
        OcrJobs ocrJobs = store.stores.ocrJobs();

        for (OcrJobs.OcrJob found : await(ocrJobs.untaken(9))) {
            await(ocrJobs.refused(found, "it lists no documents"));
        }

        assertThat(await(ocrJobs.untaken(9))).isEmpty();
        assertThat(store.all("ocr_jobs"))
                .extracting(job -> job.getString("enrichment_error"))
                .containsOnly("it lists no documents")
                .hasSize(2);
    }

    @Test
    void a_finished_ocr_job_is_found_until_it_is_taken() {
        store.insert(
                "ocr_jobs",
                new JsonObject()
                        .put("job_id", "ocr-7")
                        .put("status", "finished")
                        .put("collection_id", "smith")
                        .put(
                                "documents",
                                new JsonArray().add(new JsonObject().put("documentId", "a"))));
        store.insert("ocr_jobs", new JsonObject().put("job_id", "ocr-8").put("status", "running"));
        OcrJobs ocrJobs = store.stores.ocrJobs();

        List<OcrJobs.OcrJob> found = await(ocrJobs.untaken(9));
        assertThat(found).extracting(OcrJobs.OcrJob::id).containsExactly("ocr-7");
        assertThat(found.get(0).body().getString("collectionId")).isEqualTo("smith");

        await(ocrJobs.taken(found.get(0), "job-1"));
        assertThat(await(ocrJobs.untaken(9))).isEmpty();
        assertThat(await(ocrJobs.find("ocr-8")).orElseThrow().finished()).isFalse();
    }

    private static JsonObject cost(String id, long picoUsd) {
        return new JsonObject()
                .put("_id", id)
                .put("enrichment_job_id", "spring")
                .put("cost_status", "priced")
                .put("cost_pico_usd", picoUsd);
    }

    private void list(String jobId, String... documentIds) {
        List<JobDocument> documents =
                Arrays.stream(documentIds).map(id -> letter(jobId, id)).toList();
        List<Task> tasks =
                Arrays.stream(documentIds)
                        .map(id -> new Task(id, "{\"text\":\"of " + id + "\"}"))
                        .toList();
        await(letters.add(documents, tasks));
    }

    private static JobDocument letter(String jobId, String documentId) {
        return JobDocument.waiting(jobId, documentId, "hash");
    }

    private static JobDocument ended(JobDocument one, State state) {
        return new JobDocument(
                one.jobId(),
                one.documentId(),
                one.textHash(),
                state,
                "",
                one.turn(),
                1,
                NOON,
                Note.NONE);
    }

    private static Job job(String id, Instant at) {
        return new Job(
                id,
                "ocr-1",
                "smith",
                Job.Status.CREATING,
                "",
                3,
                new Money(5_000_000_000_000L),
                4,
                "content",
                new Progress(new Counts(1, 1, 1, 1, 0), 2.5, new Money(77), 1, at),
                at,
                at);
    }
}
