package org.inkstream.pipeline.jobs;

import org.inkstream.config.Settings;

/**
 * Which topic the letters of a job go to. It is decided for the whole job, by a priority that never
 * changes: a letter that is rung again goes where it went before, and the letters of one job come
 * up in one order, by which it is judged whether one of them is lost.
 *
 * @param usual of jobs for which nobody waits
 * @param urgent of those for which somebody does, empty if there is none
 * @param setting the key that names the urgent one
 */
public record TaskTopics(String usual, String urgent, String setting) {
    /** Those that workers with these settings read. */
    public static TaskTopics of(Settings settings) {
        return settings.events().from().nsq()
                ? new TaskTopics(
                        settings.coordinator().nsqTopic(),
                        settings.nsq().urgentTopic(),
                        "nsq.urgentSubscriptions")
                : new TaskTopics(
                        settings.kafka().topics().ocrCompleted(),
                        settings.kafka().urgentTopic(),
                        "kafka.urgentTopic");
    }

    /** Where the letters of this job go. */
    public String of(Job job) {
        return job.isUrgent() && !urgent.isEmpty() ? urgent : usual;
    }

    /** Whether a job is urgent and there is no topic for it: its letters wait with all others. */
    public boolean lackOneFor(Job job) {
        return job.isUrgent() && urgent.isEmpty();
    }

    /** What to do about that, for people. */
    public String hint() {
        return "the job is urgent, but no topic of urgent letters is set: its letters wait behind all"
                + " others in "
                + usual
                + "; set "
                + setting
                + " for the coordinator and the workers";
    }
}
