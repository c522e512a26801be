package org.inkstream.loadtest.peers.faults;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on the loopback address that can be told at any time to do to connections what
 * networks do. It has one event loop, which owns all connections; its methods may be called on any
 * thread.
 */
public final class FaultProxy extends VerticleBase {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int CONNECT_MILLIS = 2_000;

    private final RandomGenerator random;
    private final Map<Direction, Toxic> toxics = new EnumMap<>(Direction.class);
    private final Set<ProxiedConnection> connections = new HashSet<>();

    private volatile int target;
    private volatile int port;
    private volatile int open;
    private final AtomicLong accepted = new AtomicLong();
    private @Nullable NetServer server;
    private @Nullable NetClient client;
    private @Nullable String deployment;

    private FaultProxy(int target, long seed) {
        this.target = target;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (Direction direction : Direction.values()) {
            toxics.put(direction, new Toxic.Clean());
        }
    }

    /**
     * Completes when it listens, on any free port.
     *
     * @param target port on the loopback address; 0 while it is not known, see {@link #target}
     * @param seed of the jitter
     */
    public static Future<FaultProxy> start(Vertx vertx, int target, long seed) {
        FaultProxy proxy = new FaultProxy(target, seed);
        return vertx.deployVerticle(proxy)
                .map(
                        id -> {
                            proxy.deployment = id;
                            return proxy;
                        });
    }

    @Override
    public Future<?> start() {
        client =
                vertx.createNetClient(
                        new NetClientOptions()
                                .setConnectTimeout(CONNECT_MILLIS)
                                .setTcpNoDelay(true));
        return listen();
    }

    /** Where clients connect, the same as long as it lives. */
    public int port() {
        return port;
    }

    /** Where connections are led. */
    public int target() {
        return target;
    }

    /** Where connections that come from now on are led. */
    public void target(int newTarget) {
        target = newTarget;
    }

    /** Connections that are open now. */
    public int open() {
        return open;
    }

    /** Connections that have come so far. */
    public long accepted() {
        return accepted.get();
    }

    /** From now on, also for the connections there are. */
    public Future<Void> set(Direction direction, Toxic toxic) {
        return onLoop(() -> toxics.put(direction, toxic));
    }

    /**
     * Everything passes again. Connections of which bytes have vanished are reset: that is what
     * their ends learn when a network comes back.
     */
    public Future<Void> clear() {
        return onLoop(
                () -> {
                    toxics.replaceAll((direction, toxic) -> new Toxic.Clean());
                    resetThose(ProxiedConnection::lostBytes);
                });
    }

    /** Resets all connections there are, once. */
    public Future<Void> resetAll() {
        return onLoop(() -> resetThose(any -> true));
    }

    /** Ends all connections and takes no new ones: whoever comes after this is refused. */
    public Future<Void> refuse() {
        return onLoopAsync(() -> stopListening().compose(closed -> untilRefused()));
    }

    /**
     * A channel that a selector knows is closed by the selector's next round, which may be later
     * than what {@link NetServer#close} promises: until then the system takes connections.
     */
    private Future<Void> untilRefused() {
        return asking().connect(port, LOOPBACK)
                .transform(
                        tried ->
                                tried.failed()
                                        ? Future.succeededFuture()
                                        : tried.result()
                                                .close()
                                                .transform(closed -> untilRefused()));
    }

    private NetClient asking() {
        NetClient asking = client;
        if (asking == null) {
            throw new IllegalStateException("a connection came before the start");
        }
        return asking;
    }

    /** Takes connections again, at the same port. */
    public Future<Void> accept() {
        return onLoopAsync(() -> server == null ? listen() : Future.succeededFuture());
    }

    /** Ends everything. */
    public Future<Void> close() {
        return deployment == null ? Future.succeededFuture() : vertx.undeploy(deployment);
    }

    @Override
    public Future<?> stop() {
        return stopListening();
    }

    private Future<Void> listen() {
        NetServer opened =
                vertx.createNetServer(
                        new NetServerOptions().setHost(LOOPBACK).setPort(port).setTcpNoDelay(true));
        return opened.connectHandler(this::connected)
                .listen()
                .onSuccess(
                        listening -> {
                            server = opened;
                            port = opened.actualPort();
                        })
                .mapEmpty();
    }

    private Future<Void> stopListening() {
        NetServer closing = server;
        server = null;
        resetThose(any -> true);
        return closing == null ? Future.succeededFuture() : closing.close();
    }

    private void connected(NetSocket fromClient) {
        accepted.incrementAndGet();
        fromClient.pause();
        asking().connect(target, LOOPBACK)
                .onSuccess(toServer -> join(fromClient, toServer))
                // Nobody is there: the client learns it as from a server that has just died.
                .onFailure(refused -> ProxiedConnection.reset(fromClient));
    }

    private void join(NetSocket fromClient, NetSocket toServer) {
        if (server == null || !ProxiedConnection.isOpen(fromClient)) {
            ProxiedConnection.reset(fromClient);
            ProxiedConnection.reset(toServer);
            return;
        }
        ProxiedConnection joined =
                new ProxiedConnection(
                        vertx, fromClient, toServer, toxics::get, random, this::ended);
        connections.add(joined);
        open = connections.size();
        joined.begin();
    }

    private void ended(ProxiedConnection connection) {
        connections.remove(connection);
        open = connections.size();
    }

    private void resetThose(Predicate<ProxiedConnection> which) {
        // A copy: a connection that ends takes itself out.
        Set.copyOf(connections).stream().filter(which).forEach(ProxiedConnection::reset);
    }

    private Future<Void> onLoop(Runnable change) {
        return onLoopAsync(
                () -> {
                    change.run();
                    return Future.succeededFuture();
                });
    }

    private Future<Void> onLoopAsync(Supplier<Future<Void>> change) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> change.get().onComplete(done));
        return done.future();
    }
}
