package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.inkstream.agents.mcp.Agents;
import org.inkstream.catalogue.Revision;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.identity.Ids;
import org.junit.jupiter.api.Test;

class LiveRevisionTest {
    private static final Revision SETTINGS = Revision.of(ToolCatalogue.packaged(), "1");

    private final AtomicReference<String> agents = new AtomicReference<>("blue");
    private final LiveRevision revision = new LiveRevision(SETTINGS, agents::get);

    @Test
    void agents_that_changed_lead_to_new_runs_of_the_same_letter() {
        String before = Ids.runId("letter", "text", revision.hash(), 1);
        agents.set("green");
        String after = Ids.runId("letter", "text", revision.hash(), 1);
        agents.set("blue");
        String back = Ids.runId("letter", "text", revision.hash(), 1);

        assertThat(after).isNotEqualTo(before);
        assertThat(back).isEqualTo(before);
    }

    @Test
    void a_revision_that_was_kept_stays_whatever_the_agents_say() {
        String kept = revision.keep();
        agents.set("green");

        assertThat(revision.hash()).isEqualTo(kept);
    }

    @Test
    void agents_that_say_nothing_change_nothing() {
        agents.set("");

        assertThat(revision.hash()).isEqualTo(SETTINGS.hash());
    }

    @Test
    void agents_that_do_not_answer_keep_nothing_from_starting() {
        revision.learn(Future.failedFuture("nobody there"), Duration.ofSeconds(1));

        assertThat(revision.hash()).isEqualTo(SETTINGS.servedBy("blue").hash());
    }

    @Test
    void it_is_not_known_before_agents_elsewhere_were_reached_unless_it_was_kept() {
        agents.set(Agents.UNKNOWN_REVISION);
        assertThat(revision.isKnown()).isFalse();

        revision.keep();

        assertThat(revision.isKnown()).isTrue();
    }
}
