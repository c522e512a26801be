package org.inkstream.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.inkstream.app.embedded.EmbeddedKafka;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.KafkaSettings.GroupProtocol;
import org.inkstream.config.TopicNames;
import org.inkstream.config.WorkflowSettings;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.Intake;
import org.inkstream.pipeline.ingest.Lane;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.ingest.SourceMeter;
import org.inkstream.pipeline.ingest.kafka.KafkaSource;
import org.inkstream.pipeline.publish.kafka.EventProducer;
import org.inkstream.pipeline.publish.kafka.KafkaDeadLetters;
import org.inkstream.pipeline.publish.kafka.Topics;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a real broker: what only the broker's own behaviour can prove. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaSourceBrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int RECORDS = 400;
    private static final int IN_FLIGHT = 20;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger names = new AtomicInteger();
    private final EmbeddedKafka broker;

    KafkaSourceBrokerTest(@TempDir Path folder) {
        broker = EmbeddedKafka.start(folder, 0, Duration.ofDays(1));
    }

    @AfterAll
    void stop() throws Exception {
        done(vertx.close());
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(GroupProtocol.class)
    void two_sources_share_the_work_and_nothing_is_lost_when_one_joins_and_one_leaves(
            GroupProtocol protocol) throws Exception {
        KafkaSettings settings = topics(protocol);
        publish(settings, RECORDS);
        CountingIntake counted = new CountingIntake(vertx, RECORDS);
        KafkaSource first = source(settings, counted);
        KafkaSource second = source(settings, counted);

        done(first.start());
        counted.awaitEnds(RECORDS / 8);
        done(second.start());
        counted.awaitEnds(RECORDS / 2);
        done(first.drain(PATIENCE));
        counted.awaitEnds(RECORDS);
        done(second.drain(PATIENCE));

        assertThat(counted.seen()).isEqualTo(keys(RECORDS));
        // What was in the air at a hand-over finished inside the callback: nothing came twice.
        assertThat(counted.deliveries()).isEqualTo(RECORDS);
        assertThat(committed(settings)).isEqualTo(RECORDS);
        assertThat(counted.mostAtOnce()).isLessThanOrEqualTo(2 * IN_FLIGHT);
    }

    @Test
    void no_more_than_allowed_is_in_the_air_and_every_place_is_used() throws Exception {
        KafkaSettings settings = topics(GroupProtocol.CONSUMER);
        publish(settings, RECORDS);
        CountingIntake counted = new CountingIntake(vertx, RECORDS);
        KafkaSource source = source(settings, counted);

        done(source.start());
        counted.awaitEnds(RECORDS);
        done(source.drain(PATIENCE));

        assertThat(counted.mostAtOnce()).isEqualTo(IN_FLIGHT);
        assertThat(source.progress().inFlight()).isZero();
    }

    @Test
    void a_parked_record_is_found_among_the_dead_letters() throws Exception {
        KafkaSettings settings = topics(GroupProtocol.CONSUMER);
        publish(settings, 3);
        CountDownLatch asked = new CountDownLatch(3);
        Intake refusing =
                delivery -> {
                    asked.countDown();
                    return Future.succeededFuture(
                            new Settlement.Park(ErrorClass.INVALID_DATA, "it is empty", 1));
                };
        KafkaSource source = source(settings, refusing);

        done(source.start());
        assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        done(source.drain(PATIENCE));

        assertThat(committed(settings)).isEqualTo(3);
        assertThat(endOf(settings, settings.topics().deadLetters())).isEqualTo(3);
    }

    @Test
    void a_start_without_its_topic_fails_and_says_how_to_make_it() {
        KafkaSettings nowhere = settings(GroupProtocol.CONSUMER, "nowhere-");
        KafkaSource source = source(nowhere, delivery -> Future.failedFuture("never called"));

        assertThat(failureOf(source.start())).hasMessageContaining("topics create");
    }

    private KafkaSettings topics(GroupProtocol protocol) {
        KafkaSettings settings = settings(protocol, "t" + names.incrementAndGet() + "-");
        assertThat(new Topics(settings).create(PATIENCE)).allMatch(Topics.Topic::created);
        assertThat(new Topics(settings).create(PATIENCE)).noneMatch(Topics.Topic::created);
        return settings;
    }

    private KafkaSettings settings(GroupProtocol protocol, String prefix) {
        return new KafkaSettings(
                broker.bootstrapServers(),
                prefix + "group",
                protocol,
                new TopicNames(
                        prefix + "in",
                        prefix + "enriched",
                        prefix + "quality",
                        prefix + "cost",
                        prefix + "review",
                        prefix + "dead"),
                "",
                4,
                1,
                50,
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                Map.of());
    }

    private KafkaSource source(KafkaSettings settings, Intake intake) {
        Context one = vertx.getOrCreateContext();
        Context two = vertx.getOrCreateContext();
        Timers clock = new VertxTimers(vertx, one);
        WorkflowSettings workflow =
                new WorkflowSettings(
                        2,
                        IN_FLIGHT,
                        IN_FLIGHT,
                        100,
                        Duration.ofSeconds(5),
                        10,
                        List.of(),
                        Duration.ZERO,
                        PATIENCE,
                        true);
        KafkaDeadLetters deadLetters =
                new KafkaDeadLetters(EventProducer.open(settings), settings.topics().deadLetters());
        return new KafkaSource(
                settings,
                workflow,
                List.of(lane(one, intake), lane(two, intake)),
                deadLetters,
                clock,
                SourceMeter.NONE);
    }

    private static Lane lane(Context context, Intake intake) {
        return new Lane(task -> context.runOnContext(ignored -> task.run()), intake);
    }

    private static void publish(KafkaSettings settings, int records) throws Exception {
        try (EventProducer producer = EventProducer.open(settings)) {
            List<ProducerRecord<String, byte[]>> batch = new ArrayList<>();
            for (String key : keys(records)) {
                batch.add(
                        new ProducerRecord<>(
                                settings.topics().ocrCompleted(),
                                key,
                                "{}".getBytes(StandardCharsets.UTF_8)));
            }
            done(producer.send(batch));
        }
    }

    private static Set<String> keys(int records) {
        return IntStream.range(0, records)
                .mapToObj(number -> "doc-" + number)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private long committed(KafkaSettings settings) throws Exception {
        try (Admin admin = admin()) {
            return admin
                    .listConsumerGroupOffsets(settings.groupId())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        }
    }

    private long endOf(KafkaSettings settings, String topic) throws Exception {
        Map<TopicPartition, OffsetSpec> latest =
                IntStream.range(0, settings.partitions())
                        .boxed()
                        .collect(
                                Collectors.toMap(
                                        partition -> new TopicPartition(topic, partition),
                                        partition -> OffsetSpec.latest()));
        try (Admin admin = admin()) {
            return admin.listOffsets(latest).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static <T> T done(Future<T> outcome) throws Exception {
        return outcome.toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Throwable failureOf(Future<?> outcome) {
        return outcome.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .handle((result, failure) -> failure)
                .join();
    }

    /** Takes 5 to 60 ms for each record and counts. For any thread. */
    private static final class CountingIntake implements Intake {
        private final Vertx vertx;
        private final Map<String, Integer> deliveries = new ConcurrentHashMap<>();
        private final List<CountDownLatch> ends;
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        CountingIntake(Vertx vertx, int expected) {
            this.vertx = vertx;
            this.ends = IntStream.rangeClosed(0, expected).mapToObj(CountDownLatch::new).toList();
        }

        @Override
        public Future<Settlement> accept(Delivery delivery) {
            deliveries.merge(delivery.key(), 1, Integer::sum);
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Promise<Settlement> end = Promise.promise();
            vertx.setTimer(
                    5 + Math.floorMod(delivery.key().hashCode(), 55),
                    fired -> {
                        now.decrementAndGet();
                        end.complete(new Settlement.Done());
                        ends.forEach(CountDownLatch::countDown);
                    });
            return end.future();
        }

        void awaitEnds(int count) throws InterruptedException {
            assertThat(ends.get(count).await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%d records ended; %d were seen", count, deliveries.size())
                    .isTrue();
        }

        Set<String> seen() {
            return new TreeSet<>(deliveries.keySet());
        }

        int deliveries() {
            return deliveries.values().stream().mapToInt(Integer::intValue).sum();
        }

        int mostAtOnce() {
            return most.get();
        }
    }
}
