package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PhaseTimesTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final Map<String, Duration> measured = new TreeMap<>();
    private final PhaseTimes phases = new PhaseTimes(timers::monotonicNanos, measured::put);

    @AfterEach
    void nothing_is_kept_of_a_run_that_was_left() {
        phases.left("run");
        assertThat(phases.pending()).isZero();
    }

    @Test
    void a_phase_lasts_from_the_first_call_of_an_agent_to_the_end_of_its_last() {
        phases.opened("run");
        timers.advance(Duration.ofSeconds(10));
        phases.ended("run", step("entity-agent", 4));
        phases.ended("run", step("content-agent", 1));
        timers.advance(Duration.ofSeconds(5));
        phases.ended("run", step("entity-agent", 2));
        timers.advance(Duration.ofSeconds(3));

        phases.finished("run");

        assertThat(measured)
                .containsExactly(
                        Map.entry("content-agent", Duration.ofSeconds(1)),
                        Map.entry("entity-agent", Duration.ofSeconds(9)),
                        Map.entry(PhaseTimes.FINISH, Duration.ofSeconds(3)));
    }

    @Test
    void what_was_never_called_and_runs_without_a_result_make_no_phase() {
        phases.opened("run");
        phases.ended("run", StepResult.notAttempted("extract_people", "entity-agent", "no text"));
        phases.finished("run");
        phases.opened("other");
        phases.ended("other", step("entity-agent", 1));
        phases.left("other");

        phases.finished("other");

        assertThat(measured).isEmpty();
    }

    private static StepResult step(String agent, int seconds) {
        return StepResult.of(
                "a_tool", agent, 1, Duration.ofSeconds(seconds), new JsonObject(), List.of());
    }
}
