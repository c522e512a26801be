package org.inkstream.app.service;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts verticles on event loops, each on one of its own as long as there are any. */
final class OwnLoops {
    /** Some of them wait for a broker or read a folder, and letters are not to wait for those. */
    private static final int LEAST_BLOCKING_THREADS = 4;

    private final AtomicInteger homeless;
    private final Promise<Void> allHaveTheirs = Promise.promise();

    private OwnLoops(int verticles) {
        homeless = new AtomicInteger(verticles);
    }

    /**
     * The threads of a process: event loops, and for work that would keep one of them a thread for
     * each core. More would take the processor from the loops while long letters come in.
     */
    static VertxOptions threads(int eventLoops) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new VertxOptions()
                .setEventLoopPoolSize(eventLoops)
                .setWorkerPoolSize(Math.max(LEAST_BLOCKING_THREADS, cores));
    }

    /**
     * All at once, and none starts before each has its event loop: connections take event loops in
     * turn as well, so that verticles that connect while they start would otherwise meet on one.
     *
     * @return the id of the deployment
     */
    static Future<String> deploy(Vertx vertx, List<? extends Deployable> verticles) {
        OwnLoops loops = new OwnLoops(verticles.size());
        Iterator<Deployable> next = verticles.stream().map(loops::waiting).iterator();
        return vertx.deployVerticle(
                next::next, new DeploymentOptions().setInstances(verticles.size()));
    }

    private Deployable waiting(Deployable verticle) {
        return new Deployable() {
            @Override
            public Future<?> deploy(Context context) {
                if (homeless.decrementAndGet() == 0) {
                    allHaveTheirs.complete();
                }
                return allHaveTheirs.future().compose(all -> startOn(context, verticle));
            }

            @Override
            public Future<?> undeploy(Context context) throws Exception {
                return verticle.undeploy(context);
            }
        };
    }

    private static Future<?> startOn(Context context, Deployable verticle) {
        Promise<Object> started = Promise.promise();
        context.runOnContext(
                now -> {
                    try {
                        verticle.deploy(context).onComplete(started);
                    } catch (Exception failed) {
                        started.fail(failed);
                    }
                });
        return started.future();
    }
}
