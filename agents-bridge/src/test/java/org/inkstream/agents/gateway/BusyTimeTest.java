package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BusyTimeTest {
    /** Each number begins a request of one of three models, or ends one if it is odd. */
    @Property
    void all_models_together_have_the_time_that_passed_with_work(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 5) Integer> steps) {
        Map<String, Long> told = new HashMap<>();
        BusyTime busy = new BusyTime((model, time) -> told.merge(model, time.toNanos(), Long::sum));
        List<String> running = new ArrayList<>();
        long now = 0;
        long withWork = 0;

        for (int step : steps) {
            if (step % 2 == 1 && !running.isEmpty()) {
                busy.ends(running.remove(step % running.size()), now);
            } else {
                String model = "m" + step / 2;
                running.add(model);
                busy.begins(model, now);
            }
            now += 1_000_000 + step;
            withWork += running.isEmpty() ? 0 : 1_000_000 + step;
        }
        busy.tell(now);

        long all = told.values().stream().mapToLong(one -> one).sum();
        // Each step loses less than a nanosecond for each model.
        assertThat(Duration.ofNanos(withWork - all))
                .isBetween(Duration.ZERO, Duration.ofNanos(3L * steps.size()));
    }
}
