package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.answers.AnswerDesk;
import org.inkstream.agents.answers.MemoryAnswers;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.gateway.fusion.Asked;
import org.inkstream.agents.gateway.fusion.Fused;
import org.inkstream.agents.gateway.fusion.Fusing;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint.Generation;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one call gave to several tools is kept for each of them, under its own key. */
class FusedAnswersAreKeptTest {
    private static final List<String> TWO = List.of("people", "places");

    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptEndpoint server = new ScriptEndpoint();
    private final MemoryAnswers shelf = new MemoryAnswers(timers, Duration.ofHours(1), 100);
    private Fusing fusing = fusing();
    private SharedGenerations generations = gateway();

    private Fusing fusing() {
        EndpointQueue queue =
                new EndpointQueue(
                        ScriptEndpoint.spec(2, 10), server, EndpointListener.NONE, timers);
        return new Fusing(queue::generate, timers);
    }

    private SharedGenerations gateway() {
        return new SharedGenerations(
                new KeptGenerations(fusing::generate, new AnswerDesk(shelf, timers))::generate);
    }

    @AfterEach
    void no_timer_is_left() {
        assertThat(timers.pending()).isZero();
    }

    @Test
    void after_a_restart_each_tool_finds_its_part_and_nothing_is_bought_again() {
        ask(TWO);
        timers.advance(Asked.LINGER);
        server.running.get(0).answers(Asked.answer(TWO).encode());
        fusing = fusing();
        generations = gateway();

        List<Generation> again = TWO.stream().map(tool -> ask(askedBefore(tool))).toList();

        assertThat(server.sent).hasSize(1);
        for (int i = 0; i < TWO.size(); i++) {
            ModelAnswer answer = again.get(i).answer().result();
            assertThat(answer.text()).contains("some " + TWO.get(i));
            assertThat(answer.usage().standing()).isEqualTo(ModelUsage.Standing.AGAIN);
        }
        assertThat(
                        again.stream()
                                .mapToLong(one -> one.answer().result().usage().inputTokens())
                                .sum())
                .isEqualTo(100);
    }

    @Test
    void who_hung_up_while_the_others_were_answered_finds_what_was_paid_for() {
        List<Generation> asked = ask(TWO);
        timers.advance(Asked.LINGER);
        asked.get(0).abort();
        server.running.get(0).answers(Asked.answer(TWO).encode());

        Generation again = ask(askedBefore(TWO.get(0)));

        assertThat(asked).allMatch(one -> one.answer().isComplete());
        assertThat(again.answer().result().text()).contains("some people");
        assertThat(server.sent).hasSize(1);
    }

    @Test
    void two_who_ask_the_same_share_one_part_of_one_call() {
        List<Generation> asked = new ArrayList<>(ask(TWO));
        asked.add(ask(Asked.about("d", TWO.get(0))));
        timers.advance(Asked.LINGER);
        server.running.get(0).answers(Asked.answer(TWO).encode());

        assertThat(asked).allMatch(one -> one.answer().succeeded());
        assertThat(fusing.fused()).isEqualTo(new Fused(1, 2, 0));
    }

    private List<Generation> ask(List<String> tools) {
        return tools.stream().map(tool -> ask(Asked.about("d", tool))).toList();
    }

    private Generation ask(ModelRequest request) {
        return generations.generate(
                request,
                new CallProgress() {
                    @Override
                    public void queued() {}

                    @Override
                    public void dispatched() {}
                });
    }

    private static ModelRequest askedBefore(String tool) {
        ModelRequest first = Asked.about("d", tool);
        JsonObject tag = first.tag().toJson().put("askedBefore", true);
        return first.with(CallTag.fromJson(tool, tag));
    }
}
