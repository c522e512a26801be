package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.pipeline.workflow.ResultStore;
import org.inkstream.pipeline.workflow.UnhealedLetters;

/** A store that does what another does, but for what a test breaks in it. */
class PassedOnResults implements ResultStore {
    final ResultStore honest;

    PassedOnResults(ResultStore honest) {
        this.honest = honest;
    }

    @Override
    public Future<Integer> save(JsonObject document) {
        return honest.save(document);
    }

    @Override
    public Future<Integer> replace(JsonObject document, int over) {
        return honest.replace(document, over);
    }

    @Override
    public Future<JsonObject> read(String documentId) {
        return honest.read(documentId);
    }

    @Override
    public Future<JsonObject> saved(String documentId, String runId) {
        return honest.saved(documentId, runId);
    }

    @Override
    public Future<Void> noteUnhealed(UnhealedLetters.Letter letter) {
        return honest.noteUnhealed(letter);
    }

    @Override
    public Future<Void> noteHealed(String documentId) {
        return honest.noteHealed(documentId);
    }

    @Override
    public Future<Void> recordCosts(List<JsonObject> records) {
        return honest.recordCosts(records);
    }

    @Override
    public Future<Void> withdrawReview(String itemId) {
        return honest.withdrawReview(itemId);
    }

    @Override
    public Future<Void> requestReview(JsonObject item) {
        return honest.requestReview(item);
    }
}
