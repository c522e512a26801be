package org.inkstream.pipeline.quality;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.config.QualitySettings;
import org.inkstream.identity.Hashes;
import org.inkstream.letter.FieldSpec;
import org.inkstream.letter.LetterSchema;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.FieldState;
import org.inkstream.pipeline.document.Verdict;
import org.inkstream.pipeline.document.Verdict.Reason;
import org.inkstream.pipeline.document.Verdict.ReasonKind;

/** Decides which letters a person must see. Immutable. */
public final class Policy {
    private final QualitySettings settings;
    private final Set<String> required;
    private final String hash;

    private Policy(QualitySettings settings, LetterSchema schema) {
        this.settings = settings;
        List<String> paths =
                schema.byPath().values().stream()
                        .filter(spec -> spec.importance() == FieldSpec.Importance.REQUIRED)
                        .map(FieldSpec::path)
                        .toList();
        this.required = Set.copyOf(paths);
        this.hash = Hashes.sha256(thresholds(settings, paths));
    }

    public static Policy of(QualitySettings settings, LetterSchema schema) {
        return new Policy(settings, schema);
    }

    /** SHA-256 of the thresholds and of which fields are required: not part of a revision. */
    public String hash() {
        return hash;
    }

    public Verdict judge(String documentId, Merged merged) {
        Map<ReasonKind, List<Reason>> reasons = new EnumMap<>(ReasonKind.class);
        for (Field field : merged.fields()) {
            object(field, reasons);
        }
        merged.disagreements().forEach(two -> add(reasons, disagreement(two)));
        if (reasons.isEmpty() && sampled(documentId)) {
            add(reasons, new Reason(ReasonKind.SAMPLING, "", "chosen at random to check the rest"));
        }
        return reasons.isEmpty()
                ? new Verdict.Publish()
                : new Verdict.NeedsReview(reasons.values().stream().flatMap(List::stream).toList());
    }

    private void object(Field field, Map<ReasonKind, List<Reason>> reasons) {
        boolean mustHave = required.contains(field.path());
        if (mustHave && !field.state().resolved()) {
            add(reasons, new Reason(ReasonKind.MISSING_IMPORTANT_FIELD, field.path(), why(field)));
        }
        if (field.ungrounded()) {
            add(reasons, new Reason(ReasonKind.UNGROUNDED, field.path(), unproven(field)));
        }
        if (mustHave
                && field.hasConfidence()
                && field.confidence() < settings.minimumConfidence()) {
            add(
                    reasons,
                    new Reason(
                            ReasonKind.LOW_CONFIDENCE,
                            field.path(),
                            "confidence %s is below %s"
                                    .formatted(field.confidence(), settings.minimumConfidence())));
        }
    }

    private static String why(Field field) {
        String tool = field.origin().tool();
        if (field.state() == FieldState.NOT_FOUND) {
            return tool + " looked and found nothing";
        }
        if (tool.isEmpty()) {
            return "no tool of this plan fills it, and the OCR step did not read it";
        }
        return "%s: %s".formatted(field.state().wireName(), field.reason());
    }

    private static String unproven(Field field) {
        List<Integer> items = field.unproven();
        return items.get(0) < 0
                ? "the value does not stand in the text"
                : "these items do not stand in the text (counted from 0): " + items;
    }

    private static Reason disagreement(Disagreement two) {
        return new Reason(
                ReasonKind.DISAGREEMENT,
                two.taken().path(),
                "%s says '%s', %s says '%s'"
                        .formatted(
                                two.taken().origin().wireName(),
                                two.taken().value(),
                                two.other().origin().wireName(),
                                two.other().value()));
    }

    private static void add(Map<ReasonKind, List<Reason>> reasons, Reason reason) {
        reasons.computeIfAbsent(reason.kind(), kind -> new ArrayList<>()).add(reason);
    }

    /** By the document alone, so that a redelivery and a second run come to the same answer. */
    private boolean sampled(String documentId) {
        if (settings.samplingShare() <= 0) {
            return false;
        }
        int first = Integer.parseInt(Hashes.sha256("sampling:" + documentId).substring(0, 6), 16);
        return first < settings.samplingShare() * (1 << 24);
    }

    private static String thresholds(QualitySettings settings, List<String> required) {
        return "minimumConfidence=%s samplingShare=%s required=%s"
                .formatted(settings.minimumConfidence(), settings.samplingShare(), required);
    }
}
