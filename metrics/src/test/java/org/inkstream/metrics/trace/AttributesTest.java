package org.inkstream.metrics.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AttributesTest {
    @Test
    void a_text_longer_than_any_name_is_cut_wherever_it_stands() {
        String letter = "Dear Sir, ".repeat(100);

        Attributes attributes =
                Attributes.of(Attribute.RESPONSE_ID, letter)
                        .with(Attribute.FINISH_REASONS, List.of(letter));

        attributes.forEach(
                (attribute, value) ->
                        assertThat(value instanceof List<?> list ? list.get(0) : value)
                                .asString()
                                .hasSize(Attributes.LONGEST_TEXT));
    }

    @Test
    void an_empty_text_is_left_out_and_the_later_value_wins() {
        Attributes attributes =
                Attributes.of(Attribute.TOOL_NAME, "a")
                        .with(Attribute.AGENT_NAME, "")
                        .with(Attributes.of(Attribute.TOOL_NAME, "b"));

        assertThat(attributes).isEqualTo(Attributes.of(Attribute.TOOL_NAME, "b"));
    }

    @Test
    void every_attribute_and_instrument_is_named_once_and_in_lower_case() {
        assertThat(Attribute.values())
                .extracting(Attribute::key)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.equals(key.toLowerCase(Locale.ROOT)));
        assertThat(Instrument.values()).extracting(Instrument::meterName).doesNotHaveDuplicates();
    }
}
