package org.inkstream.app.service;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.inkstream.app.BuildVersion;
import org.inkstream.config.NsqSettings;
import org.inkstream.config.Settings;
import org.inkstream.metrics.NsqMeters;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.Lane;
import org.inkstream.pipeline.ingest.SourceMeter;
import org.inkstream.pipeline.ingest.nsq.NsqConnections;
import org.inkstream.pipeline.ingest.nsq.NsqSource;
import org.inkstream.pipeline.ingest.nsq.client.ChannelConsumer;
import org.inkstream.pipeline.ingest.nsq.client.ChannelName;
import org.inkstream.pipeline.ingest.nsq.client.ConsumerOptions;
import org.inkstream.pipeline.ingest.nsq.client.HttpLookup;
import org.inkstream.pipeline.ingest.nsq.client.NsqConnector;
import org.inkstream.pipeline.ingest.nsq.client.NsqConsumer;
import org.inkstream.pipeline.ingest.nsq.client.NsqOptions;
import org.inkstream.pipeline.ingest.nsq.client.NsqProducer;
import org.inkstream.pipeline.ingest.nsq.client.NsqdProducer;
import org.inkstream.pipeline.ingest.nsq.client.VertxNsqConnector;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;

/** Talks to the nsqd of the settings: reads letters from them, and publishes to them. */
public final class NsqLine {
    private static final Duration LOOKUP_INTERVAL = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final NsqSettings settings;
    private final NsqMeters meters;
    private final NsqConnector connector;

    private NsqLine(Vertx vertx, NsqSettings settings, NsqMeters meters, NsqConnector connector) {
        this.vertx = vertx;
        this.settings = settings;
        this.meters = meters;
        this.connector = connector;
    }

    public static NsqLine open(Vertx vertx, Settings settings, NsqMeters meters) {
        NsqOptions options =
                NsqConnections.options(settings.nsq(), InstanceName.of(settings.instance()));
        return new NsqLine(
                vertx,
                settings.nsq(),
                meters,
                new VertxNsqConnector(vertx, options, BuildVersion.number(), meters));
    }

    /** Publishes to the nsqd that the settings name. */
    public NsqProducer producer() {
        return new NsqdProducer(vertx, connector, NsqConnections.addresses(settings));
    }

    /**
     * A source with an event loop of its own.
     *
     * @param subscriptions what it reads, as TOPIC/CHANNEL
     * @param maxInFlight letters in the air at once, where that is less than the settings say
     */
    Future<NsqSource> source(
            List<String> subscriptions,
            int maxInFlight,
            List<Lane> lanes,
            DeadLetters deadLetters,
            SourceMeter meter) {
        Context loop = vertx.getOrCreateContext();
        Timers timers = new VertxTimers(vertx, loop);
        Promise<NsqSource> made = Promise.promise();
        loop.runOnContext(
                now ->
                        made.complete(
                                new NsqSource(
                                        subscriptions.stream()
                                                .map(one -> consumer(one, timers))
                                                .toList(),
                                        Math.min(maxInFlight, settings.maxInFlight()),
                                        settings.maxAttempts(),
                                        lanes,
                                        deadLetters,
                                        task -> loop.runOnContext(later -> task.run()),
                                        timers,
                                        meter)));
        return made.future();
    }

    private NsqConsumer consumer(String subscription, Timers timers) {
        int slash = subscription.indexOf('/');
        ChannelName name =
                new ChannelName(
                        subscription.substring(0, slash), subscription.substring(slash + 1));
        return new ChannelConsumer(
                new ConsumerOptions(
                        name,
                        0,
                        NsqConnections.addresses(settings),
                        settings.lookupd().stream().map(URI::create).toList(),
                        LOOKUP_INTERVAL),
                connector,
                new HttpLookup(vertx.createHttpClient(), timers),
                timers,
                RandomGenerator.getDefault(),
                event -> {
                    switch (event) {
                        case CONNECTED, DISCONNECTED, CONNECT_FAILED -> {
                            // The connections count themselves.
                        }
                        default -> meters.message(event.name().toLowerCase(Locale.ROOT));
                    }
                });
    }
}
