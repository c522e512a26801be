package org.inkstream.loadtest.peers.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParameterSetTest {
    private static final Set<String> MARKS = Set.of("A", "C", "D", "M");

    @Test
    void every_figure_has_a_mark_and_a_source() {
        List<JsonArray> figures = new ArrayList<>();
        collect(ParameterSet.all(), figures);

        assertThat(figures).hasSizeGreaterThan(60);
        assertThat(figures)
                .allSatisfy(
                        figure -> {
                            int mark = figure.size() - 2;
                            assertThat(MARKS).contains(figure.getString(mark));
                            assertThat(figure.getString(mark + 1)).isNotBlank();
                        });
    }

    private static void collect(Object value, List<JsonArray> figures) {
        if (value instanceof JsonObject object) {
            object.fieldNames().forEach(name -> collect(object.getValue(name), figures));
        } else if (value instanceof JsonArray array && array.getValue(0) instanceof JsonArray) {
            array.forEach(row -> collect(row, figures));
        } else if (value instanceof JsonArray array && array.size() > 2) {
            figures.add(array);
        }
    }

    @Test
    void a_small_model_on_a_4090_writes_about_320_tokens_a_second_alone() {
        ModelSpec llama = ParameterSet.slots(ParameterSet.RTX4090).models().get(0);

        assertThat(1_000 / llama.step().millis(1)).isCloseTo(320, within(10.0));
        assertThat(llama.step().millis(4)).isCloseTo(3.43, within(0.01));
    }

    /** What was measured must not be far from what others have published of the same card. */
    @Test
    void a_calibrated_h100_writes_alone_about_as_fast_as_the_published_one() {
        ModelSpec published = ParameterSet.paged(ParameterSet.H100).model();
        ModelSpec calibrated = ParameterSet.paged(ParameterSet.H100_CALIBRATED).model();

        assertThat(calibrated.name()).isEqualTo(published.name());
        assertThat(calibrated.step().millis(1)).isCloseTo(6.6, within(0.1));
        assertThat(calibrated.step().millis(1) / published.step().millis(1)).isBetween(0.95, 1.05);
        assertThat(calibrated.step().millis(256) / published.step().millis(256))
                .isBetween(0.9, 1.1);
    }

    @Test
    void two_models_do_not_fit_together() {
        SlotsSetup setup = ParameterSet.slots(ParameterSet.RTX4090_TWO_MODELS);

        double both =
                setup.models().stream()
                        .mapToDouble(model -> model.gib((long) setup.numCtx() * setup.slots()))
                        .sum();

        assertThat(both).isGreaterThan(setup.vramGiB());
    }

    @Test
    void a_name_that_is_not_there_is_answered_with_those_that_are() {
        assertThatThrownBy(() -> ParameterSet.paged("rtx"))
                .hasMessageContaining("h100-llama3.1-8b");
    }
}
