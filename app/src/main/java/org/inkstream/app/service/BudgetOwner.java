package org.inkstream.app.service;

import io.vertx.core.Future;
import java.time.Duration;
import org.inkstream.agents.budget.Purse;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.journal.Heartbeat;
import org.inkstream.pipeline.journal.Liveness;
import org.inkstream.pipeline.journal.Owner;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.time.ThreadTimers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beat of a process that spends money and has no letters of its own, so that others know when
 * what it has set aside is nobody's. Used on threads that may block.
 */
public final class BudgetOwner implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(BudgetOwner.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ThreadTimers timers = new ThreadTimers("inkstream-beat");
    private final Heartbeat heartbeat;

    private BudgetOwner(OwnerStore store, Settings settings, String name) {
        Future<Heartbeat> started =
                Heartbeat.start(
                        store,
                        name,
                        timers,
                        settings.journal().beat(),
                        settings.journal().deadAfter(),
                        () ->
                                LOGGER.atError()
                                        .addKeyValue("owner", name)
                                        .log("another process has this name and takes its money"));
        try {
            heartbeat = Await.done("taking the name " + name, LIMIT, started);
        } catch (RuntimeException failure) {
            timers.close();
            throw failure;
        }
    }

    /**
     * @param role of the process beside its instance name, the same after a restart
     */
    static BudgetOwner begin(OwnerStore store, Settings settings, String role) {
        return new BudgetOwner(store, settings, InstanceName.of(settings.instance()) + "-" + role);
    }

    Purse.Owners owners() {
        return owners(heartbeat.me(), heartbeat.liveness());
    }

    static Purse.Owners owners(Owner me, Liveness liveness) {
        return new Purse.Owners() {
            @Override
            public String me() {
                return me.id();
            }

            @Override
            public boolean isDead(String owner) {
                return liveness.isDead(Owner.parse(owner));
            }
        };
    }

    @Override
    public void close() {
        Await.done("giving the name up", LIMIT, heartbeat.resign());
        timers.close();
    }
}
