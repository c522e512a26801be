package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.pipeline.workflow.ResultStore;

/** Where results are kept, as one process reaches it. */
final class ResultsLink implements ResultStore {
    private final Incarnation me;
    private final Network network;
    private final Weather weather;
    private final ResultTable table;

    ResultsLink(Incarnation me, Network network, Weather weather, ResultTable table) {
        this.me = me;
        this.network = network;
        this.weather = weather;
        this.table = table;
    }

    @Override
    public Future<Integer> save(JsonObject document) {
        return network.ask(
                me,
                Operation.RESULTS_SAVE,
                document.getString("_id"),
                weather.ofStore(),
                () -> table.save(document),
                () -> table.saveOwn(document));
    }

    @Override
    public Future<JsonObject> read(String documentId) {
        return network.store(me, Operation.JOURNAL_READ, documentId, () -> table.read(documentId));
    }

    @Override
    public Future<Void> recordCosts(List<JsonObject> records) {
        return network.store(me, Operation.COSTS_RECORD, "", () -> table.recordCosts(records))
                .mapEmpty();
    }

    @Override
    public Future<Void> requestReview(JsonObject item) {
        return network.store(me, Operation.REVIEWS_REQUEST, "", () -> table.requestReview(item))
                .mapEmpty();
    }
}
