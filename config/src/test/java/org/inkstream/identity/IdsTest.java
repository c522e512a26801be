package org.inkstream.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    @Test
    void a_name_based_id_is_that_of_the_rfc() {
        assertThat(Ids.version5(DNS, "www.example.com"))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    @Test
    void ids_that_are_stored_never_change() {
        assertThat(Ids.runId("letter-1", "t", "r", 1))
                .isEqualTo("a8b132d9-8994-506e-85a1-425807ce1f6e");
        assertThat(Ids.callKey("run", "extract_people", "hash"))
                .isEqualTo("5491d00d-ebfd-5c62-8a1b-5524a55f3695");
        assertThat(Hashes.sha256("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void parts_cannot_be_shifted_into_each_other() {
        assertThat(Ids.runId("a", "bc", "r", 1)).isNotEqualTo(Ids.runId("ab", "c", "r", 1));
        assertThatThrownBy(() -> Ids.callKey("run", "a\u001fb", "hash"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void another_pass_is_another_run() {
        assertThat(Ids.runId("a", "t", "r", 2)).isNotEqualTo(Ids.runId("a", "t", "r", 1));
    }
}
