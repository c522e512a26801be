package org.inkstream.loadtest.peers.nsq;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;
import org.jspecify.annotations.Nullable;

/**
 * An nsqd inside this process, written from the protocol and from what was measured of the real
 * one, that can be told to do what hurts. Whoever connects while it is dead is cut off. It has one
 * event loop, which owns everything; its methods may be called on any thread that may block.
 */
public final class NsqdDouble extends VerticleBase implements Nsqd {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int COMMANDS_KEPT = 10_000;

    private final NsqdRules rules;
    private final String secret;
    private final Function<Context, Timers> clock;
    private final Set<Session> sessions = new HashSet<>();
    private final Deque<List<String>> commands = new ArrayDeque<>();

    private volatile int port;
    private volatile Manner manner = new Manner.Plain();
    private boolean dead;
    private @Nullable Topics topics;
    private @Nullable Timers timers;
    private @Nullable NetServer server;

    /**
     * What there is in a channel.
     *
     * @param waiting to be delivered
     * @param inFlight delivered, not settled, and their time is not over
     * @param deferred put off
     * @param subscribers connections
     */
    public record Depth(int waiting, int inFlight, int deferred, int subscribers) {}

    private NsqdDouble(NsqdRules rules, String secret, Function<Context, Timers> clock) {
        this.rules = rules;
        this.secret = secret;
        this.clock = clock;
    }

    /** Listens on any free port, in real time. */
    public static NsqdDouble start(Vertx vertx, NsqdRules rules) {
        return start(vertx, rules, "", context -> new VertxTimers(vertx, context));
    }

    /**
     * The same.
     *
     * @param secret that clients must show with AUTH, or empty
     * @param clock given the event loop; virtual time is moved on there, see {@link #onLoop}
     */
    public static NsqdDouble start(
            Vertx vertx, NsqdRules rules, String secret, Function<Context, Timers> clock) {
        NsqdDouble started = new NsqdDouble(rules, secret, clock);
        vertx.deployVerticle(started).await();
        return started;
    }

    @Override
    public Future<?> start() {
        Timers own = clock.apply(context);
        timers = own;
        topics = new Topics(rules, own);
        return open();
    }

    private Future<Void> open() {
        topics().start();
        NetServer opened =
                vertx.createNetServer(
                        new NetServerOptions().setHost(LOOPBACK).setPort(0).setTcpNoDelay(true));
        server = opened;
        return opened.connectHandler(this::connected)
                .listen()
                .onSuccess(listening -> port = opened.actualPort())
                .mapEmpty();
    }

    private void connected(NetSocket socket) {
        if (dead) {
            // It goes on listening, or somebody else might have its port when it comes back.
            socket.close();
            return;
        }
        Timers own = timers();
        Session session =
                new Session(
                        socket,
                        new Session.House(rules, topics(), own, secret, this::witness),
                        new Mouth(socket, own, () -> manner));
        sessions.add(session);
        socket.handler(session::hear);
        socket.exceptionHandler(broken -> {});
        socket.closeHandler(
                closed -> {
                    sessions.remove(session);
                    session.end();
                });
    }

    private void witness(List<String> words) {
        if (commands.size() == COMMANDS_KEPT) {
            commands.remove();
        }
        commands.add(words);
    }

    @Override
    public int port() {
        return port;
    }

    /** How it speaks from now on, on all connections. */
    public void speak(Manner newManner) {
        manner = newManner;
    }

    /** Says to all connections what none has asked for, such as {@link Frames#oversized}. */
    public void say(Buffer bytes) {
        run(() -> Set.copyOf(sessions).forEach(session -> session.say(bytes)));
    }

    /** Ends all connections as a fatal error does: in flight stays what they had. */
    public void fail(String error) {
        say(Frames.error(error));
        cut();
    }

    /** Ends all connections without a word. */
    public void cut() {
        run(this::endAll);
    }

    /** As if the time of everything in flight were over: it is delivered again, without notice. */
    public void expire(String topic, String channel) {
        run(() -> topics().topic(topic).channel(channel).expireAll());
    }

    public Depth depth(String topic, String channel) {
        return call(() -> topics().topic(topic).channel(channel).depth());
    }

    /** The words of the last 10,000 commands that came, without bodies. */
    public List<List<String>> commands() {
        return call(() -> List.copyOf(commands));
    }

    /** Connections that are open. */
    public int connections() {
        return call(sessions::size);
    }

    /** Runs there, and blocks until it is done. */
    public void onLoop(Runnable task) {
        run(task);
    }

    @Override
    public void kill() {
        shut(() -> topics().crash());
    }

    @Override
    public void terminate() {
        shut(() -> topics().flush());
    }

    private void shut(Runnable last) {
        run(
                () -> {
                    dead = true;
                    endAll();
                    last.run();
                });
    }

    @Override
    public void restart() {
        run(
                () -> {
                    dead = false;
                    topics().start();
                });
    }

    @Override
    public void close() {
        vertx.undeploy(context.deploymentID()).await();
    }

    @Override
    public Future<?> stop() {
        endAll();
        topics().crash();
        return required(server).close();
    }

    private void endAll() {
        // A copy: a session that ends takes itself out.
        Set.copyOf(sessions).forEach(Session::end);
        sessions.clear();
    }

    private void run(Runnable task) {
        call(
                () -> {
                    task.run();
                    return true;
                });
    }

    private <T> T call(Callable<T> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(
                now -> {
                    try {
                        done.complete(task.call());
                    } catch (Exception failure) {
                        done.fail(failure);
                    }
                });
        return done.future().await();
    }

    private Topics topics() {
        return required(topics);
    }

    private Timers timers() {
        return required(timers);
    }

    private static <T> T required(@Nullable T started) {
        if (started == null) {
            throw new IllegalStateException("the double has not started");
        }
        return started;
    }
}
