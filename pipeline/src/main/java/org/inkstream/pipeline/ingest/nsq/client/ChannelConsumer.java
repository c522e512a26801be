package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;

/**
 * Takes the messages of one channel from every nsqd that is named or found. Made, started and used
 * on one event loop, which must be that of its timers, connector and lookup.
 */
public final class ChannelConsumer implements NsqConsumer {
    private final ConsumerOptions options;
    private final NsqConnector connector;
    private final Timers timers;
    private final RandomGenerator random;
    private final Discovery discovery;
    private final Backoff backoff;
    private final ReadyWindow window;
    private final Subscription.Channel channel;
    private final Owner owner = new Owner();
    private final Map<NsqdAddress, NsqdLink> links = new LinkedHashMap<>();
    private final Promise<Void> started = Promise.promise();
    private Consumer<NsqMessage> receiver = message -> {};
    private Set<NsqdAddress> found = Set.of();
    private int places;
    private boolean draining;

    /**
     * @param random spreads pauses
     */
    public ChannelConsumer(
            ConsumerOptions options,
            NsqConnector connector,
            Lookup lookup,
            Timers timers,
            RandomGenerator random,
            ConsumerMeter meter) {
        this.options = options;
        this.connector = connector;
        this.timers = timers;
        this.random = random;
        this.places = options.window();
        this.discovery = new Discovery(options, lookup, timers, random, meter, this::found);
        this.backoff = new Backoff(timers, random, this::resize);
        this.window = new ReadyWindow(timers);
        this.channel =
                new Subscription.Channel(
                        options.name(), window, timers, meter, message -> receiver.accept(message));
    }

    @Override
    public Future<Void> start(Consumer<NsqMessage> receiver) {
        this.receiver = receiver;
        resize();
        link();
        discovery.start().onSuccess(asked -> startedWithoutAnybody());
        return started.future();
    }

    @Override
    public void window(int messages) {
        if (messages < 0) {
            throw new IllegalArgumentException("window must not be negative, got " + messages);
        }
        places = messages;
        resize();
    }

    @Override
    public void struggle() {
        if (!draining) {
            backoff.struggle();
        }
    }

    @Override
    public void recover() {
        if (!draining) {
            backoff.recover();
        }
    }

    @Override
    public State state() {
        Map<NsqdAddress, String> troubles = new HashMap<>();
        int connections = 0;
        int inFlight = 0;
        for (Map.Entry<NsqdAddress, NsqdLink> link : links.entrySet()) {
            connections += link.getValue().isSubscribed() ? 1 : 0;
            inFlight += link.getValue().inFlight();
            if (!link.getValue().trouble().isEmpty()) {
                troubles.put(link.getKey(), link.getValue().trouble());
            }
        }
        return new State(connections, inFlight, places, backoff.active(), troubles);
    }

    @Override
    public Future<Void> drain(Duration deadline) {
        draining = true;
        discovery.stop();
        backoff.stop();
        window.close();
        started.tryFail(new IllegalStateException("drained before anything was subscribed"));
        List<NsqdLink> open = List.copyOf(links.values());
        List<Future<Void>> over = open.stream().map(NsqdLink::drain).toList();
        return Deadlines.within(timers, deadline, Future.join(over))
                .transform(
                        inTime -> {
                            open.forEach(NsqdLink::cut);
                            return Future.succeededFuture();
                        });
    }

    private void resize() {
        window.resize(backoff.allowed(places));
    }

    private void found(Set<NsqdAddress> all) {
        found = all;
        List.copyOf(links.entrySet()).stream()
                .filter(link -> !owner.wants(link.getKey()))
                .forEach(link -> link.getValue().forget());
        link();
    }

    private void link() {
        Set<NsqdAddress> wanted = new LinkedHashSet<>(options.nsqds());
        wanted.addAll(found);
        wanted.removeAll(links.keySet());
        for (NsqdAddress peer : wanted) {
            NsqdLink link = new NsqdLink(peer, connector, channel, random, owner);
            links.put(peer, link);
            link.open();
        }
    }

    private void startedWithoutAnybody() {
        if (links.isEmpty()) {
            started.tryComplete();
        }
    }

    /** What the links of this consumer want to know. */
    private final class Owner implements NsqdLink.Owner {
        @Override
        public boolean wants(NsqdAddress peer) {
            return !draining && (options.nsqds().contains(peer) || found.contains(peer));
        }

        @Override
        public void subscribed() {
            started.tryComplete();
        }

        @Override
        public void over(NsqdAddress peer) {
            links.remove(peer);
        }
    }
}
