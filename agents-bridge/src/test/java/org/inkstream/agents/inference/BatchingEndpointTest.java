package org.inkstream.agents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.inference.BatchHarness.BATCHES;
import static org.inkstream.agents.inference.BatchHarness.PAUSE;
import static org.inkstream.agents.inference.BatchHarness.WINDOW;
import static org.inkstream.agents.inference.BatchHarness.failure;
import static org.inkstream.agents.inference.BatchHarness.summary;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.inkstream.agents.inference.ModelEndpoint.Generation;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.loadtest.peers.models.BatchEnd;
import org.inkstream.loadtest.peers.models.ModelReply;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.money.PriceTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BatchingEndpointTest {
    private static final String FIRST = BATCHES + "/msgbatch_1";
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private static Vertx vertx;

    private final BatchHarness harness = new BatchHarness(vertx);

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        vertx.close().await();
    }

    @AfterEach
    void nothing_is_left() {
        harness.assertNothingIsLeft();
        harness.close();
    }

    @Test
    void requests_are_gathered_and_each_gets_its_own_answer_in_whatever_order_they_come() {
        Generation first = harness.ask("one");
        Generation second = harness.ask("two");
        harness.pass(WINDOW.minusSeconds(1));
        Generation third = harness.ask("three");
        assertThat(harness.heard()).isEmpty();

        harness.pass(Duration.ofSeconds(1));
        harness.pass(PAUSE);
        assertThat(first.answer().isComplete()).isFalse();
        harness.pass(PAUSE.multipliedBy(2));

        assertThat(summary(first)).isEqualTo("one");
        assertThat(summary(second)).isEqualTo("two");
        assertThat(summary(third)).isEqualTo("three");
        assertThat(harness.heard())
                .containsExactly(
                        "POST " + BATCHES, "GET " + FIRST, "GET " + FIRST, results("GET "));
        JsonObject sent = harness.sent(0).getJsonObject(2);
        assertThat(sent.getString("custom_id")).isEqualTo("request-3");
        assertThat(sent.getJsonObject("params")).isEqualTo(message("three"));
    }

    @Test
    void what_a_batch_used_is_marked_and_costs_half() {
        harness.peer.batchesEndAfter(0);
        Generation asked = harness.ask("one");

        harness.pass(WINDOW);
        harness.pass(PAUSE);

        ModelUsage used = asked.answer().result().usage();
        ModelUsage dear =
                new ModelUsage(
                        used.provider(),
                        used.model(),
                        used.tokens(),
                        false,
                        used.took(),
                        used.requestId(),
                        "");
        assertThat(used.batch()).isTrue();
        assertThat(used.inputTokens()).isPositive();
        assertThat(cost(used).picoUsd() * 2).isEqualTo(cost(dear).picoUsd()).isPositive();
    }

    @Test
    void each_request_fails_as_its_own_result_says() {
        harness.peer
                .batchesEndAfter(0)
                .inBatches("request-1", BatchEnd.ERRORED)
                .inBatches("request-2", BatchEnd.EXPIRED)
                .inBatches("request-3", BatchEnd.CANCELED)
                .inBatches("request-4", BatchEnd.MISSING)
                .inBatches("request-5", BatchEnd.WRONG_ID)
                .inBatches("request-6", BatchEnd.TWICE);
        Generation errored = harness.ask("errored");
        Generation expired = harness.ask("expired");
        Generation cancelled = harness.ask("cancelled");
        Generation missing = harness.ask("missing");
        Generation wrong = harness.ask("wrong");
        Generation twice = harness.ask("twice");

        harness.pass(WINDOW);
        harness.pass(PAUSE);

        assertThat(failure(errored).errorClass()).isEqualTo(ErrorClass.INVALID_DATA);
        assertThat(failure(expired).errorClass()).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(failure(cancelled).errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(failure(missing).errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(failure(wrong).errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(summary(twice)).isEqualTo("twice");
    }

    @Test
    void a_request_that_is_given_up_before_it_is_sent_is_left_out() {
        harness.peer.batchesEndAfter(0);
        Generation given = harness.ask("given");
        Generation kept = harness.ask("kept");

        harness.abort(given);
        harness.pass(WINDOW);
        harness.pass(PAUSE);

        assertThat(failure(given).errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(harness.sent(0)).hasSize(1);
        assertThat(summary(kept)).isEqualTo("kept");
    }

    @Test
    void a_batch_that_nobody_waits_for_is_never_sent() {
        harness.abort(harness.ask("one"));

        harness.pass(WINDOW);

        assertThat(harness.heard()).isEmpty();
    }

    @Test
    void the_result_of_a_request_that_was_given_up_is_dropped_and_the_others_are_not() {
        harness.peer.batchesEndAfter(0);
        Generation given = harness.ask("given");
        Generation kept = harness.ask("kept");
        harness.pass(WINDOW);

        harness.abort(given);
        harness.pass(PAUSE);

        assertThat(failure(given).errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(summary(kept)).isEqualTo("kept");
        assertThat(harness.heard()).doesNotContain("POST " + FIRST + "/cancel");
    }

    @Test
    void a_batch_is_cancelled_when_all_of_it_is_given_up() {
        Generation one = harness.ask("one");
        Generation two = harness.ask("two");
        harness.pass(WINDOW);

        harness.abort(one);
        harness.abort(two);

        assertThat(harness.heard()).containsExactly("POST " + BATCHES, "POST " + FIRST + "/cancel");
    }

    @Test
    void a_batch_that_is_given_up_while_it_is_sent_is_cancelled_as_soon_as_its_id_is_known() {
        Generation one = harness.ask("one");

        harness.onLoop(
                () -> {
                    harness.timers.advance(WINDOW);
                    one.abort();
                    return true;
                });
        harness.settle();

        assertThat(harness.heard()).containsExactly("POST " + BATCHES, "POST " + FIRST + "/cancel");
    }

    @Test
    void a_batch_that_is_not_taken_fails_all_of_its_requests_in_its_class() {
        harness.peer.nextPages(BATCHES, ModelReply.status(429).retryAfter(7));
        Generation one = harness.ask("one");
        Generation two = harness.ask("two");

        harness.pass(WINDOW);

        assertThat(failure(one).errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(failure(two).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void what_fails_while_a_batch_is_worked_on_is_asked_again_and_each_result_counts_once() {
        harness.peer
                .batchesEndAfter(0)
                .nextPages(FIRST, ModelReply.status(500), ModelReply.truncatedJson())
                .nextPages(FIRST + "/results", ModelReply.status(529), ModelReply.resetBefore());
        Generation one = harness.ask("one");
        harness.pass(WINDOW);

        for (int seconds : new int[] {5, 10, 20, 40}) {
            harness.pass(Duration.ofSeconds(seconds));
            assertThat(one.answer().isComplete()).isFalse();
        }
        harness.pass(Duration.ofSeconds(60));

        assertThat(summary(one)).isEqualTo("one");
    }

    @Test
    void a_batch_that_never_ends_is_given_up_and_cancelled() {
        harness.peer.batchesEndAfter(1_000);
        Generation one = harness.ask("one");
        harness.pass(WINDOW);

        harness.pass(Duration.ofHours(26));

        assertThat(failure(one).errorClass()).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(harness.heard()).endsWith("POST " + FIRST + "/cancel");
    }

    @Test
    void closing_cancels_what_is_under_way_and_fails_it_as_connection() {
        Generation sent = harness.ask("sent");
        harness.pass(WINDOW);
        Generation gathered = harness.ask("gathered");

        harness.onLoop(harness.endpoint::close).await();

        assertThat(failure(sent).errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(failure(gathered).errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(harness.heard()).containsExactly("POST " + BATCHES, "POST " + FIRST + "/cancel");
    }

    @Test
    void a_full_batch_is_sent_before_its_window_ends() {
        harness.peer.batchesEndAfter(0);
        String longText = "x".repeat(18 << 20);
        Generation one = harness.ask("one:" + longText);

        Generation two = harness.ask("two:" + longText);
        harness.settle();

        assertThat(harness.sent(0)).hasSize(1);
        harness.pass(PAUSE);
        assertThat(summary(one)).isEqualTo("one");
        harness.abort(two);
    }

    @Test
    void other_models_are_asked_at_once() {
        Generation direct =
                harness.onLoop(
                        () ->
                                harness.endpoint.generate(
                                        Requests.request(
                                                BatchHarness.request("now").prompt(),
                                                Requests.model("claude-sonnet-5-5"),
                                                Duration.ofSeconds(20))));

        ModelServerHarness.ended(direct.answer());

        assertThat(summary(direct)).isEqualTo("now");
        assertThat(direct.answer().result().usage().batch()).isFalse();
        // How long a stream may linger after its answer.
        harness.pass(Duration.ofSeconds(2));
    }

    private static String results(String method) {
        return method + FIRST + "/results";
    }

    private static JsonObject message(String word) {
        return new JsonObject(AnthropicDialect.message(BatchHarness.request(word)).encode());
    }

    private static Money cost(ModelUsage usage) {
        return PriceTable.packaged().charge(usage, NOW).known();
    }
}
