package org.inkstream.loadtest.scenarios.nsq;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.inkstream.loadtest.peers.nsq.NsqdProcess;
import org.inkstream.loadtest.peers.nsq.NsqdRules;
import org.inkstream.loadtest.scenarios.system.JavaProcess;
import org.inkstream.loadtest.scenarios.system.Poll;
import org.inkstream.loadtest.scenarios.system.Processes;

/** One client at one work, against nsqd that were started for it. Blocks. */
final class NsqRound implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int PRELOADED_AT_ONCE = 1_000;
    private static final Duration PACE = Duration.ofMillis(10);
    private static final double P99 = 0.99;

    private final Processes processes = Processes.begin();
    private final List<NsqdProcess> nsqds = new ArrayList<>();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final NsqPlan plan;

    private NsqRound(NsqPlan plan) {
        this.plan = plan;
    }

    /**
     * @throws IllegalStateException if it does not come to its end
     */
    static Lap measure(NsqPlan plan, Client client, Work work) {
        try (NsqRound round = new NsqRound(plan)) {
            return round.run(client, work);
        }
    }

    private Lap run(Client client, Work work) {
        int count = work.publishes() ? 1 : plan.nsqds();
        for (int i = 0; i < count; i++) {
            nsqds.add(NsqdProcess.start(plan.nsqd(), folder(i), rules(work)));
        }
        Heat heat = plan.heat(client, work, nsqds.stream().map(NsqdProcess::port).toList());
        Lap lap =
                switch (work) {
                    case PUBLISH, BATCH -> finish(start(heat));
                    case CONSUME -> consume(heat);
                    case SETTLE -> settle(heat);
                };
        processes.done();
        return lap;
    }

    private static NsqdRules rules(Work work) {
        // Nothing goes to disk: what is published is dropped beyond the usual queue, and what is
        // consumed waits in memory.
        return work.publishes() ? NsqdRules.usual() : NsqdRules.usual().memoryQueue(2_000_000);
    }

    private Path folder(int number) {
        try {
            return Files.createDirectory(processes.folder().resolve("nsqd-" + number));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private JavaProcess start(Heat heat) {
        return processes.start(
                heat.client().label(),
                Map.of(),
                RaceProcess.class.getName(),
                List.of(heat.encode()));
    }

    private static Lap finish(JavaProcess process) {
        return Lap.fromJson(new JsonObject(process.awaitLine(RaceProcess.FINISHED, LIMIT)));
    }

    private Lap consume(Heat heat) {
        Buffer body = Buffer.buffer(new byte[heat.bytes()]);
        List<Buffer> some = Collections.nCopies(PRELOADED_AT_ONCE, body);
        List<NsqdAdmin> admins = admins(heat);
        for (int sent = 0; sent < heat.all(); sent += PRELOADED_AT_ONCE) {
            admins.get(sent / PRELOADED_AT_ONCE % admins.size()).publish(heat.topic(), some);
        }
        return finish(start(heat));
    }

    private Lap settle(Heat heat) {
        List<NsqdAdmin> admins = admins(heat);
        List<SettleWatch> watches =
                nsqds.stream()
                        .map(nsqd -> SettleWatch.start(vertx, nsqd.port(), heat.all()))
                        .toList();
        JavaProcess process = start(heat.over(watches.stream().map(SettleWatch::port).toList()));
        admins.forEach(admin -> awaitConsumer(admin, heat, process));
        publishAtPace(heat, admins);
        Lap lap = finish(process);
        int warmUp = heat.warmUp() / watches.size();
        long[] took =
                watches.stream()
                        .flatMapToLong(watch -> Arrays.stream(watch.tookNanos(warmUp)))
                        .sorted()
                        .toArray();
        int rank = Math.max(0, (int) Math.ceil(P99 * took.length) - 1);
        return lap.settled(took.length == 0 ? 0 : took[rank] / 1e6);
    }

    /** What came before it would not come at the pace. */
    private static void awaitConsumer(NsqdAdmin admin, Heat heat, JavaProcess process) {
        Poll.forThe(
                "a consumer to subscribe",
                LIMIT,
                () -> {
                    process.requireAlive();
                    return admin.channel(heat.topic())
                            .filter(channel -> channel.getInteger("client_count") > 0);
                });
    }

    private void publishAtPace(Heat heat, List<NsqdAdmin> admins) {
        Buffer body = Buffer.buffer(new byte[heat.bytes()]);
        int each = Math.max(1, (int) (plan.perSecond() * PACE.toMillis() / 1_000));
        long begun = System.nanoTime();
        int turn = 0;
        for (int sent = 0; sent < heat.all(); sent += each) {
            int now = Math.min(each, heat.all() - sent);
            admins.get(turn % admins.size()).publish(heat.topic(), Collections.nCopies(now, body));
            turn++;
            LockSupport.parkNanos(begun + turn * PACE.toNanos() - System.nanoTime());
        }
    }

    private List<NsqdAdmin> admins(Heat heat) {
        List<NsqdAdmin> admins =
                nsqds.stream().map(nsqd -> new NsqdAdmin(nsqd.httpPort())).toList();
        admins.forEach(admin -> admin.create(heat.topic(), Heat.CHANNEL));
        return admins;
    }

    @Override
    public void close() {
        processes.close();
        nsqds.forEach(NsqdProcess::close);
        vertx.close().await();
    }
}
