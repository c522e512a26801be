package org.inkstream.loadtest.scenarios.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.inkstream.loadtest.scenarios.system.Tools;
import org.junit.jupiter.api.Test;

/** With {@code -Dinkstream.crash.letters=200} as large as the command. */
class CrashIT {
    private static final int LETTERS = Integer.getInteger("inkstream.crash.letters", 60);
    private static final Duration DELAY = Duration.ofMillis(200);

    @Test
    void a_worker_that_is_killed_three_times_loses_no_letter_and_pays_for_no_known_result_twice() {
        CrashScenario scenario =
                new CrashScenario(
                        new Cast(LETTERS, DELAY, LETTERS / 4, Tools.ALL, true),
                        List.of(25, 50, 75));

        CrashResult result = scenario.play(System.out::println);

        assertThat(result.kills()).hasSize(3);
        assertThat(result.kills()).allSatisfy(kill -> assertThat(kill.unknown()).isNotEmpty());
        assertThat(result.claims())
                .allSatisfy(claim -> assertThat(claim.holds()).as(claim.what()).isTrue());
    }
}
