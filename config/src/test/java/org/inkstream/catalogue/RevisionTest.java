package org.inkstream.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RevisionTest {
    private final ToolCatalogue catalogue = ToolCatalogue.packaged();
    private final Revision revision = Revision.of(catalogue, "1");

    @Test
    void agents_of_another_revision_make_another_one() {
        assertThat(revision.servedBy("2")).isNotEqualTo(revision.servedBy("1"));
        assertThat(revision.servedBy("1").hash())
                .isEqualTo(revision.servedBy("1").hash())
                .isNotEqualTo(revision.hash());
        assertThat(revision.servedBy("")).isEqualTo(revision);
    }

    @Test
    void the_same_configuration_is_the_same_revision() {
        assertThat(Revision.of(ToolCatalogue.packaged(), "1").hash())
                .isEqualTo(revision.hash())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void other_tools_or_another_extractor_are_another_revision() {
        assertThat(revision.hash())
                .isNotEqualTo(Revision.of(catalogue, "2").hash())
                .isNotEqualTo(Revision.of(catalogue.only(List.of("extract_people")), "1").hash());
    }
}
