package org.inkstream.loadtest.peers.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnthropicBatchesTest {
    private static final String BATCHES = "/v1/messages/batches";

    private final Talk talk = Talk.to(Dialect.ANTHROPIC);

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void a_batch_ends_after_a_while_and_its_results_come_in_another_order() {
        JsonObject created = create("a", "b", "c");

        JsonObject first = ask();
        Talk.Answer early = talk.get(BATCHES + "/msgbatch_1/results");
        JsonObject second = ask();
        Talk.Answer results = talk.get(BATCHES + "/msgbatch_1/results");

        assertThat(created.getString("processing_status")).isEqualTo("in_progress");
        assertThat(first.getJsonObject("request_counts").getInteger("processing")).isEqualTo(3);
        assertThat(early.status()).isEqualTo(404);
        assertThat(second.getString("processing_status")).isEqualTo("ended");
        assertThat(second.getJsonObject("request_counts").getInteger("succeeded")).isEqualTo(3);
        assertThat(second.getString("results_url"))
                .isEqualTo(talk.server.url() + BATCHES + "/msgbatch_1/results");
        assertThat(ids(results)).containsExactly("c", "b", "a");
        JsonObject result = results.lines().get(0).getJsonObject("result");
        assertThat(result.getString("type")).isEqualTo("succeeded");
        assertThat(
                        result.getJsonObject("message")
                                .getJsonObject("usage")
                                .getInteger("input_tokens"))
                .isEqualTo(4);
    }

    @Test
    void each_request_can_end_in_a_way_of_its_own() {
        talk.server
                .batchesEndAfter(0)
                .inBatches("errored", BatchEnd.ERRORED)
                .inBatches("expired", BatchEnd.EXPIRED)
                .inBatches("wrong", BatchEnd.WRONG_ID)
                .inBatches("twice", BatchEnd.TWICE)
                .inBatches("missing", BatchEnd.MISSING);
        create("good", "errored", "expired", "wrong", "twice", "missing");

        JsonObject counts = ask().getJsonObject("request_counts");
        Talk.Answer results = talk.get(BATCHES + "/msgbatch_1/results");

        assertThat(counts.getInteger("errored")).isEqualTo(1);
        assertThat(counts.getInteger("expired")).isEqualTo(1);
        assertThat(counts.getInteger("succeeded")).isEqualTo(4);
        assertThat(ids(results))
                .containsExactly(
                        "twice", "twice", "nobody-sent-this", "expired", "errored", "good");
        assertThat(
                        results.lines()
                                .get(4)
                                .getJsonObject("result")
                                .getJsonObject("error")
                                .getJsonObject("error")
                                .getString("type"))
                .isEqualTo("invalid_request_error");
    }

    @Test
    void a_cancelled_batch_ends_with_what_was_not_begun_cancelled() {
        create("a", "b");

        JsonObject cancelled = talk.post(BATCHES + "/msgbatch_1/cancel", new JsonObject()).json();
        JsonObject after = ask();

        assertThat(cancelled.getString("processing_status")).isEqualTo("canceling");
        assertThat(after.getString("processing_status")).isEqualTo("ended");
        assertThat(after.getJsonObject("request_counts").getInteger("canceled")).isEqualTo(2);
    }

    @Test
    void the_same_id_twice_and_unknown_batches_are_turned_down() {
        Talk.Answer twice = talk.post(BATCHES, batch("a", "a"));

        assertThat(twice.status()).isEqualTo(400);
        assertThat(talk.get(BATCHES + "/msgbatch_7").status()).isEqualTo(404);
    }

    @Test
    void a_page_misbehaves_when_it_is_told_to() {
        talk.server.nextPages(BATCHES, ModelReply.status(529), ModelReply.truncatedJson());

        assertThat(talk.post(BATCHES, batch("a")).status()).isEqualTo(529);
        assertThat(talk.post(BATCHES, batch("a")).body().toString()).doesNotEndWith("}");
        assertThat(talk.post(BATCHES, batch("a")).status()).isEqualTo(200);
    }

    private JsonObject create(String... ids) {
        return talk.post(BATCHES, batch(ids)).json();
    }

    private JsonObject batch(String... ids) {
        JsonArray requests = new JsonArray();
        for (String id : ids) {
            JsonObject params = talk.question(false);
            requests.add(new JsonObject().put("custom_id", id).put("params", params));
        }
        return new JsonObject().put("requests", requests);
    }

    private JsonObject ask() {
        return talk.get(BATCHES + "/msgbatch_1").json();
    }

    private static List<String> ids(Talk.Answer results) {
        return results.lines().stream().map(line -> line.getString("custom_id")).toList();
    }
}
