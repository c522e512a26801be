package org.inkstream.pipeline.audit;

import java.util.Locale;

/** What can be wrong with the books, and what an operator does about it. */
public enum Problem {
    LOST(
            "accepted letters of which nothing is known",
            "publish the record again (its topic still holds it)"),
    NOT_BURIED(
            "records that were given up and are not among the dead letters",
            "read the record from its topic; publish it again to see why it is refused"),
    ENRICHED_AND_DEAD(
            "letters that are both enriched and dead-lettered",
            "compare the stored letter with 'dead-letters show'"),
    NO_LETTER(
            "closed runs without their stored letter",
            "publish the record again under a new revision, or restore the store"),
    COSTS_DIFFER(
            "letters whose costs are not the sum of their cost records",
            "compare the letter's tools with cost_records of its run"),
    NO_DUE_ENTRY(
            "parked runs that nothing will wake",
            "run a worker: its reconciler puts the entry back"),
    NO_RUN("due entries without a run", "remove the entry from the collection 'due'"),
    ABANDONED(
            "open runs whose owner is dead",
            "run a worker: its reconciler takes them over after journal.reconcileAfter"),
    TEXT_GONE(
            "dead letters that were too large for their topic and are kept nowhere",
            "publish the record again from where it came"),
    NOT_ANNOUNCED(
            "stored letters, costs or reviews of closed runs that were not announced",
            "tell those who read the events; the letter is in enriched_documents"),
    NOT_STORED(
            "letters that were announced and are not in the store",
            "restore the store, or publish the record again"),
    TWO_VERSIONS(
            "letters with two current versions",
            "compare enriched_documents with enriched_history"),
    NOT_OF_JOB(
            "letters that a job counts as enriched and that are not in the store",
            "restore the store, or have the letter worked on in a new job"),
    LEFT_BY_JOB(
            "letters without an end in jobs that have finished",
            "'jobs resume JOB --errors' asks for them again");

    private final String title;
    private final String remedy;

    Problem(String title, String remedy) {
        this.title = title;
        this.remedy = remedy;
    }

    /** For people, in the plural. */
    public String title() {
        return title;
    }

    /** What to do, for people. */
    public String remedy() {
        return remedy;
    }

    /** The name in JSON, such as {@code no_due_entry}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
