package org.inkstream.pipeline.publish;

import java.util.Locale;
import org.inkstream.config.TopicNames;

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

    /** What it is called where people read, such as {@code document.enriched}. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** The CloudEvents {@code type} attribute. */
    public String cloudEventsType() {
        return cloudEventsType;
    }

    /** Where it goes, by the names in use. */
    public String topicIn(TopicNames topics) {
        return switch (this) {
            case DOCUMENT_ENRICHED -> topics.documentEnriched();
            case DOCUMENT_QUALITY -> topics.documentQuality();
            case COST_RECORDED -> topics.costRecorded();
            case DOCUMENT_REVIEW -> topics.documentReview();
        };
    }
}
