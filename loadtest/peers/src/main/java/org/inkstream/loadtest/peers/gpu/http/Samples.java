package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.loadtest.peers.gpu.Engine;
import org.inkstream.loadtest.peers.gpu.EngineStats;
import org.inkstream.time.Timers;

/** What an engine looked like over time, in a bounded number of moments that grow apart. */
final class Samples implements AutoCloseable {
    private static final int MOST = 1_024;

    private final Engine engine;
    private final Timers timers;
    private final List<EngineStats> seen = new ArrayList<>();
    private Duration apart = Duration.ofSeconds(1);
    private Timers.Timer timer = () -> false;

    /**
     * @param timers simulated time
     */
    Samples(Engine engine, Timers timers) {
        this.engine = engine;
        this.timers = timers;
    }

    void begin() {
        timer = timers.after(apart, this::look);
    }

    private void look() {
        seen.add(engine.stats());
        if (seen.size() == MOST) {
            List<EngineStats> kept = new ArrayList<>();
            for (int at = 1; at < MOST; at += 2) {
                kept.add(seen.get(at));
            }
            seen.clear();
            seen.addAll(kept);
            apart = apart.multipliedBy(2);
        }
        begin();
    }

    JsonArray toJson() {
        JsonArray list = new JsonArray();
        seen.forEach(stats -> list.add(StatsJson.moment(stats)));
        return list;
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
