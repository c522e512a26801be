package org.inkstream.loadtest.peers.nsq;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.time.VirtualTimers;

class NsqdDoubleTest extends NsqdContract {
    private final Vertx vertx = Vertx.vertx();
    private final List<Clocked> started = new ArrayList<>();

    private Duration now = Duration.ZERO;

    private record Clocked(NsqdDouble nsqd, VirtualTimers timers) {}

    @Override
    Nsqd start(NsqdRules rules) {
        return startGuarded(rules, "");
    }

    @Override
    Nsqd startGuarded(String secret) {
        return startGuarded(NsqdRules.usual(), secret);
    }

    private Nsqd startGuarded(NsqdRules rules, String secret) {
        VirtualTimers timers = new VirtualTimers();
        NsqdDouble nsqd = NsqdDouble.start(vertx, rules, secret, loop -> timers);
        started.add(new Clocked(nsqd, timers));
        return nsqd;
    }

    @Override
    void pass(Duration time) {
        now = now.plus(time);
        started.forEach(one -> one.nsqd().onLoop(() -> one.timers().advance(time)));
    }

    @Override
    Duration now() {
        return now;
    }

    @Override
    void afterwards() {
        vertx.close().await();
    }
}
