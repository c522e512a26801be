package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.loadtest.scenarios.simulation.world.Operation.Moment;
import org.inkstream.money.ModelUsage;
import org.jspecify.annotations.Nullable;

/** Where all agents live. What they begin they finish, whoever still waits for it. */
final class AgentHouse {
    private static final String MODEL = "claude-opus-5-5";

    private final Schedule schedule;
    private final Chance chance;
    private final CrashPlan crashes;
    private final Bills bills;
    private final boolean keysHonoured;
    private double trouble;

    /** Tools that nobody gets anything out of, for a while. */
    private final Set<String> outOfOrder;

    private long backAtNanos;

    /** Work under way and answers given, by key. */
    private final Map<String, Work> byKey = new HashMap<>();

    AgentHouse(
            Schedule schedule,
            Chance chance,
            CrashPlan crashes,
            Bills bills,
            boolean keysHonoured,
            Set<Fault> faults) {
        this.schedule = schedule;
        this.chance = chance;
        this.crashes = crashes;
        this.bills = bills;
        this.keysHonoured = keysHonoured;
        this.trouble = !faults.contains(Fault.AGENT) ? 0 : chance.of(0.4) ? 0.05 : 0.25;
        this.outOfOrder = trouble > 0 && chance.of(0.6) ? someTools(chance) : Set.of();
        this.backAtNanos = chance.millis(1_000, 6_000);
    }

    private static Set<String> someTools(Chance chance) {
        return Set.of("tool" + chance.below(2), "tool" + (2 + chance.below(3)));
    }

    /** From now on everybody answers. */
    void calmDown() {
        trouble = 0;
        backAtNanos = 0;
    }

    /** A request has arrived. */
    void take(AgentLink.Asked asked) {
        // Whether or not anybody waits: the agent does not know.
        crashes.strikes(asked.from(), Operation.CALL_IN_THE_AIR, Moment.APPLIED);
        Work known = keysHonoured ? byKey.get(asked.call().key()) : null;
        if (known != null) {
            known.join(asked);
            return;
        }
        if (schedule.nowNanos() < backAtNanos && outOfOrder.contains(asked.call().tool())) {
            asked.fails(new CallFailure(ErrorClass.INVALID_DATA, "out of order"));
            return;
        }
        double mood = trouble == 0 ? 1 : chance.generator().nextDouble() / trouble;
        if (mood < 0.2) {
            Duration wait = Duration.ofMillis(chance.of(0.5) ? 0 : chance.below(3_000));
            asked.fails(new CallFailure(ErrorClass.OVERLOADED, "too much to do", wait));
        } else if (mood < 0.4) {
            asked.fails(new CallFailure(ErrorClass.CONNECTION, "connection reset"));
        } else if (mood < 0.55) {
            schedule.note("agent", "stays silent", asked.call().tool());
        } else {
            begin(asked, mood);
        }
    }

    private void begin(AgentLink.Asked asked, double mood) {
        long waits = chance.of(0.2) ? chance.millis(10, 2_000) : 0;
        asked.begins(waits);
        Work work = new Work(asked, mood < 0.7, mood < 0.85, mood >= 0.85 && mood < 1);
        if (keysHonoured) {
            byKey.put(asked.call().key(), work);
        }
        long takes = work.slow ? chance.millis(3_000, 9_000) : chance.millis(10, 1_200);
        work.end =
                schedule.in(
                        waits + takes, Schedule.WORLD, "agent", asked.call().tool(), work::finish);
    }

    private static JsonObject answer(ToolCall call) {
        return new JsonObject().put("value", call.tool() + " of " + call.documentId());
    }

    /** One piece of work, which any number of requests with the same key wait for. */
    private final class Work {
        private final ToolCall call;
        private final boolean slow;
        private final boolean answerLost;
        private final boolean placeholder;
        private final List<AgentLink.Asked> waiting = new ArrayList<>();
        private Schedule.@Nullable Event end;
        private @Nullable ToolReply reply;

        Work(AgentLink.Asked first, boolean slow, boolean answerLost, boolean placeholder) {
            this.call = first.call();
            this.slow = slow;
            this.answerLost = answerLost && !slow;
            this.placeholder = placeholder;
            waiting.add(first);
            first.stopsBy(() -> stop(first));
        }

        void join(AgentLink.Asked asked) {
            if (reply != null) {
                asked.answers(reply.again());
            } else {
                waiting.add(asked);
                asked.stopsBy(() -> stop(asked));
            }
        }

        /** Nobody waits any more: some agents notice. */
        private void stop(AgentLink.Asked asked) {
            waiting.remove(asked);
            if (waiting.isEmpty()
                    && reply == null
                    && end != null
                    && chance.of(0.5)
                    && end.cancel()) {
                byKey.remove(call.key());
            }
        }

        private void finish() {
            List<ModelUsage> usage = List.of();
            if (Letters.costs(call.agent())) {
                String request = bills.billed(call, !placeholder);
                usage =
                        List.of(
                                new ModelUsage(
                                        "anthropic",
                                        MODEL,
                                        100,
                                        10,
                                        0,
                                        0,
                                        Duration.ofMillis(10),
                                        request));
            }
            reply =
                    new ToolReply(
                            placeholder ? new JsonObject().put("_fallback", true) : answer(call),
                            usage);
            if (placeholder) {
                byKey.remove(call.key());
            }
            ToolReply made = reply;
            List.copyOf(waiting).forEach(asked -> tell(asked, made));
            waiting.clear();
        }

        private void tell(AgentLink.Asked asked, ToolReply made) {
            if (crashes.strikes(asked.from(), Operation.CALL, Moment.APPLIED)) {
                return;
            }
            if (answerLost) {
                asked.fails(new CallFailure(ErrorClass.CONNECTION, "cut before the answer"));
            } else {
                asked.answers(made);
            }
        }
    }
}
