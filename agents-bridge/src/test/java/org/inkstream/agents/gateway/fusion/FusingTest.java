package org.inkstream.agents.gateway.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.ScriptEndpoint;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint.Generation;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Tokens;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FusingTest {
    private static final List<String> THREE = List.of("people", "places", "firms");

    private final VirtualTimers timers = new VirtualTimers();
    private final ScriptEndpoint server = new ScriptEndpoint();
    private final Fusing fusing = new Fusing(this::send, timers);
    private final List<String> told = new ArrayList<>();
    private final Map<String, Generation> generations = new LinkedHashMap<>();

    private Generation send(ModelRequest request, CallProgress progress) {
        progress.dispatched();
        return server.generate(request);
    }

    @AfterEach
    void nothing_is_left() {
        assertThat(timers.pending()).isZero();
        assertThat(server.running).isEmpty();
    }

    @Test
    void tools_that_are_ready_together_are_asked_at_once_and_each_has_its_own_answer() {
        ask(Asked.TOOLS);

        server.running.get(0).answers(Asked.answer(Asked.TOOLS).encode());

        assertThat(server.sent).hasSize(1);
        Asked.TOOLS.forEach(
                tool ->
                        assertThat(new JsonObject(answer(tool).text()))
                                .isEqualTo(new JsonObject().put("found", "some " + tool)));
        assertThat(total()).isEqualTo(ScriptEndpoint.answer("").usage().tokens());
        assertThat(fusing.fused()).isEqualTo(new Fused(1, 5, 0));
    }

    @Test
    void their_request_begins_as_each_of_theirs_and_may_be_as_long_as_all_of_them() {
        ask(List.of("firms", "people", "places", "tone", "events"));

        server.running.get(0).answers(Asked.answer(Asked.TOOLS).encode());

        ModelRequest sent = server.sent.get(0);
        ModelRequest alone = Asked.about("d", "people");
        assertThat(sent.prompt().system()).isEqualTo(alone.prompt().system());
        assertThat(sent.prompt().document()).isEqualTo(alone.prompt().document());
        assertThat(sent.prompt().instruction())
                .startsWith("several tasks\n\nTASK people\n\nfind people\n\nTASK places");
        assertThat(sent.schema().getJsonArray("required")).containsExactlyElementsOf(Asked.TOOLS);
        assertThat(sent.model().maxOutputTokens()).isEqualTo(5_000);
        assertThat(sent.model().contextTokens()).isEqualTo(alone.model().contextTokens());
        assertThat(sent.tag().groupSize()).isEqualTo(1);
        assertThat(sent.tag().key()).isEmpty();
    }

    @Test
    void who_waits_for_others_waits_for_a_moment_only() {
        ask(THREE);
        boolean waits = server.sent.isEmpty() && told.stream().allMatch("queued"::equals);

        timers.advance(Asked.LINGER);
        server.running.get(0).answers(Asked.answer(THREE).encode());

        assertThat(waits).isTrue();
        assertThat(server.sent).hasSize(1);
        assertThat(told).filteredOn("dispatched"::equals).hasSize(3);
    }

    @Test
    void a_tool_that_nobody_joins_asks_with_its_own_words() {
        ask(List.of("people"));
        timers.advance(Asked.LINGER);
        server.running.get(0).answers("{\"found\":\"x\"}");

        assertThat(server.sent.get(0).prompt()).isEqualTo(Asked.about("d", "people").prompt());
        assertThat(answer("people").usage().isShare()).isFalse();
        assertThat(fusing.fused()).isEqualTo(Fused.NONE);
    }

    @Test
    void a_tool_that_is_ready_alone_or_asks_again_waits_for_nobody() {
        generate(Asked.about("d", "people", 1, false));
        generate(Asked.about("d", "places", 5, true));

        assertThat(server.sent).hasSize(2);
        List.copyOf(server.running).forEach(one -> one.answers("{}"));
    }

    @Test
    void tools_of_two_documents_are_never_asked_together() {
        generate(Asked.about("one", "people"));
        generate(Asked.about("two", "places"));
        timers.advance(Asked.LINGER);

        assertThat(server.sent)
                .extracting(request -> request.prompt().document())
                .containsExactly("letter one", "letter two");
        List.copyOf(server.running).forEach(one -> one.answers("{}"));
    }

    @Test
    void a_part_that_is_missing_or_breaks_its_schema_is_asked_alone_and_only_that() {
        askTogether(THREE);
        JsonObject answer = Asked.answer(List.of("people", "firms"));
        answer.getJsonObject("firms").put("found", 7);
        server.running.get(0).answers(answer.encode());

        assertThat(server.sent.subList(1, 3))
                .extracting(request -> request.tag().key())
                .containsExactly("key-d-places", "key-d-firms");
        List.copyOf(server.running).forEach(one -> one.answers("{\"found\":\"alone\"}"));
        assertThat(answer("people").text()).contains("some people");
        assertThat(answer("places").text()).contains("alone");
        assertThat(answer("people").earlier()).isEmpty();
        assertThat(answer("places").earlier()).hasSize(1);
        assertThat(total().input()).isEqualTo(3 * 100);
        assertThat(total().output()).isEqualTo(3 * 20);
        assertThat(fusing.fused()).isEqualTo(new Fused(1, 3, 2));
    }

    @Test
    void an_answer_that_was_cut_serves_nobody_whatever_it_holds() {
        askTogether(THREE);
        server.running.get(0).isCut(Asked.answer(THREE).encode());

        assertThat(server.sent).hasSize(4);
        List.copyOf(server.running).forEach(one -> one.answers("{\"found\":\"alone\"}"));
        assertThat(total().output()).isEqualTo(4 * 20);
    }

    @Test
    void what_the_model_cannot_answer_together_is_asked_one_by_one() {
        askTogether(THREE);
        server.running.get(0).fails(ErrorClass.INVALID_DATA);

        assertThat(server.sent).hasSize(4);
        List.copyOf(server.running).forEach(one -> one.fails(ErrorClass.REFUSED));
        THREE.forEach(tool -> assertThat(failure(tool).errorClass()).isEqualTo(ErrorClass.REFUSED));
    }

    @Test
    void a_server_in_trouble_is_not_asked_again_here() {
        askTogether(THREE);
        server.running.get(0).isOverloaded(Duration.ofSeconds(7));

        assertThat(server.sent).hasSize(1);
        THREE.forEach(
                tool -> {
                    assertThat(failure(tool).errorClass()).isEqualTo(ErrorClass.OVERLOADED);
                    assertThat(failure(tool).retryAfter()).isEqualTo(Duration.ofSeconds(7));
                });
    }

    @Test
    void the_time_that_a_tool_has_left_is_what_the_call_together_did_not_take() {
        askTogether(THREE);
        timers.advance(Duration.ofSeconds(45));
        server.running.get(0).answers("no JSON");

        assertThat(server.sent.subList(1, 4))
                .allMatch(one -> one.tag().remaining().equals(Duration.ofSeconds(15)));
        List.copyOf(server.running).forEach(one -> one.answers("{\"found\":\"alone\"}"));
    }

    @Test
    void who_gives_up_takes_nothing_from_the_others_and_is_answered_with_them() {
        askTogether(THREE);
        generation("people").abort();
        server.running.get(0).answers(Asked.answer(THREE).encode());

        THREE.forEach(tool -> assertThat(answer(tool).text()).contains("some " + tool));
        assertThat(server.aborted).isZero();
    }

    @Test
    void who_has_given_up_is_not_asked_for_alone() {
        askTogether(THREE);
        generation("people").abort();
        server.running.get(0).answers(Asked.answer(List.of("places", "firms")).encode());

        assertThat(server.sent).hasSize(1);
        assertThat(failure("people").errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(failure("people").usage()).hasSize(1);
    }

    @Test
    void when_all_have_given_up_the_server_is_stopped_and_its_bill_is_theirs() {
        askTogether(THREE);
        ModelUsage used = new ModelUsage("p", "m", 100, 7, 0, 0, Duration.ZERO, "r");
        server.running.get(0).tellsWhenAborted(used);
        THREE.forEach(tool -> generation(tool).abort());

        assertThat(server.aborted).isEqualTo(1);
        assertThat(
                        THREE.stream()
                                .flatMap(tool -> failure(tool).usage().stream())
                                .mapToLong(ModelUsage::outputTokens)
                                .sum())
                .isEqualTo(7);
    }

    @Test
    void who_gives_up_before_the_others_have_come_is_not_asked_for() {
        ask(THREE);
        generation("people").abort();
        timers.advance(Asked.LINGER);
        server.running.get(0).answers(Asked.answer(List.of("places", "firms")).encode());

        assertThat(server.sent.get(0).schema().getJsonArray("required"))
                .containsExactly("places", "firms");
        assertThat(failure("people").usage()).isEmpty();
    }

    @Test
    void no_more_are_asked_together_than_the_context_has_room_for() {
        ModelSpec small = new ModelSpec("s", "gpu", "llama3.2", 2_200, 1_000, 0, Duration.ZERO);
        for (String tool : Asked.TOOLS) {
            generate(Asked.about("d", tool, 5, false, small));
        }

        assertThat(server.sent)
                .extracting(one -> one.model().maxOutputTokens())
                .containsExactly(2_000, 2_000, 1_000);
        List.copyOf(server.running).forEach(one -> one.fails(ErrorClass.UNKNOWN));
    }

    @Test
    void nobody_waits_any_more_when_the_gateway_ends() {
        ask(THREE);

        fusing.flush();

        assertThat(server.sent).hasSize(1);
        server.running.get(0).fails(ErrorClass.CONNECTION);
    }

    private void ask(List<String> tools) {
        tools.forEach(tool -> generate(Asked.about("d", tool)));
    }

    private void askTogether(List<String> tools) {
        ask(tools);
        timers.advance(Asked.LINGER);
    }

    private void generate(ModelRequest request) {
        CallProgress progress =
                new CallProgress() {
                    @Override
                    public void queued() {
                        told.add("queued");
                    }

                    @Override
                    public void dispatched() {
                        told.add("dispatched");
                    }
                };
        generations.put(request.tag().tool(), fusing.generate(request, progress));
    }

    private Generation generation(String tool) {
        return generations.get(tool);
    }

    private ModelAnswer answer(String tool) {
        return generation(tool).answer().result();
    }

    private CallFailure failure(String tool) {
        return (CallFailure) generation(tool).answer().cause();
    }

    /** What all tools together are billed for. */
    private Tokens total() {
        long input = 0;
        long output = 0;
        for (Generation one : generations.values()) {
            List<ModelUsage> used = new ArrayList<>(one.answer().result().earlier());
            used.add(one.answer().result().usage());
            input += used.stream().mapToLong(ModelUsage::inputTokens).sum();
            output += used.stream().mapToLong(ModelUsage::outputTokens).sum();
        }
        return Tokens.of(input, output);
    }
}
