package org.inkstream.loadtest.scenarios.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.inkstream.loadtest.scenarios.recovery.Claim;
import org.junit.jupiter.api.Test;

/** The whole stack of docker/compose.yml, as processes. */
class StackIT {
    private static final int HASTE = 15;

    @Test
    void the_stack_enriches_letters_and_an_agent_that_goes_is_told_of() {
        List<String> missing = Tool.missing();
        assumeTrue(missing.isEmpty(), "skipped: not installed: " + missing);
        Checkout checkout = Checkout.around(Path.of("")).orElseThrow();

        StackResult result = new StackScenario(checkout, HASTE).play(line -> {});

        assertThat(result.claims()).isNotEmpty().allMatch(Claim::holds);
    }
}
