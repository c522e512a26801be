package org.inkstream.pipeline.store.mongo;

/** The names of the collections, as operators know them. */
final class Collections {
    static final String JOURNAL = "journal";
    static final String RUNS = "runs";
    static final String OWNERS = "owners";
    static final String DUE = "due";
    static final String ENRICHED = "enriched_documents";
    static final String HISTORY = "enriched_history";
    static final String COSTS = "cost_records";
    static final String REVIEWS = "review_queue";
    static final String OCR_JOBS = "ocr_jobs";
    static final String JOBS = "enrichment_jobs";
    static final String JOB_DOCUMENTS = "job_documents";
    static final String JOB_TASKS = "job_tasks";
    static final String ANSWERS = "answers";
    static final String REUSE = "reuse";
    static final String DEAD_LETTERS = "dead_letters";
    static final String UNHEALED = "unhealed";
    static final String BUDGETS = "budgets";
    static final String ESTIMATES = "estimates";
    static final String ERASED = "erased";

    /** In every document, so that a migration knows what it reads. */
    static final String SCHEMA_VERSION = "schemaVersion";

    static final int CURRENT_SCHEMA = 1;

    /** By which operators ask for letters and reviews, as in the older system. */
    static final String DOCUMENT_ID = "document_id";

    private Collections() {}
}
