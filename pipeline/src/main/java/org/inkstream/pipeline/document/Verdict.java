package org.inkstream.pipeline.document;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Whether a letter may be published as it is. */
public sealed interface Verdict {
    /** Good enough without a person. */
    record Publish() implements Verdict {}

    /**
     * A person must see it.
     *
     * @param reasons why, the weightiest first, at least one
     */
    record NeedsReview(List<Reason> reasons) implements Verdict {
        public NeedsReview {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a review needs a reason");
            }
        }
    }

    /** The sorts of reasons, the weightiest first. */
    enum ReasonKind {
        /** A field that every letter must have has no value. */
        MISSING_IMPORTANT_FIELD,
        /** A value claims to stand in the text and does not. */
        UNGROUNDED,
        /** Two sources say different things. */
        DISAGREEMENT,
        /** The source of a value is not sure enough. */
        LOW_CONFIDENCE,
        /** Nothing is wrong: a share of all letters is looked at. */
        SAMPLING;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        public String wireName() {
            return wireName;
        }
    }

    /**
     * @param kind what sort of reason
     * @param field path of the field, empty for the whole letter
     * @param sentence for the reviewer; quotes no more than the values in question
     */
    record Reason(ReasonKind kind, String field, String sentence) {
        public JsonObject toJson() {
            return new JsonObject()
                    .put("reason", kind.wireName())
                    .put("field", field)
                    .put("sentence", sentence);
        }
    }

    /** The reasons for a review, empty if there is none. */
    default List<Reason> reasons() {
        return match(publish -> List.<Reason>of(), NeedsReview::reasons);
    }

    default JsonArray reasonsToJson() {
        JsonArray json = new JsonArray();
        reasons().forEach(reason -> json.add(reason.toJson()));
        return json;
    }

    /** The name in results and events. */
    default String wireName() {
        return match(publish -> "publish", needsReview -> "needs_review");
    }

    default <R> R match(Function<Publish, R> publish, Function<NeedsReview, R> needsReview) {
        if (this instanceof Publish p) {
            return publish.apply(p);
        }
        return needsReview.apply((NeedsReview) this);
    }
}
