package org.inkstream.agents.mcp.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.config.AgentsSettings;
import org.inkstream.time.Timers;

/**
 * The child processes that serve this process, whichever of its event loops asks; one of the loops
 * keeps the conversations. None of them outlives this process. For any thread, except where a
 * method says otherwise.
 */
public final class StdioService implements AutoCloseable {
    private final Executor home;
    private final List<StdioPeer> peers = new ArrayList<>();
    private final Set<Child> children = ConcurrentHashMap.newKeySet();
    private final Thread lastResort = new Thread(this::closeChildren, "inkstream-agents-end");
    private volatile boolean closed;

    private StdioService(Executor home) {
        this.home = home;
    }

    /**
     * Starts the processes of the settings' {@code command}; those that cannot be started are tried
     * again.
     *
     * @param home the event loop that keeps the conversations
     * @param timers of that loop
     */
    public static StdioService start(
            AgentsSettings settings, Context home, Timers timers, ClientParts parts) {
        StdioService service = new StdioService(work -> home.runOnContext(now -> work.run()));
        Runtime.getRuntime().addShutdownHook(service.lastResort);
        for (int number = 1; number <= settings.instances(); number++) {
            Child.Launcher launcher =
                    ChildProcess.of(settings.command(), "inkstream-agent-" + number);
            service.peers.add(
                    new StdioPeer(service.watched(launcher), service.home, timers, parts));
        }
        service.home.execute(() -> service.peers.forEach(service::startUnlessClosed));
        return service;
    }

    /** The agent of one event loop. */
    public Agent on(Context loop) {
        return new StdioAgent(this, work -> loop.runOnContext(now -> work.run()));
    }

    /** The revision that the agent lists its tools with; empty if it does not say. */
    public Future<String> revision() {
        Promise<String> revision = Promise.promise();
        home.execute(() -> leastLoaded().revision().onComplete(revision));
        return revision.future();
    }

    /** Ends the processes and waits for their end. Blocks; calls in the air fail. */
    @Override
    public void close() {
        closed = true;
        home.execute(() -> peers.forEach(StdioPeer::close));
        closeChildren();
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException ending) {
            // This process ends already; the hook finds nothing left to do.
            return;
        }
    }

    Executor home() {
        return home;
    }

    /** Begins an attempt with whoever has least to do. Only on the home loop. */
    Agent.Exchange call(ToolCall call, int attempt, CallProgress progress) {
        return leastLoaded().call(call, attempt, progress);
    }

    private StdioPeer leastLoaded() {
        return peers.stream().min(Comparator.comparingInt(StdioPeer::load)).orElseThrow();
    }

    private void startUnlessClosed(StdioPeer peer) {
        if (!closed) {
            peer.start();
        }
    }

    private Child.Launcher watched(Child.Launcher launcher) {
        return listener -> {
            Child[] launched = new Child[1];
            Child child =
                    launcher.launch(
                            new Child.Listener() {
                                @Override
                                public void line(io.vertx.core.buffer.Buffer line, Runnable taken) {
                                    listener.line(line, taken);
                                }

                                @Override
                                public void ended(String why) {
                                    if (launched[0] != null) {
                                        children.remove(launched[0]);
                                    }
                                    listener.ended(why);
                                }
                            });
            launched[0] = child;
            children.add(child);
            if (closed) {
                // Started while the end began; whoever ends us has not seen it.
                new Thread(child::close, "inkstream-agents-end").start();
            }
            return child;
        };
    }

    private void closeChildren() {
        children.parallelStream().forEach(Child::close);
        children.clear();
    }
}
