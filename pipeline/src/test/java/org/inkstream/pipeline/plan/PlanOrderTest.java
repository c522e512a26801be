package org.inkstream.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.plan.Tools.catalogue;
import static org.inkstream.pipeline.plan.Tools.likes;
import static org.inkstream.pipeline.plan.Tools.tool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.inkstream.catalogue.Tool;

class PlanOrderTest {
    /** Tools end in any order, any number of them at a time. */
    @Property(tries = 300)
    void every_tool_starts_exactly_once_and_after_all_that_it_waits_for(
            @ForAll @IntRange(min = 1, max = 21) int size, @ForAll long seed) {
        Random random = new Random(seed);
        Plan plan = Plan.of(catalogue(withoutCircles(size, random).toArray(Tool[]::new)));
        Set<String> finished = new HashSet<>();
        Set<String> started = new HashSet<>();
        List<Tool> inTheAir = new ArrayList<>();

        while (!plan.complete(finished)) {
            for (Tool tool : plan.ready(finished, started)) {
                assertThat(finished).containsAll(tool.dependsOn());
                assertThat(started.add(tool.name())).isTrue();
                inTheAir.add(tool);
            }
            assertThat(inTheAir).as("something is always left to wait for").isNotEmpty();
            finished.add(inTheAir.remove(random.nextInt(inTheAir.size())).name());
        }

        assertThat(started).hasSize(size);
    }

    private static List<Tool> withoutCircles(int size, Random random) {
        List<Tool> tools = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<Tool.Input> inputs = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (random.nextInt(4) == 0) {
                    inputs.add(likes("from" + j, "tool" + j + ":result"));
                }
            }
            tools.add(tool("tool" + i, inputs.toArray(Tool.Input[]::new)));
        }
        Collections.shuffle(tools, random);
        return tools;
    }
}
