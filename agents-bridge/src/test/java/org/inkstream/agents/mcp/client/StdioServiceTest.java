package org.inkstream.agents.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.catalogue.ErrorClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real child processes. */
class StdioServiceTest extends LoopTest {
    private StdioService service;
    private Agent agent;

    @AfterEach
    void no_child_and_no_timer_is_left() {
        service.close();

        assertThat(ProcessHandle.current().children().filter(StdioServiceTest::isOurs)).isEmpty();
        onLoop(() -> true);
        assertThat(timers.pending()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "old"})
    void a_program_of_either_era_is_called(String era) {
        start(1, era);

        assertThat(summary(ask(agent, call("echo", "Grüße\nan \"alle\"")))).startsWith("Grüße\nan");
    }

    @Test
    void progress_reaches_the_call_in_order() {
        start(1, "new");
        ask(agent);
        List<String> heard = new ArrayList<>();
        CallProgress progress =
                new CallProgress() {
                    @Override
                    public void queued() {
                        heard.add("queued");
                    }

                    @Override
                    public void dispatched() {
                        heard.add("dispatched");
                    }
                };

        ended(onLoop(() -> agent.call(call("echo", "x"), 2, progress)).reply());

        assertThat(onLoop(() -> List.copyOf(heard)))
                .containsSubsequence("queued", "dispatched", "queued", "dispatched")
                .endsWith("dispatched");
    }

    @Test
    void calls_share_one_process_and_are_told_apart_by_their_ids() {
        start(1, "new");
        List<Future<ToolReply>> held = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            held.add(begin(call("hold", "x")).reply());
        }

        Future<ToolReply> release = ask(agent, call("release", "x"));

        held.forEach(reply -> assertThat(summary(ended(reply))).isEqualTo("held"));
        assertThat(summary(release)).isEqualTo("cancelled 0");
    }

    @Test
    void an_aborted_call_is_cancelled_and_never_answers() {
        start(1, "new");
        ask(agent);
        Agent.Exchange exchange = begin(call("hold", "x"));
        onLoop(
                () -> {
                    exchange.abort();
                    return true;
                });

        assertThat(summary(ask(agent, call("release", "x")))).isEqualTo("cancelled 1");
        assertThat(exchange.reply().isComplete()).isFalse();
    }

    @Test
    void noise_unknown_ids_endless_lines_and_second_answers_hurt_nobody() {
        start(1, "new");
        Agent.Exchange other = begin(call("hold", "x"));

        Future<ToolReply> swamped = ask(agent, call("swamp", "x"));
        Future<ToolReply> next = ask(agent, call("release", "x"));

        assertThat(summary(swamped)).isEqualTo("after the swamp");
        assertThat(summary(next)).isEqualTo("cancelled 0");
        assertThat(summary(ended(other.reply()))).isEqualTo("held");
    }

    @Test
    void calls_in_the_air_fail_as_connection_when_the_process_dies_and_a_new_one_serves_the_next() {
        start(1, "new");
        Agent.Exchange inTheAir = begin(call("hold", "x"));

        CallFailure killer = (CallFailure) ask(agent, call("die", "x")).cause();
        CallFailure victim = (CallFailure) ended(inTheAir.reply()).cause();
        CallFailure tooEarly = (CallFailure) ask(agent).cause();
        Future<Void> rest = io.vertx.core.Future.succeededFuture();
        while (rest.succeeded() && ask(agent).failed()) {
            rest = pause();
        }

        assertThat(killer.errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(killer).hasMessageContaining("exit code 7");
        assertThat(victim.errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(tooEarly.errorClass()).isEqualTo(ErrorClass.CONNECTION);
        assertThat(ask(agent).succeeded()).isTrue();
    }

    @Test
    void a_program_that_does_not_exist_is_a_connection_failure() {
        serve(1, List.of("/no/such/program"));

        CallFailure failure = (CallFailure) ask(agent).cause();

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.CONNECTION);
    }

    @Test
    void a_process_that_does_not_want_to_leave_is_made_to() {
        start(2, "never-leaves");

        assertThat(ask(agent).succeeded()).isTrue();
    }

    private void start(int instances, String manners) {
        serve(
                instances,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StdioChild.class.getName(),
                        manners));
    }

    private void serve(int instances, List<String> command) {
        service =
                onLoop(
                        () ->
                                StdioService.start(
                                        at("", command, instances),
                                        loop,
                                        timers,
                                        ClientParts.alone()));
        agent = service.on(loop);
    }

    private Agent.Exchange begin(ToolCall call) {
        return onLoop(() -> agent.call(call, 1, CallProgress.IGNORED));
    }

    private static Future<Void> pause() {
        return ended(vertx.timer(100).mapEmpty());
    }

    private static boolean isOurs(ProcessHandle child) {
        return child.info().commandLine().orElse("").contains(StdioChild.class.getName());
    }

    private static ToolCall call(String tool, String text) {
        return new ToolCall(
                "run",
                "doc",
                "collection",
                "agent",
                tool,
                "key",
                0,
                Duration.ofMinutes(1),
                1,
                new JsonObject().put("text", text));
    }

    private static String summary(Future<ToolReply> reply) {
        assertThat(reply.succeeded()).as("%s", reply.cause()).isTrue();
        return reply.result().result().getString("summary");
    }
}
