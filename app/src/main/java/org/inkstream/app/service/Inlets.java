package org.inkstream.app.service;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.Settings;
import org.inkstream.config.WorkflowSettings;
import org.inkstream.metrics.Metrics;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.Lane;
import org.inkstream.pipeline.ingest.Urgent;
import org.inkstream.pipeline.ingest.kafka.KafkaSource;
import org.inkstream.time.Timers;

/**
 * Makes the sources that the settings ask for.
 *
 * @param clock read on any thread
 * @param nsq there if something is read from NSQ
 */
// It may be missing, as the settings have it, and is never set later.
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record Inlets(
        Settings settings,
        DeadLetters deadLetters,
        Timers clock,
        Metrics metrics,
        Optional<NsqLine> nsq) {
    /** None of them has begun to read. */
    Future<List<Inlet>> on(List<Lane> lanes) {
        List<Inlet> inlets = new ArrayList<>();
        if (settings.events().from().kafka()) {
            inlets.add(kafka("source", settings.kafka(), settings.workflow(), lanes));
            settings.kafka()
                    .urgent()
                    .map(urgent -> kafka("source-urgent", urgent, urgentLimits(), urgent(lanes)))
                    .ifPresent(inlets::add);
        }
        if (!settings.events().from().nsq()) {
            return Future.succeededFuture(inlets);
        }
        List<String> urgent = settings.nsq().urgentSubscriptions();
        return nsq("nsq", settings.nsq().subscriptions(), settings.workflow(), lanes)
                .onSuccess(inlets::add)
                .compose(
                        made ->
                                urgent.isEmpty()
                                        ? Future.succeededFuture(inlets)
                                        : nsq("nsq-urgent", urgent, urgentLimits(), urgent(lanes))
                                                .map(
                                                        inlet -> {
                                                            inlets.add(inlet);
                                                            return inlets;
                                                        }));
    }

    private WorkflowSettings urgentLimits() {
        return settings.workflow().urgent();
    }

    private static List<Lane> urgent(List<Lane> lanes) {
        return Urgent.lanes(lanes);
    }

    private Inlet kafka(
            String name, KafkaSettings kafka, WorkflowSettings limits, List<Lane> lanes) {
        KafkaSource source =
                new KafkaSource(
                        kafka,
                        limits,
                        lanes,
                        deadLetters,
                        clock,
                        new SourceCounts(metrics.pipeline()));
        return new Inlet(name, kafka.topics().ocrCompleted(), source, source::trouble);
    }

    private Future<Inlet> nsq(
            String name, List<String> subscriptions, WorkflowSettings limits, List<Lane> lanes) {
        return nsq.orElseThrow()
                .source(
                        subscriptions,
                        limits.maxInFlight(),
                        lanes,
                        deadLetters,
                        new SourceCounts(
                                metrics.pipeline(), () -> metrics.nsq().message("redelivered")))
                .map(
                        source ->
                                new Inlet(
                                        name,
                                        String.join(" and ", subscriptions) + " on NSQ",
                                        source,
                                        source::trouble));
    }
}
