package org.inkstream.pipeline.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.inkstream.config.QualitySettings;
import org.inkstream.letter.LetterSchema;
import org.inkstream.pipeline.document.Evidence;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.FieldState;
import org.inkstream.pipeline.document.Origin;
import org.inkstream.pipeline.document.Verdict;
import org.inkstream.pipeline.document.Verdict.Reason;
import org.inkstream.pipeline.document.Verdict.ReasonKind;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static final String SENDER = "document.correspondence.sender.name";
    private static final String SALUTATION = "content.salutation";
    private static final Origin TOOL = Origin.tool("parse_correspondence");
    private static final LetterSchema LETTER = LetterSchema.packaged();

    private final Policy policy = Policy.of(new QualitySettings(0.5, 0), LETTER);

    @Test
    void a_letter_with_sender_recipient_date_type_and_language_is_published() {
        assertThat(judge(field(SALUTATION, FieldState.NOT_FOUND))).isEqualTo(new Verdict.Publish());
    }

    @Test
    void each_missing_required_field_is_a_reason_that_says_how_it_went_missing() {
        assertThat(judge(field(SENDER, FieldState.NOT_FOUND)).reasons())
                .containsExactly(
                        new Reason(
                                ReasonKind.MISSING_IMPORTANT_FIELD,
                                SENDER,
                                "parse_correspondence looked and found nothing"));
        assertThat(
                        judge(Field.open(SENDER, FieldState.FAILED, TOOL, "no answer in 120 s"))
                                .reasons())
                .extracting(Reason::sentence)
                .containsExactly("failed: no answer in 120 s");
    }

    @Test
    void a_value_that_is_not_in_the_text_needs_a_person_whatever_the_field() {
        assertThat(judge(value(SALUTATION, 0.9, List.of(Evidence.WHOLE))).reasons())
                .extracting(Reason::kind, Reason::field)
                .containsExactly(tuple(ReasonKind.UNGROUNDED, SALUTATION));
    }

    @Test
    void low_confidence_matters_where_the_field_is_required() {
        assertThat(judge(value(SENDER, 0.49, List.of())).reasons())
                .extracting(Reason::kind, Reason::sentence)
                .containsExactly(tuple(ReasonKind.LOW_CONFIDENCE, "confidence 0.49 is below 0.5"));
        assertThat(judge(value(SENDER, 0.5, List.of()))).isEqualTo(new Verdict.Publish());
        assertThat(judge(value(SALUTATION, 0.1, List.of()))).isEqualTo(new Verdict.Publish());
    }

    @Test
    void a_disagreement_quotes_both_sides() {
        Disagreement two =
                new Disagreement(
                        Field.of(SENDER, "Brown", FieldState.EXTRACTED, Origin.OCR),
                        Field.of(SENDER, "Green", FieldState.EXTRACTED, TOOL));

        Verdict verdict = policy.judge("a", new Merged(complete(), List.of(two)));

        assertThat(verdict.reasons())
                .extracting(Reason::kind, Reason::sentence)
                .containsExactly(
                        tuple(
                                ReasonKind.DISAGREEMENT,
                                "ocr says 'Brown', parse_correspondence says 'Green'"));
    }

    @Test
    void the_sample_is_the_same_letters_every_time_and_as_many_as_asked_for() {
        Policy sampling = Policy.of(new QualitySettings(0.5, 0.1), LETTER);
        Merged fine = new Merged(complete(), List.of());

        List<String> sampled = sampled(sampling, fine);

        assertThat(sampled).hasSizeBetween(150, 250);
        assertThat(sampled(sampling, fine)).isEqualTo(sampled);
        assertThat(sampling.judge(sampled.get(0), fine).reasons())
                .extracting(Reason::kind)
                .containsExactly(ReasonKind.SAMPLING);
        assertThat(sampled(policy, fine)).isEmpty();
        assertThat(sampled(Policy.of(new QualitySettings(0.5, 1), LETTER), fine)).hasSize(2000);
    }

    @Test
    void the_hash_follows_the_thresholds() {
        assertThat(policy.hash())
                .isEqualTo(Policy.of(new QualitySettings(0.5, 0), LETTER).hash())
                .isNotEqualTo(Policy.of(new QualitySettings(0.6, 0), LETTER).hash())
                .isNotEqualTo(Policy.of(new QualitySettings(0.5, 0.1), LETTER).hash());
    }

    private static List<String> sampled(Policy policy, Merged fine) {
        return IntStream.range(0, 2000)
                .mapToObj(i -> "letter-" + i)
                .filter(id -> !policy.judge(id, fine).reasons().isEmpty())
                .toList();
    }

    private Verdict judge(Field instead) {
        List<Field> fields = new ArrayList<>(complete());
        fields.replaceAll(field -> field.path().equals(instead.path()) ? instead : field);
        return policy.judge("letter-1", new Merged(fields, List.of()));
    }

    private static List<Field> complete() {
        return LETTER.byPath().keySet().stream()
                .map(path -> field(path, FieldState.EXTRACTED))
                .toList();
    }

    private static Field field(String path, FieldState state) {
        return state.resolved()
                ? Field.of(path, "something", state, TOOL)
                : Field.open(path, state, TOOL, "");
    }

    private static Field value(String path, double confidence, List<Integer> unproven) {
        return new Field(
                path, "something", FieldState.EXTRACTED, List.of(), confidence, TOOL, unproven, "");
    }
}
