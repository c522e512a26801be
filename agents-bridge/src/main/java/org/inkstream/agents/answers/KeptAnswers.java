package org.inkstream.agents.answers;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.inkstream.identity.Hashes;

/**
 * Answers that cost money or GPU time, for whoever asks again with the same key and question. They
 * are kept for a while only: long enough for a successor. Used on one event loop, and answers
 * there.
 */
public interface KeptAnswers {
    /** Keeps nothing: for processes that buy nothing. */
    KeptAnswers NONE =
            new KeptAnswers() {
                @Override
                public Future<Optional<JsonObject>> find(String id) {
                    return Future.succeededFuture(Optional.empty());
                }

                @Override
                public Future<Void> keep(String id, String documentId, JsonObject answer) {
                    return Future.succeededFuture();
                }
            };

    /** Fails if what is kept cannot be read now. */
    Future<Optional<JsonObject>> find(String id);

    /**
     * Completes when the answer is durable; only then may it be handed out.
     *
     * @param documentId of the letter that it speaks of, so that it can be erased with it; empty if
     *     nobody says
     * @param answer not to be changed afterwards
     */
    Future<Void> keep(String id, String documentId, JsonObject answer);

    /**
     * By what an answer is found again. A key that comes with another question is another call,
     * whatever its sender thinks.
     *
     * @param who was asked, a tool or a model
     * @param question all of what was asked
     */
    static String id(String key, String who, String question) {
        return Hashes.sha256(key + '\u001f' + who + '\u001f' + question);
    }
}
