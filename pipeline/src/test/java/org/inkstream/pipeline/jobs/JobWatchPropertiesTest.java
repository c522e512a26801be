package org.inkstream.pipeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JobWatchPropertiesTest {
    @Property(tries = 200)
    void counts_are_the_truth_in_the_end_whatever_is_lost_repeated_or_killed(@ForAll long seed) {
        JobWorld world = new JobWorld(seed);

        world.storm();
        world.calm();

        Job job = world.jobs.jobs.get(JobWorld.JOB);
        assertThat(job.status()).as("%s", world).isEqualTo(Job.Status.FINISHED);
        assertThat(job.progress().counts()).as("%s", world).isEqualTo(world.truth());
        assertThat(world.rungWhileCancelled).as("%s", world).isZero();
        assertThat(world.finishedAgain).as("calls of finished letters, %s", world).isZero();
        assertThat(world.jobs.tasks.keySet())
                .as("tasks are kept of errors only, %s", world)
                .hasSize(job.progress().counts().error() - world.refused);
    }
}
