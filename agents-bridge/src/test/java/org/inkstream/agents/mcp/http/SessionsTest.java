package org.inkstream.agents.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final VirtualTimers timers = new VirtualTimers();
    private final Sessions sessions = new Sessions(2, IDLE, timers);

    @Test
    void a_session_that_nobody_uses_is_forgotten_and_one_in_use_is_not() {
        String used = begin();
        String idle = begin();

        timers.advance(IDLE.dividedBy(2));
        sessions.use(used);
        timers.advance(IDLE.dividedBy(2));

        assertThat(sessions.use(used)).isPresent();
        assertThat(sessions.use(idle)).isEmpty();
        assertThat(sessions.size()).isEqualTo(1);
    }

    @Test
    void there_are_never_more_than_may_be_and_those_that_work_stay() {
        Session working = sessions.begin("2025-06-18").orElseThrow();
        working.begin(1L, () -> {});
        String idle = begin();

        String third = begin();
        Session also = sessions.use(third).orElseThrow();
        also.begin(2L, () -> {});

        assertThat(sessions.use(idle)).isEmpty();
        assertThat(sessions.use(working.id())).isPresent();
        assertThat(sessions.begin("2025-06-18")).isEmpty();
        assertThat(sessions.size()).isEqualTo(2);
    }

    @Test
    void the_end_of_a_session_stops_its_work() {
        Session session = sessions.begin("2025-06-18").orElseThrow();
        boolean[] stopped = {false};
        session.begin(1L, () -> stopped[0] = true);

        assertThat(sessions.end(session.id())).isTrue();
        assertThat(sessions.end(session.id())).isFalse();
        assertThat(stopped[0]).isTrue();
    }

    private String begin() {
        return sessions.begin("2025-06-18").orElseThrow().id();
    }
}
