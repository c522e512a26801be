package org.inkstream.loadtest.scenarios.nsq;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.inkstream.loadtest.peers.faults.FaultProxy;
import org.inkstream.loadtest.peers.nsq.NsqdProcess;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.inkstream.loadtest.scenarios.chaos.Toxics;
import org.inkstream.loadtest.scenarios.recovery.Claim;
import org.inkstream.loadtest.scenarios.system.Processes;

/**
 * Publishes while connections are cut and consumers are killed and replaced, and then sees what has
 * come out. nsqd lives all the time. Blocks; used on one thread.
 */
final class NsqChaos {
    private static final Duration QUIET = Duration.ofMillis(200);

    /** Share of the messages that come out while there are faults. */
    private static final double DISTURBED = 0.95;

    /** Letters that are in nsqd and in workers when all of these are killed. */
    private static final int MORE = 2_000;

    private final NsqChaosPlan plan;
    private final Consumer<String> progress;
    private final RandomGenerator random;
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);

    /** What happens in between. */
    private enum Fault {
        CONSUMER_KILLED,
        CONSUMER_REPLACED,
        CONNECTIONS_RESET,
        NETWORK
    }

    NsqChaos(NsqChaosPlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(plan.seed());
    }

    NsqChaosResult play() {
        Vertx vertx = Vertx.vertx();
        try (Processes processes = Processes.begin();
                NsqdProcess nsqd = nsqd(processes)) {
            NsqChaosResult result = play(vertx, processes, nsqd);
            if (result.holds()) {
                processes.done();
            }
            return result;
        } finally {
            vertx.close().await();
        }
    }

    private NsqdProcess nsqd(Processes processes) {
        try {
            Path folder = Files.createDirectory(processes.folder().resolve("nsqd"));
            return NsqdProcess.start(plan.nsqd(), folder, NsqdRules.usual());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private NsqChaosResult play(Vertx vertx, Processes processes, NsqdProcess nsqd) {
        FaultProxy proxy = FaultProxy.start(vertx, nsqd.port(), plan.seed()).await();
        try {
            if (!plan.workers()) {
                Consumers crew = new Consumers(processes, proxy.port(), plan.messages());
                return disturb(crew, nsqd, proxy);
            }
            try (Workers crew = new Workers(processes, proxy.port(), plan.messages())) {
                NsqChaosResult result = disturb(crew, nsqd, proxy);
                progress.accept("nsqd and all workers are killed");
                return result.and(lastBlow(crew, nsqd));
            }
        } finally {
            proxy.close().await();
        }
    }

    private NsqChaosResult disturb(Crew crew, NsqdProcess nsqd, FaultProxy proxy) {
        NsqdAdmin admin = new NsqdAdmin(nsqd.httpPort());
        admin.create(crew.topic(), crew.channel());
        long begun = System.nanoTime();
        try (OurClient client =
                new OurClient(List.of(proxy.port()), ConsumerProcess.MESSAGE_TIMEOUT)) {
            NumberedPublisher publisher =
                    new NumberedPublisher(
                            client, crew.topic(), crew::message, plan.messages(), plan.perSecond());
            publisher.start();
            while (!publisher.isDone() || crew.accepted() < plan.messages() * DISTURBED) {
                LockSupport.parkNanos(pause().toNanos());
                // Not for ever: who was cut off often enough pauses for a minute before it comes
                // back.
                if (System.nanoTime() - begun < plan.disturbance().toNanos()) {
                    fault(crew, proxy);
                }
                progress.accept(
                        "%d published, %d accepted"
                                .formatted(publisher.accepted(), crew.accepted()));
            }
            settle(admin, crew);
            return new NsqChaosResult(
                    plan,
                    faults.toString(),
                    crew.started(),
                    proxy.accepted(),
                    publisher.repeats(),
                    crew.claims(admin),
                    admin.channel(crew.topic()).orElseThrow(),
                    Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private Claim lastBlow(Workers crew, NsqdProcess nsqd) {
        NsqdAdmin admin = new NsqdAdmin(nsqd.httpPort());
        for (int from = 0; from < MORE; from += MORE / 10) {
            admin.publish(
                    crew.topic(),
                    IntStream.range(from, from + MORE / 10)
                            .mapToObj(number -> crew.message(plan.messages() + number))
                            .toList());
        }
        return crew.killEverything(nsqd::kill, nsqd::restart);
    }

    private Duration pause() {
        double share = -Math.log(1 - random.nextDouble());
        return Duration.ofMillis((long) (plan.gap().toMillis() * Math.min(share, 4)));
    }

    private void fault(Crew crew, FaultProxy proxy) {
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        faults.merge(fault, 1, Integer::sum);
        int number = random.nextInt(NsqChaosPlan.CONSUMERS);
        switch (fault) {
            case CONSUMER_KILLED -> crew.kill(number);
            case CONSUMER_REPLACED -> crew.replace(number);
            case CONNECTIONS_RESET -> proxy.resetAll().await();
            case NETWORK -> {
                progress.accept(Toxics.begin(proxy, random));
                LockSupport.parkNanos(plan.gap().multipliedBy(2).toNanos());
                Toxics.end(proxy);
            }
        }
    }

    /** Until nsqd has nothing left, or the time is over. */
    private void settle(NsqdAdmin admin, Crew crew) {
        long deadline = System.nanoTime() + plan.settling().toNanos();
        boolean settled = false;
        while (!settled && System.nanoTime() - deadline < 0) {
            crew.requireAlive();
            LockSupport.parkNanos(QUIET.toNanos());
            settled = admin.channel(crew.topic()).filter(NsqChaos::isEmpty).isPresent();
        }
    }

    static boolean isEmpty(JsonObject channel) {
        return channel.getLong("depth") == 0
                && channel.getLong("in_flight_count") == 0
                && channel.getLong("deferred_count") == 0;
    }
}
