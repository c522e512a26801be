package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.catalogue.ToolCatalogue;

/** What agents were asked and what they billed, held against the journal. */
final class Bills {
    private final JournalTable journal;
    private final ToolCatalogue catalogue;
    private final Witness witness;
    private final boolean keysHonoured;

    private final Map<String, Integer> requestsOfKey = new HashMap<>();
    private final Map<String, Integer> answersOfKey = new HashMap<>();

    /** The numbers of the requests that each step of each run was billed for. */
    private final Map<Step, Set<String>> billed = new LinkedHashMap<>();

    private final Set<String> kept = new HashSet<>();
    private final Map<String, Asking> lastOfKey = new HashMap<>();
    private int dispatched;
    private int repeated;

    Bills(JournalTable journal, ToolCatalogue catalogue, Witness witness, boolean keysHonoured) {
        this.journal = journal;
        this.catalogue = catalogue;
        this.witness = witness;
        this.keysHonoured = keysHonoured;
    }

    /** A process was told that this result is durable. */
    void keptResult(String runId, String tool) {
        kept.add(runId + tool);
    }

    /** A process is about to call a tool: may it, as the journal stands at this moment? */
    Asking dispatched(Incarnation from, ToolCall call) {
        dispatched++;
        String run = call.runId();
        String which = call.tool() + " of " + call.documentId() + " by " + from.name();
        witness.holds(
                journal.owner(run).equals(from.ownerId()),
                "I2",
                which + " is called, but its run belongs to " + journal.owner(run));
        witness.holds(
                journal.isOpen(run),
                "I2",
                which + " is called, but its run is " + journal.state(run));
        if (Letters.costs(catalogue.tool(call.tool()).agent())) {
            checkPaid(call, which);
        }
        return asking(call, which);
    }

    private void checkPaid(ToolCall call, String which) {
        String run = call.runId();
        witness.holds(
                !journal.hasResult(run, call.tool()) && !kept.contains(run + call.tool()),
                "I2",
                which + " is called, but its result is in the journal");
        witness.holds(
                !journal.wasAnsweredBefore(run, call.tool()),
                "I2",
                which + " is called, but a pass before has its answer");
        witness.holds(
                journal.hasIntent(run, call.tool()),
                "I2",
                which + " is called, but nobody has written that it would be");
    }

    /** Under one epoch a question is asked again only after it has failed. */
    private Asking asking(ToolCall call, String which) {
        Asking asking = new Asking(journal.epoch(call.runId()));
        Asking before = lastOfKey.put(call.key(), asking);
        witness.holds(
                before == null || before.epoch != asking.epoch || before.failed,
                "I2",
                which + " is called twice under one epoch, without having failed");
        return asking;
    }

    /**
     * An agent has worked, and sends a bill.
     *
     * @param answered whether it is for an answer, and not for a placeholder
     * @return the number of the request
     */
    String billed(ToolCall call, boolean answered) {
        String request = call.key() + "/" + requestsOfKey.merge(call.key(), 1, Integer::sum);
        billed.computeIfAbsent(new Step(call.runId(), call.tool()), first -> new LinkedHashSet<>())
                .add(request);
        if (answered && answersOfKey.merge(call.key(), 1, Integer::sum) > 1) {
            repeated++;
            witness.holds(
                    !keysHonoured,
                    "I2",
                    call.tool() + " of " + call.documentId() + " is worked on twice for one key");
        }
        return request;
    }

    /** The requests that were billed, by the step that they were made for. */
    Map<Step, Set<String>> billed() {
        return billed;
    }

    int dispatched() {
        return dispatched;
    }

    /** Answers that were paid for although the same question had been answered before. */
    int repeated() {
        return repeated;
    }

    /** One tool of one run. */
    record Step(String runId, String tool) {}

    /** One attempt, as far as its caller knows. */
    static final class Asking {
        private final long epoch;
        private boolean failed;

        private Asking(long epoch) {
            this.epoch = epoch;
        }

        /** It came to nothing, or was given up. */
        void failed() {
            failed = true;
        }
    }
}
