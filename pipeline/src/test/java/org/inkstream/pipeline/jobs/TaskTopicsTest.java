package org.inkstream.pipeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.inkstream.config.Settings;
import org.inkstream.money.Money;
import org.inkstream.pipeline.ingest.Urgent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTopicsTest {
    @ParameterizedTest
    @CsvSource({
        "kafka, -1000, ocr.completed",
        "kafka, 0, ocr.completed",
        "kafka, 9, ocr.completed",
        "kafka, 10, first.on.kafka",
        "kafka, 1000, first.on.kafka",
        "nsq, 9, enrichment",
        "nsq, 10, first.on.nsq",
        "both, 10, first.on.nsq"
    })
    void a_job_goes_to_the_topic_of_urgent_letters_from_the_priority_that_these_have(
            String from, int priority, String topic) {
        Map<String, String> urgent =
                Map.of(
                        "kafka.urgentTopic", "first.on.kafka",
                        "nsq.urgentSubscriptions", "first.on.nsq/inkstream,second.on.nsq/other");

        TaskTopics topics = topics(from, urgent);

        assertThat(topics.of(job(priority))).isEqualTo(topic);
        assertThat(topics.lackOneFor(job(priority))).isFalse();
        assertThat(job(priority).isUrgent()).isEqualTo(priority >= Urgent.PRIORITY);
    }

    @ParameterizedTest
    @CsvSource({
        "kafka, ocr.completed, kafka.urgentTopic",
        "nsq, enrichment, nsq.urgentSubscriptions"
    })
    void where_there_is_no_such_topic_an_urgent_job_goes_with_all_others_and_that_can_be_said(
            String from, String usual, String setting) {
        TaskTopics topics = topics(from, Map.of());

        assertThat(topics.of(job(Urgent.PRIORITY))).isEqualTo(usual);
        assertThat(topics.lackOneFor(job(Urgent.PRIORITY))).isTrue();
        assertThat(topics.lackOneFor(job(Urgent.PRIORITY - 1))).isFalse();
        assertThat(topics.hint()).contains(usual).contains("set " + setting);
    }

    private static TaskTopics topics(String from, Map<String, String> more) {
        Map<String, String> given = new HashMap<>(more);
        given.put("events.from", from);
        given.put("nsq.nsqd", "127.0.0.1:4150");
        return TaskTopics.of(Settings.loader().override(given).load());
    }

    private static Job job(int priority) {
        return new Job(
                "spring",
                "",
                "",
                Job.Status.RUNNING,
                "",
                priority,
                Money.ZERO,
                1,
                "",
                Progress.NONE,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
