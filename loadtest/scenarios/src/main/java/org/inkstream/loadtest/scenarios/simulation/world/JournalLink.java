package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.pipeline.journal.RunStore;

/** The journal as one process reaches it. */
final class JournalLink implements RunStore {
    private final Incarnation me;
    private final Network network;
    private final Weather weather;
    private final Chance chance;
    private final JournalTable table;

    JournalLink(
            Incarnation me, Network network, Weather weather, Chance chance, JournalTable table) {
        this.me = me;
        this.network = network;
        this.weather = weather;
        this.chance = chance;
        this.table = table;
    }

    @Override
    public Future<List<Outcome>> write(List<Write> writes) {
        Write first = writes.get(0);
        return network.ask(
                me,
                kindOf(first),
                first.runId(),
                weather.ofStore(),
                () -> writes.stream().map(table::write).toList(),
                () -> someOf(writes));
    }

    /** An unordered bulk that breaks in the middle. */
    private List<Outcome> someOf(List<Write> writes) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Write write : writes) {
            outcomes.add(chance.of(0.7) ? table.write(write) : Outcome.LOST);
        }
        return outcomes;
    }

    @Override
    public Future<JsonObject> read(String runId) {
        return network.store(me, Operation.JOURNAL_READ, runId, () -> table.read(runId));
    }

    @Override
    public Future<JsonObject> takeOver(Claim claim) {
        return network.store(
                me, Operation.JOURNAL_TAKE_OVER, claim.runId(), () -> table.takeOver(claim));
    }

    private static Operation kindOf(Write write) {
        if (!write.setOnInsert().isEmpty()) {
            return Operation.JOURNAL_OPEN;
        }
        String state = write.set().getString("state", "");
        if (!state.isEmpty()) {
            return switch (state) {
                case "parked" -> Operation.JOURNAL_PARK;
                case "dead" -> Operation.JOURNAL_BURY;
                default -> Operation.JOURNAL_CLOSE;
            };
        }
        boolean results =
                write.set().fieldNames().stream().anyMatch(path -> path.endsWith(".result"));
        return results ? Operation.JOURNAL_RECORD : Operation.JOURNAL_INTEND;
    }
}
