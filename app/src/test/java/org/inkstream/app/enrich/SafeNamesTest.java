package org.inkstream.app.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class SafeNamesTest {
    @Test
    void a_harmless_id_is_its_own_name() {
        assertThat(SafeNames.of("1937-prayag_प्रयाग.v2")).isEqualTo("1937-prayag_प्रयाग.v2");
    }

    @Test
    void ids_that_would_leave_the_folder_do_not() {
        assertThat(SafeNames.of("../../etc/passwd")).startsWith("_.").doesNotContain("/");
        assertThat(SafeNames.of("box/7")).matches("box_7-[0-9a-f]{8}");
        assertThat(SafeNames.of(".")).doesNotStartWith(".");
    }

    @Property
    void names_are_short_plain_and_differ_where_ids_differ(
            @ForAll @NotEmpty String one, @ForAll @NotEmpty String other) {
        Assume.that(!one.equals(other));

        assertThat(SafeNames.of(one)).isNotEqualTo(SafeNames.of(other));
        assertThat(SafeNames.of(one).getBytes(StandardCharsets.UTF_8).length).isLessThan(240);
        assertThat(SafeNames.of(one)).doesNotContain("/", "\\", "\0", ":").doesNotStartWith(".");
    }
}
