package org.inkstream.pipeline.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.inkstream.letter.FieldSpec;
import org.inkstream.letter.FieldSpec.Importance;
import org.inkstream.letter.LetterSchema;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.FieldState;
import org.inkstream.pipeline.document.Origin;
import org.junit.jupiter.api.Test;

class ScaleTest {
    private static final FieldState[] STATES = FieldState.values();
    private static final LetterSchema LETTER = LetterSchema.packaged();

    @Property(tries = 300)
    void a_score_lies_between_nothing_and_all_and_rises_with_every_field_resolved(
            @ForAll long seed) {
        Random random = new Random(seed);
        Scale scale = Scale.of(LETTER);
        List<Field> fields = new ArrayList<>();
        for (String path : LETTER.byPath().keySet()) {
            fields.add(field(path, STATES[random.nextInt(STATES.length)]));
        }

        Score before = scale.score(fields);
        int any = random.nextInt(fields.size());
        fields.set(any, field(fields.get(any).path(), FieldState.HUMAN));
        Score after = scale.score(fields);

        assertThat(List.of(before.completeness(), before.system(), before.seed()))
                .allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
        assertThat(after.completeness()).isGreaterThanOrEqualTo(before.completeness() - 1e-12);
        assertThat(after.system()).isGreaterThanOrEqualTo(before.system() - 1e-12);
        assertThat(after.seed()).isGreaterThanOrEqualTo(before.seed());
        assertThat(after.missing().size()).isLessThanOrEqualTo(before.missing().size());
    }

    @Test
    void all_fields_resolved_is_one_and_none_is_nothing() {
        assertThat(Scale.of(LETTER).score(all(FieldState.EXTRACTED)))
                .isEqualTo(new Score(1, 1, 1, 5, List.of()));
        Score nothing = Scale.of(LETTER).score(all(FieldState.NOT_FOUND));
        assertThat(nothing.completeness()).isZero();
        assertThat(nothing.seed()).isZero();
        assertThat(nothing.missing()).contains("content.summary", "metadata.document_type");
    }

    @Test
    void weights_decide_and_what_nobody_was_asked_for_or_the_system_knows_is_left_out() {
        Scale scale =
                Scale.of(
                        schema(
                                spec("who", 6, Importance.REQUIRED, false),
                                spec("why", 2, Importance.IMPORTANT, false),
                                spec("size", 4, Importance.IMPORTANT, false),
                                spec("id", 100, Importance.OPTIONAL, true)));
        List<Field> fields =
                List.of(
                        field("who", FieldState.EXTRACTED),
                        field("why", FieldState.FALLBACK),
                        Field.open("size", FieldState.NOT_ATTEMPTED, Origin.NOBODY, ""),
                        field("id", FieldState.EXTRACTED));

        Score score = scale.score(fields);

        assertThat(score.completeness()).isCloseTo(6.0 / 8, within(1e-12));
        assertThat(score.system()).isEqualTo(1);
        assertThat(score.required()).isEqualTo(1);
        assertThat(score.missing()).containsExactly("why");
    }

    @Test
    void the_older_number_counts_containers_as_its_validator_did() {
        List<Field> fields = new ArrayList<>(all(FieldState.NOT_FOUND));
        set(fields, "metadata.document_type");
        set(fields, "document.date.creation_date");

        // metadata, metadata.document_type, document, document.date: 4 of 18.
        assertThat(Scale.of(LETTER).score(fields).seed()).isCloseTo(4.0 / 18, within(1e-12));
    }

    private static void set(List<Field> fields, String path) {
        fields.replaceAll(
                field -> field.path().equals(path) ? field(path, FieldState.EXTRACTED) : field);
    }

    private static List<Field> all(FieldState state) {
        return LETTER.byPath().keySet().stream().map(path -> field(path, state)).toList();
    }

    private static Field field(String path, FieldState state) {
        Origin origin = Origin.tool("a tool");
        return state.resolved() && state != FieldState.ABSENT
                ? Field.of(path, "something", state, origin)
                : Field.open(path, state, origin, "");
    }

    private static FieldSpec spec(
            String path, double weight, Importance importance, boolean system) {
        return new FieldSpec(path, "string", weight, importance, system);
    }

    private static LetterSchema schema(FieldSpec... specs) {
        Map<String, FieldSpec> byPath = new LinkedHashMap<>();
        List.of(specs).forEach(spec -> byPath.put(spec.path(), spec));
        return new LetterSchema("test", byPath, List.of());
    }
}
