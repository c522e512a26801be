package org.inkstream.pipeline.publish;

/** The events that Inkstream announces. */
public enum EventType {
    DOCUMENT_ENRICHED("org.inkstream.document.enriched.v1"),
    DOCUMENT_QUALITY("org.inkstream.document.quality.v1"),
    COST_RECORDED("org.inkstream.cost.recorded.v1"),
    DOCUMENT_REVIEW("org.inkstream.document.review.v1");

    private final String cloudEventsType;

    EventType(String cloudEventsType) {
        this.cloudEventsType = cloudEventsType;
    }

    /** The CloudEvents {@code type} attribute. */
    public String cloudEventsType() {
        return cloudEventsType;
    }
}
