package org.inkstream.pipeline.workflow;

/** A run stops where it is because its process ends; what it called is in the journal. */
final class ProcessEnds extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProcessEnds() {
        super("this process ends; the run goes on elsewhere", null, false, false);
    }
}
