package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.inkstream.pipeline.journal.RunStore;

/** The journal as one process reaches it. */
final class JournalLink implements RunStore {
    private final Incarnation me;
    private final Network network;
    private final Weather weather;
    private final Chance chance;
    private final JournalTable table;
    private final Consumer<Write> kept;

    /**
     * @param kept told of each write that the store has kept
     */
    JournalLink(
            Incarnation me,
            Network network,
            Weather weather,
            Chance chance,
            JournalTable table,
            Consumer<Write> kept) {
        this.me = me;
        this.network = network;
        this.weather = weather;
        this.chance = chance;
        this.table = table;
        this.kept = kept;
    }

    @Override
    public Future<List<Outcome>> write(List<Write> writes) {
        Write first = writes.get(0);
        return network.ask(
                me,
                kindOf(first),
                first.runId(),
                weather.ofStore(),
                () -> writes.stream().map(this::write).toList(),
                () -> someOf(writes));
    }

    private Outcome write(Write write) {
        Outcome outcome = table.write(write);
        if (outcome == Outcome.KEPT) {
            kept.accept(write);
        }
        return outcome;
    }

    /** An unordered bulk that breaks in the middle. */
    private List<Outcome> someOf(List<Write> writes) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Write write : writes) {
            outcomes.add(chance.of(0.7) ? write(write) : Outcome.LOST);
        }
        return outcomes;
    }

    @Override
    public Future<JsonObject> read(String runId) {
        return network.store(me, Operation.JOURNAL_READ, runId, () -> table.read(runId));
    }

    @Override
    public Future<JsonObject> takeOver(Claim claim) {
        Operation operation =
                isPass(claim.runId()) ? Operation.HEAL_TAKE_OVER : Operation.JOURNAL_TAKE_OVER;
        return network.store(me, operation, claim.runId(), () -> table.takeOver(claim));
    }

    private boolean isPass(String runId) {
        return table.pass(runId) > 1;
    }

    private Operation kindOf(Write write) {
        if (!write.setOnInsert().isEmpty()) {
            return write.setOnInsert().getInteger("pass") > 1
                    ? Operation.HEAL_OPEN
                    : Operation.JOURNAL_OPEN;
        }
        String state = write.set().getString("state", "");
        if (!state.isEmpty()) {
            return switch (state) {
                case "parked" -> Operation.JOURNAL_PARK;
                case "dead" -> Operation.JOURNAL_BURY;
                default -> isPass(write.runId()) ? Operation.HEAL_CLOSE : Operation.JOURNAL_CLOSE;
            };
        }
        boolean results =
                write.set().fieldNames().stream().anyMatch(path -> path.endsWith(".result"));
        if (!results) {
            return Operation.JOURNAL_INTEND;
        }
        return isPass(write.runId()) ? Operation.HEAL_RECORD : Operation.JOURNAL_RECORD;
    }
}
