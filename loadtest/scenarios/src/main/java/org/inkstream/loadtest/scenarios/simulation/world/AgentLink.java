package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.loadtest.scenarios.simulation.world.Operation.Moment;

/** The agents as one process reaches them. */
final class AgentLink implements Agent {
    private final Incarnation me;
    private final Schedule schedule;
    private final Weather weather;
    private final CrashPlan crashes;
    private final AgentHouse house;
    private final Bills bills;
    private final Connections connections;

    AgentLink(
            Incarnation me,
            Schedule schedule,
            Weather weather,
            CrashPlan crashes,
            AgentHouse house,
            Bills bills,
            Connections connections) {
        this.me = me;
        this.schedule = schedule;
        this.weather = weather;
        this.crashes = crashes;
        this.house = house;
        this.bills = bills;
        this.connections = connections;
    }

    @Override
    public Exchange call(ToolCall call, int attempt, CallProgress progress) {
        if (me.gone()) {
            return new Asked(call, progress, () -> {});
        }
        Asked asked = new Asked(call, progress, bills.dispatched(me, call)::failed);
        connections.dispatched(call.runId(), call.tool());
        if (!crashes.strikes(me, Operation.CALL, Moment.BEFORE)) {
            progress.dispatched();
            schedule.in(
                    weather.latency(),
                    Schedule.WORLD,
                    Operation.CALL.wireName(),
                    call.tool(),
                    () -> house.take(asked));
        }
        return asked;
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    /** One request on its way to an agent and back. */
    final class Asked implements Exchange {
        private final ToolCall call;
        private final CallProgress progress;
        private final Promise<ToolReply> reply = Promise.promise();
        private final Runnable failed;
        private Runnable stop = () -> {};
        private boolean ended;

        private Asked(ToolCall call, CallProgress progress, Runnable failed) {
            this.failed = failed;
            this.call = call;
            this.progress = progress;
        }

        Incarnation from() {
            return me;
        }

        ToolCall call() {
            return call;
        }

        void stopsBy(Runnable stopper) {
            stop = stopper;
        }

        /** The agent says that the call waits, and later that it is worked on. */
        void begins(long waitsNanos) {
            if (waitsNanos > 0) {
                schedule.in(weather.latency(), me, "queued", call.tool(), progress::queued);
                schedule.in(
                        weather.latency() + waitsNanos,
                        me,
                        "dispatched",
                        call.tool(),
                        progress::dispatched);
            }
        }

        void answers(ToolReply given) {
            heard("answer", () -> answered(given));
        }

        void fails(CallFailure failure) {
            heard(
                    "failure",
                    () -> {
                        failed.run();
                        end();
                        reply.tryFail(failure);
                    });
        }

        private void answered(ToolReply given) {
            if (given.result().containsKey("_fallback")) {
                failed.run();
            }
            end();
            reply.tryComplete(given);
        }

        private void end() {
            if (!ended) {
                ended = true;
                connections.ended();
            }
        }

        private void heard(String what, Runnable task) {
            schedule.in(
                    weather.latency(),
                    me,
                    what,
                    call.tool(),
                    () -> {
                        task.run();
                        crashes.strikes(me, Operation.CALL, Moment.AFTER);
                    });
        }

        @Override
        public Future<ToolReply> reply() {
            return reply.future();
        }

        @Override
        public void abort() {
            if (!me.gone()) {
                failed.run();
                end();
                stop.run();
            }
        }
    }
}
