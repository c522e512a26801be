package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import org.inkstream.loadtest.peers.gpu.EngineStats;
import org.inkstream.loadtest.peers.gpu.ScaledTimers;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;

/**
 * An inference server that has no model and no card, and answers when one with both would. It
 * speaks HTTP/1.1 on the loopback in the dialect of its kind. Thread-safe.
 */
public final class SimulatedServer {
    private static final int LONGEST_HEADERS_BYTES = 64 * 1_024;

    private final Context context;
    private final ServerPlan plan;
    private final Timers real;
    private final HttpServer server;
    private Life life;

    /** On the context's event loop. */
    private SimulatedServer(Vertx vertx, Context context, ServerPlan plan) {
        this.context = context;
        this.plan = plan;
        this.real = new VertxTimers(vertx, context);
        this.life = newLife();
        Desk desk = new Desk(() -> life, new Control(() -> life, this::beginAgain));
        this.server =
                vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setHost("127.0.0.1")
                                        .setPort(plan.port())
                                        .setMaxHeaderSize(LONGEST_HEADERS_BYTES)
                                        .setHttp2ClearTextEnabled(false))
                        .requestHandler(desk::handle);
    }

    /** Completes when requests may come; fails if the port is taken. */
    public static Future<SimulatedServer> start(Vertx vertx, ServerPlan plan) {
        Context context = vertx.getOrCreateContext();
        Promise<SimulatedServer> started = Promise.promise();
        context.runOnContext(
                here -> {
                    SimulatedServer server = new SimulatedServer(vertx, context, plan);
                    server.life.begin();
                    server.server.listen().map(listening -> server).onComplete(started);
                });
        return started.future();
    }

    /** Without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.actualPort();
    }

    /** What the engine has done so far; fails if its books do not balance. */
    public Future<EngineStats> stats() {
        return here(() -> life.engine().stats());
    }

    /** What was asked, by document, as {@code /sim/demand} tells it. */
    public Future<JsonObject> demand() {
        return here(() -> life.asked().toJson(life.face().ideal()));
    }

    /** Forgets everything; what is in the air breaks. */
    public Future<Void> reset() {
        return here(() -> {
                    beginAgain();
                    return life;
                })
                .mapEmpty();
    }

    /** Breaks off what is in the air. */
    public Future<Void> close() {
        return here(() -> {
                    life.close();
                    return server;
                })
                .compose(HttpServer::close);
    }

    private void beginAgain() {
        life.close();
        life = newLife();
        life.begin();
    }

    private Life newLife() {
        return new Life(plan, real, new ScaledTimers(real, plan.scale()));
    }

    private <T> Future<T> here(Callable<T> question) {
        Promise<T> answer = Promise.promise();
        context.runOnContext(
                loop -> {
                    try {
                        answer.complete(question.call());
                    } catch (Exception wrong) {
                        answer.fail(wrong);
                    }
                });
        return answer.future();
    }
}
