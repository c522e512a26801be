package org.inkstream.agents.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ReceivedRequest;
import org.inkstream.loadtest.peers.models.ScriptedModelServer;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelSpec;
import org.inkstream.time.VirtualTimers;

/** A scripted Batch API and the endpoint that asks it, where time moves when the test says so. */
final class BatchHarness implements AutoCloseable {
    static final String BATCHES = "/v1/messages/batches";
    static final Duration WINDOW = Duration.ofMinutes(1);
    static final Duration PAUSE = Duration.ofSeconds(5);
    static final ModelSpec MODEL =
            new ModelSpec(
                    "backlog", "gpu", "claude-sonnet-5-5", 8_192, 512, 0, Duration.ZERO, WINDOW);

    final ScriptedModelServer peer;
    final VirtualTimers timers = new VirtualTimers();
    final BatchingEndpoint endpoint;
    private final ModelServerHarness harness;

    BatchHarness(Vertx vertx) {
        this.harness = new ModelServerHarness(vertx, Dialect.ANTHROPIC);
        this.peer = harness.peer;
        ModelEndpoints clients = new ModelEndpoints(Map.of(), RateLimits.Listener.IGNORED);
        EndpointSpec spec = Requests.endpoint(EndpointSpec.Kind.ANTHROPIC, peer.url(), "");
        this.endpoint = (BatchingEndpoint) onLoop(() -> clients.open(vertx, spec, timers));
        // Each answer repeats the first word of its letter.
        peer.says(
                request ->
                        Optional.of(
                                new JsonObject().put("summary", word(request.prompt())).encode()));
    }

    static ModelRequest request(String word) {
        Prompt prompt = new Prompt("You read letters.", "Sum it up.", "letter:" + word + ":", "");
        return Requests.request(prompt, MODEL, Duration.ofSeconds(20));
    }

    ModelEndpoint.Generation ask(String word) {
        return onLoop(() -> endpoint.generate(request(word)));
    }

    void abort(ModelEndpoint.Generation generation) {
        onLoop(
                () -> {
                    generation.abort();
                    return true;
                });
        settle();
    }

    /** Lets time pass, and everything happen that follows from it. */
    void pass(Duration time) {
        onLoop(
                () -> {
                    timers.advance(time);
                    return true;
                });
        settle();
    }

    void settle() {
        harness.until(() -> endpoint.exchanges() == 0);
    }

    <T> T onLoop(Supplier<T> work) {
        return harness.onLoop(work);
    }

    static String summary(ModelEndpoint.Generation generation) {
        assertThat(generation.answer().succeeded()).isTrue();
        return new JsonObject(generation.answer().result().text()).getString("summary");
    }

    static CallFailure failure(ModelEndpoint.Generation generation) {
        assertThat(generation.answer().cause()).isInstanceOf(CallFailure.class);
        return (CallFailure) generation.answer().cause();
    }

    /** Method and path of each request so far. */
    List<String> heard() {
        return peer.requests().stream().map(one -> one.method() + " " + one.path()).toList();
    }

    JsonArray sent(int number) {
        ReceivedRequest created = peer.requests().get(number);
        assertThat(created.path()).isEqualTo(BATCHES);
        return created.body().getJsonArray("requests");
    }

    void assertNothingIsLeft() {
        settle();
        harness.until(() -> peer.streams().open() == 0);
        assertThat(onLoop(endpoint::inTheAir)).isZero();
        assertThat(onLoop(timers::pending)).isZero();
    }

    private static String word(String prompt) {
        String rest = prompt.substring(prompt.indexOf("letter:") + "letter:".length());
        return rest.substring(0, rest.indexOf(':'));
    }

    @Override
    public void close() {
        onLoop(endpoint::close).await();
        harness.close();
    }
}
