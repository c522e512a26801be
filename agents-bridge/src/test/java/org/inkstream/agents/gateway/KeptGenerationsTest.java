package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.agents.gateway.ScriptEndpoint.request;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.inkstream.agents.answers.AnswerDesk;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.answers.MemoryAnswers;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.inference.ModelEndpoint.Generation;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeptGenerationsTest {
    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptEndpoint server = new ScriptEndpoint();
    private final Shelf shelf = new Shelf();
    private KeptGenerations generations = gateway();

    /**
     * Answers in memory, of which the test sees how they are asked for and when they are durable.
     */
    private final class Shelf implements KeptAnswers {
        private final MemoryAnswers memory = new MemoryAnswers(timers, Duration.ofHours(1), 10);
        private final List<Promise<Void>> keeping = new ArrayList<>();
        private int looks;
        private boolean slow;

        @Override
        public Future<Optional<JsonObject>> find(String id) {
            looks++;
            return slow ? Promise.<Optional<JsonObject>>promise().future() : memory.find(id);
        }

        @Override
        public Future<Void> keep(String id, String documentId, JsonObject answer) {
            Promise<Void> durable = Promise.promise();
            keeping.add(durable);
            return durable.future().compose(now -> memory.keep(id, documentId, answer));
        }
    }

    @AfterEach
    void no_timer_is_left() {
        assertThat(timers.pending()).isZero();
    }

    @Test
    void an_answer_is_handed_out_when_it_is_durable_and_not_before() {
        Generation first = ask(request("key"));
        server.running.get(0).answers("{}");
        boolean before = first.answer().isComplete();

        shelf.keeping.get(0).complete();

        assertThat(before).isFalse();
        assertThat(first.answer().result().text()).isEqualTo("{}");
        assertThat(shelf.looks).isZero();
    }

    @Test
    void after_a_restart_the_same_key_and_prompt_get_the_answer_that_was_bought_before() {
        ask(request("key"));
        server.running.get(0).answers("{}");
        shelf.keeping.get(0).complete();
        generations = gateway();

        Generation again = ask(askedBefore(request("key")));

        assertThat(server.sent).hasSize(1);
        ModelUsage usage = again.answer().result().usage();
        assertThat(usage.standing()).isEqualTo(ModelUsage.Standing.AGAIN);
        assertThat(usage.outputTokens()).isEqualTo(20);
        assertThat(usage.requestId()).isNotEmpty();
    }

    @Test
    void another_prompt_under_the_same_key_is_another_question() {
        ask(request("key"));
        server.running.get(0).answers("{}");
        shelf.keeping.get(0).complete();
        ModelRequest asked = askedBefore(request("key"));

        ask(
                new ModelRequest(
                        asked.model(),
                        new Prompt("s", "i, repaired", "d", ""),
                        asked.schemaName(),
                        asked.schema(),
                        asked.tag()));

        assertThat(server.sent).hasSize(2);
    }

    @Test
    void whoever_asks_again_while_nothing_is_kept_is_answered_anew() {
        Generation again = ask(askedBefore(request("key")));
        server.running.get(0).answers("{}");
        shelf.keeping.get(0).complete();

        assertThat(again.answer().result().usage().standing()).isEqualTo(ModelUsage.Standing.NEW);
    }

    @Test
    void a_store_out_of_reach_delays_an_answer_and_never_loses_it() {
        Generation first = ask(request("key"));
        server.running.get(0).answers("{}");

        timers.advance(Duration.ofSeconds(5));

        assertThat(first.answer().result().text()).isEqualTo("{}");
    }

    @Test
    void a_look_that_takes_too_long_ends_in_a_new_question() {
        shelf.slow = true;
        ask(askedBefore(request("key")));
        boolean asked = !server.sent.isEmpty();

        timers.advance(Duration.ofSeconds(5));

        assertThat(asked).isFalse();
        assertThat(server.sent).hasSize(1);
    }

    @Test
    void whoever_gives_up_while_it_is_looked_for_never_asks_the_model() {
        shelf.slow = true;
        Generation again = ask(askedBefore(request("key")));

        again.abort();
        timers.advance(Duration.ofSeconds(5));

        assertThat(server.sent).isEmpty();
        assertThat(again.answer().failed()).isTrue();
    }

    @Test
    void nobody_gives_up_what_is_paid_for() {
        Generation first = ask(request("key"));
        server.running.get(0).answers("{}");

        first.abort();
        shelf.keeping.get(0).complete();

        assertThat(ask(askedBefore(request("key"))).answer().result().text()).isEqualTo("{}");
    }

    private Generation ask(ModelRequest request) {
        return generations.generate(request, CallProgress.IGNORED);
    }

    private KeptGenerations gateway() {
        EndpointQueue queue =
                new EndpointQueue(ScriptEndpoint.spec(4, 4), server, EndpointListener.NONE, timers);
        return new KeptGenerations(queue::generate, new AnswerDesk(shelf, timers));
    }

    private static ModelRequest askedBefore(ModelRequest asked) {
        JsonObject tag = asked.tag().toJson().put("askedBefore", true);
        return new ModelRequest(
                asked.model(),
                asked.prompt(),
                asked.schemaName(),
                asked.schema(),
                CallTag.fromJson(asked.tag().tool(), tag));
    }
}
