package org.inkstream.agents.hub;

import io.vertx.core.AsyncResult;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.Breaker;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;

/**
 * One agent: its connections, the bounded queue of calls that wait for one of them, and its
 * breaker. It is remembered when its last connection has gone, for agents come back.
 */
final class HubAgent {
    private final String id;
    private final Breaker breaker;
    private final QueueLimits limits;
    private final Timers timers;
    private final HubListener listener;
    private final Set<AgentLink> links = new LinkedHashSet<>();
    private final Deque<HubCall> waiting = new ArrayDeque<>();
    private long calls;
    private long failures;

    /**
     * @param longest calls that may wait
     * @param longestWait how long each may
     */
    record QueueLimits(int longest, Duration longestWait) {}

    HubAgent(String id, Breaker breaker, QueueLimits limits, Timers timers, HubListener listener) {
        this.id = id;
        this.breaker = breaker;
        this.limits = limits;
        this.timers = timers;
        this.listener = listener;
    }

    String id() {
        return id;
    }

    boolean isConnected() {
        return !links.isEmpty();
    }

    boolean serves(String tool) {
        return links.stream().anyMatch(link -> link.tools().contains(tool));
    }

    /** Adds a connection, or what it serves has changed. Nothing is sent to it yet. */
    void connect(AgentLink link) {
        if (links.add(link)) {
            links.stream().filter(other -> other != link).forEach(AgentLink::proveAlive);
        }
    }

    /** A connection has gone; calls that wait for what nobody serves any more fail. */
    void disconnect(AgentLink link) {
        links.remove(link);
        List<HubCall> stranded =
                waiting.stream().filter(call -> !serves(call.call().tool())).toList();
        waiting.removeAll(stranded);
        stranded.forEach(call -> call.fail(gone()));
        pump();
    }

    /**
     * Begins a call.
     *
     * @param limit from dispatch to answer
     * @param late gets an answer that came after everybody had given up
     */
    Agent.Exchange call(ServedCall served, Duration limit, Consumer<ToolReply> late) {
        HubCall call =
                new HubCall(
                        served,
                        limit,
                        reply -> {
                            listener.late(id);
                            late.accept(reply);
                        },
                        waiting::remove);
        long begun = timers.monotonicNanos();
        calls++;
        call.reply().onComplete(outcome -> count(served.tool(), begun, outcome));
        admit(call);
        return call;
    }

    /** Sends what can be sent. */
    void pump() {
        Iterator<HubCall> next = List.copyOf(waiting).iterator();
        while (next.hasNext() && links.stream().anyMatch(AgentLink::isFree)) {
            HubCall call = next.next();
            freest(call.call().tool())
                    .ifPresent(
                            link -> {
                                waiting.remove(call);
                                send(call, link);
                            });
        }
    }

    /** For people who watch. */
    JsonObject toJson() {
        return new JsonObject()
                .put("id", id)
                .put("connections", links.size())
                .put("inTheAir", links.stream().mapToInt(AgentLink::inTheAir).sum())
                .put("queued", waiting.size())
                .put("breaker", breaker.state().name().toLowerCase(Locale.ROOT))
                .put("calls", calls)
                .put("failures", failures);
    }

    private void admit(HubCall call) {
        String tool = call.call().tool();
        if (!serves(tool)) {
            call.fail(gone());
            return;
        }
        Optional<CallFailure> unsendable =
                links.stream()
                        .filter(link -> link.tools().contains(tool))
                        .findFirst()
                        .flatMap(link -> link.unsendable(call.call()));
        if (unsendable.isPresent()) {
            call.fail(unsendable.get());
            return;
        }
        Optional<AgentLink> free = waiting.isEmpty() ? freest(tool) : Optional.empty();
        if (free.isPresent()) {
            send(call, free.get());
        } else if (waiting.size() >= limits.longest()) {
            call.fail(new CallFailure(ErrorClass.OVERLOADED, "too many calls wait for " + id));
        } else {
            waiting.add(call);
            call.await(timers, limits.longestWait());
            // Those before it may wait for other connections than it needs.
            pump();
        }
    }

    private void send(HubCall call, AgentLink link) {
        breaker.guard(() -> call.send(link, timers)).onFailure(call::fail);
    }

    /** The least busy; among equals the one that was heard of last, for others may be dead. */
    private Optional<AgentLink> freest(String tool) {
        return links.stream()
                .filter(link -> link.isFree() && link.tools().contains(tool))
                .min(
                        Comparator.comparingInt(AgentLink::inTheAir)
                                .thenComparing(
                                        Comparator.comparingLong(AgentLink::lastHeardNanos)
                                                .reversed()));
    }

    private void count(String tool, long begun, AsyncResult<ToolReply> outcome) {
        if (outcome.succeeded()) {
            listener.answered(id, tool, timers.since(begun));
        } else {
            failures++;
            listener.failed(id, Failures.of(outcome.cause()).errorClass());
        }
    }

    private CallFailure gone() {
        return new CallFailure(ErrorClass.CONNECTION, id + " is not connected");
    }
}
