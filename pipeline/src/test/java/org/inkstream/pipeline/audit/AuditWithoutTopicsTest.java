package org.inkstream.pipeline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.inkstream.pipeline.ingest.Delivery;
import org.junit.jupiter.api.Test;

/** What can be compared where brokers keep nothing: journal, store, jobs and dead letters. */
class AuditWithoutTopicsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SourceSide source = new SourceSide();
    private final StoreSide store = new StoreSide(new EventSide());

    @Test
    void where_all_dead_letters_are_known_a_dead_run_has_its_own() {
        dead("kept");
        source.buried("dead_letters/1", "kept", new Delivery.Origin("enrichment", -1, -1));
        dead("enriched since");
        enriched("enriched since");
        dead("erased");
        store.erased("erased", NOON);
        dead("letter");
        assertThat(report().agrees()).isTrue();

        source.knowsAllBuried();

        assertThat(report().findings())
                .containsExactly(new Finding(Problem.NOT_BURIED, "letter", "its run was given up"));
    }

    @Test
    void dead_letters_of_a_source_that_numbers_nothing_are_counted_each_once() {
        Delivery.Origin nowhere = new Delivery.Origin("enrichment", -1, -1);
        source.buried("dead_letters/1", "a", nowhere);
        source.buried("dead_letters/2", "b", nowhere);
        source.buried("dead_letters/2", "b", nowhere);

        assertThat(report().counts()).containsEntry("dead letters", 2L);
    }

    @Test
    void what_could_not_be_read_is_not_counted_as_nothing() {
        source.cannotBeRead();

        assertThat(report().counts())
                .containsKey("runs open")
                .doesNotContainKeys("records", "letters sent", "document.enriched");
    }

    @Test
    void what_a_job_counts_as_enriched_is_in_the_store() {
        ofJob("job", true, "there", "success");
        ofJob("job", true, "gone", "review");
        ofJob("job", true, "erased", "success");
        ofJob("job", true, "given up", "error");
        enriched("there");
        store.erased("erased", NOON);

        assertThat(report().findings())
                .containsExactly(new Finding(Problem.NOT_OF_JOB, "gone", "job job"));
        assertThat(report().counts()).containsEntry("letters of jobs", 4L);
    }

    @Test
    void a_finished_job_waits_for_no_letter() {
        ofJob("running", false, "in the air", "waiting");
        ofJob("finished", true, "left", "waiting");

        assertThat(report().findings())
                .containsExactly(new Finding(Problem.LEFT_BY_JOB, "left", "job finished"));
    }

    @Test
    void a_report_says_what_it_could_not_compare() {
        AuditReport report = report().without(List.of("letters with the journal: NSQ keeps none"));

        assertThat(report.lines(10))
                .contains("not compared: letters with the journal: NSQ keeps none")
                .contains("the books agree, as far as they can be compared");
        assertThat(report.toJson(10).getJsonArray("notCompared")).hasSize(1);
        assertThat(report().lines(10)).contains("the books agree");
    }

    private void ofJob(String jobId, boolean finished, String documentId, String state) {
        store.ofJob(new StoreSide.JobLetter(jobId, finished, documentId, state));
    }

    private void dead(String documentId) {
        store.run(
                new StoreSide.Run(
                        "run-" + documentId, documentId, "text", "me#1", "dead", NOON, false));
    }

    private void enriched(String documentId) {
        store.current(new StoreSide.Letter(documentId, "run-2", "text", 1, 0, true));
    }

    private AuditReport report() {
        return Audit.compare(source, store, owner -> false, NOON.minusSeconds(600));
    }
}
