package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.pipeline.workflow.ResultStore;
import org.inkstream.pipeline.workflow.UnhealedLetters;

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
        return network.store(me, Operation.RESULTS_READ, documentId, () -> table.read(documentId));
    }

    @Override
    public Future<Integer> replace(JsonObject document, int over) {
        return network.store(
                me,
                Operation.RESULTS_REPLACE,
                document.getString("_id"),
                () -> table.replace(document, over));
    }

    @Override
    public Future<JsonObject> saved(String documentId, String runId) {
        return network.store(me, Operation.RESULTS_READ, documentId, () -> table.saved(runId));
    }

    @Override
    public Future<Void> noteUnhealed(UnhealedLetters.Letter letter) {
        return network.store(
                        me,
                        Operation.UNHEALED_NOTE,
                        letter.documentId(),
                        () -> table.noteUnhealed(letter))
                .mapEmpty();
    }

    @Override
    public Future<Void> noteHealed(String documentId) {
        return network.store(
                        me,
                        Operation.UNHEALED_FORGET,
                        documentId,
                        () -> table.noteHealed(documentId))
                .mapEmpty();
    }

    @Override
    public Future<Void> withdrawReview(String itemId) {
        return network.store(me, Operation.REVIEWS_WITHDRAW, "", () -> table.withdrawReview(itemId))
                .mapEmpty();
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
