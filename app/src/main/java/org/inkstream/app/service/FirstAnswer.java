package org.inkstream.app.service;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.publish.kafka.Topics;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Durations;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits at the start of a process for what it cannot work without: in a cluster, broker and store
 * may come up later, or be away for a while. Asks with growing pauses until there is an answer, the
 * patience ends, or the process is asked to end.
 */
public final class FirstAnswer {
    private static final Logger LOGGER = LoggerFactory.getLogger(FirstAnswer.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /** Not longer, so that who comes back, or asks the process to end, is noticed soon. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** One try; a peer that only takes the connection is not waited for longer. */
    private static final Duration ONE_TRY = Duration.ofSeconds(10);

    private final String what;
    private final Function<Duration, Future<?>> ask;
    private final Timers timers;
    private final Duration patience;
    private final BooleanSupplier ending;
    private final long beganAtNanos;

    /**
     * @param what is asked, and where it is, for people
     * @param ask one try; is told how long it may take
     * @param patience after which it is given up
     * @param ending whether the process is asked to end
     */
    FirstAnswer(
            String what,
            Function<Duration, Future<?>> ask,
            Timers timers,
            Duration patience,
            BooleanSupplier ending) {
        this.what = what;
        this.ask = ask;
        this.timers = timers;
        this.patience = patience;
        this.ending = ending;
        this.beganAtNanos = timers.monotonicNanos();
    }

    /**
     * Blocks until the broker, if there is one, has made the topics and the store answers.
     *
     * @param onKafka whether there is a broker of Kafka to wait for
     * @param undo is run if they do not: a constructor that fails leaves nobody else to do it
     * @throws IllegalStateException if one of them is given up
     */
    public static void ofPeers(
            Settings settings,
            boolean onKafka,
            Vertx vertx,
            MongoStores stores,
            Timers timers,
            BooleanSupplier ending,
            Runnable undo) {
        Duration patience = settings.instance().startPatience();
        FirstAnswer broker =
                new FirstAnswer(
                        "the broker at " + settings.kafka().bootstrapServers(),
                        limit ->
                                vertx.executeBlocking(
                                        () -> new Topics(settings.kafka()).create(limit)),
                        timers,
                        patience,
                        ending);
        FirstAnswer store =
                new FirstAnswer(
                        "the store at " + Addresses.withoutSecrets(settings.store().uri()),
                        limit -> stores.ping(),
                        timers,
                        patience,
                        ending);
        try {
            Future<Void> ofBroker = onKafka ? broker.await() : Future.succeededFuture();
            Future<Void> both = Future.all(ofBroker, store.await()).mapEmpty();
            Await.done("the start", patience.plus(ONE_TRY).plus(LONGEST_PAUSE), both);
        } catch (RuntimeException failure) {
            undo.run();
            throw failure;
        }
    }

    /** Completes with the first answer; fails with a sentence for people. */
    Future<Void> await() {
        return attempt(FIRST_PAUSE);
    }

    private Future<Void> attempt(Duration pause) {
        return Deadlines.within(timers, ONE_TRY, ask.apply(ONE_TRY))
                .<Void>mapEmpty()
                .recover(cause -> again(cause, pause));
    }

    private Future<Void> again(Throwable cause, Duration pause) {
        if (ending.getAsBoolean()) {
            return Future.failedFuture("asked to end while waiting for " + what);
        }
        Duration waited = timers.since(beganAtNanos);
        if (waited.plus(pause).compareTo(patience) > 0) {
            return Future.failedFuture(
                    ("%s has not answered for %s (instance.startPatience); is it running, and is"
                                    + " its address right? (%s)")
                            .formatted(what, Durations.format(patience), cause.getMessage()));
        }
        LOGGER.atWarn()
                .addKeyValue("peer", what)
                .addKeyValue("waitedMs", waited.toMillis())
                .addKeyValue("nextTryInMs", pause.toMillis())
                .addKeyValue("cause", String.valueOf(cause.getMessage()))
                .log("waiting for a peer that does not answer yet");
        Duration twice = pause.multipliedBy(2);
        Duration next = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        return Deadlines.pause(timers, pause).compose(over -> attempt(next));
    }
}
