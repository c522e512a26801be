package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.ANSWERS_KEPT;
import static org.inkstream.app.store.StoreUnderTest.await;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.inkstream.agents.answers.KeptAnswers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class KeptAnswersContractTest {
    private final StoreUnderTest store;
    private final KeptAnswers answers;

    KeptAnswersContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
        answers = store.stores.answers();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void an_answer_comes_back_as_it_was_kept_whatever_its_keys() {
        JsonObject answer = new JsonObject().put("a.b", 1).put("$c", new JsonObject().put("d", 2));
        store.onLoop(() -> answers.keep("id", "letter", answer));

        assertThat(await(store.stores.answers().find("id"))).contains(answer);
        assertThat(await(answers.find("another"))).isEmpty();
    }

    @Test
    void the_answer_that_came_last_counts() {
        store.onLoop(() -> answers.keep("id", "letter", new JsonObject().put("n", 1)));
        store.onLoop(() -> answers.keep("id", "letter", new JsonObject().put("n", 2)));

        assertThat(await(answers.find("id"))).contains(new JsonObject().put("n", 2));
    }

    @Test
    void answers_that_come_together_share_a_write() {
        store.onLoop(
                () ->
                        Future.all(
                                IntStream.range(0, 50)
                                        .mapToObj(
                                                n ->
                                                        answers.keep(
                                                                "id" + n,
                                                                "letter",
                                                                new JsonObject()))
                                        .toList()));

        assertThat(store.writes).filteredOn(write -> write.equals("answers.keep")).hasSize(2);
        assertThat(store.all("answers")).hasSize(50);
    }

    @Test
    void answers_are_swept_when_their_time_is_over() {
        store.onLoop(() -> answers.keep("old", "letter", new JsonObject()));
        store.timers.advance(ANSWERS_KEPT.plusMinutes(1));
        store.onLoop(() -> answers.keep("young", "letter", new JsonObject()));

        await(store.stores.sweeper(store.timers).sweep());

        assertThat(await(answers.find("old"))).isEmpty();
        assertThat(await(answers.find("young"))).isPresent();
    }
}
