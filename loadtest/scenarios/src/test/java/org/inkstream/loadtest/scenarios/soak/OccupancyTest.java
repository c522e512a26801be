package org.inkstream.loadtest.scenarios.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class OccupancyTest {
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @Test
    void without_faults_a_letter_keeps_its_permit_as_long_as_a_call_takes() {
        Occupancy calm = new Occupancy(8, DELAY, 0, TIMEOUT, 0);

        assertThat(calm.mean()).isEqualTo(DELAY);
        assertThat(calm.rate(20)).isEqualTo(20);
    }

    @Test
    void the_formula_gives_what_drawing_letters_gives() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        int letters = 200_000;
        double seconds = 0;
        for (int letter = 0; letter < letters; letter++) {
            double longest = 0;
            for (int call = 0; call < 3; call++) {
                double drawn = random.nextDouble();
                longest = Math.max(longest, drawn < 0.1 ? 2 : drawn < 0.4 ? 0 : 1);
            }
            seconds += longest;
        }

        Occupancy formula = new Occupancy(3, DELAY, 0.1, TIMEOUT, 0.3);

        assertThat(formula.mean().toNanos() / 1e9).isCloseTo(seconds / letters, within(0.01));
    }
}
