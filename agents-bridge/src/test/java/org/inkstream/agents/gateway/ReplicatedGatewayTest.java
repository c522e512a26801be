package org.inkstream.agents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.gateway.balance.Standing;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint.Generation;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.loadtest.peers.gpu.ParameterSet;
import org.inkstream.loadtest.peers.gpu.http.EngineKind;
import org.inkstream.loadtest.peers.gpu.http.ServerPlan;
import org.inkstream.loadtest.peers.gpu.http.SimulatedServer;
import org.inkstream.metrics.trace.TraceContext;
import org.inkstream.models.Balance;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelSpec;
import org.inkstream.models.Scheduling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One endpoint with three servers, over real sockets. */
class ReplicatedGatewayTest {
    private static final int SERVERS = 3;
    private static final int AT_ONCE = 4;
    private static final double SCALE = 20;
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final List<String> TOOLS =
            List.of("generate_summary", "extract_people", "extract_events", "extract_keywords");
    private static final JsonObject SCHEMA =
            new JsonObject()
                    .put("type", "object")
                    .put(
                            "properties",
                            new JsonObject().put("text", new JsonObject().put("type", "string")))
                    .put("required", new JsonArray().add("text"))
                    .put("additionalProperties", false);
    private static final ModelSpec MODEL =
            new ModelSpec(
                    "letters",
                    "gpu",
                    "meta-llama/Llama-3.1-8B-Instruct",
                    8_192,
                    512,
                    0,
                    Duration.ZERO);

    private final Vertx vertx = Vertx.vertx();
    private final List<SimulatedServer> servers = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private LocalGateway gateway;

    @BeforeEach
    void open() {
        for (int i = 0; i < SERVERS; i++) {
            servers.add(SimulatedServer.start(vertx, plan(i)).await());
        }
        gateway = GatewayOverHttp.open(vertx, endpoint());
    }

    @AfterEach
    void close() {
        gateway.close().await();
        vertx.close().await();
    }

    @Test
    void each_letter_is_read_by_one_server_and_all_servers_have_work() {
        inTime(Future.all(askAll(24)));

        List<List<String>> read = servers.stream().map(ReplicatedGatewayTest::documents).toList();
        assertThat(read).allSatisfy(some -> assertThat(some).isNotEmpty());
        assertThat(read.stream().flatMap(List::stream)).hasSize(24).doesNotHaveDuplicates();
        assertThat(reports())
                .extracting(EndpointReport::load)
                .extracting(EndpointLoad::name)
                .containsExactly("gpu/1", "gpu/2", "gpu/3");
        assertThat(standings().stream().mapToLong(one -> one.calls() - one.givenBack()).sum())
                .isEqualTo(24L * TOOLS.size());
    }

    @Test
    void when_a_server_is_killed_amid_the_work_every_call_has_one_answer_and_it_comes_back() {
        List<Future<ModelAnswer>> asked = askAll(24);
        int all = asked.size();
        Future<Object> half = Future.future(done -> whenAnswered(all / 2, done::complete));
        inTime(half);
        int port = servers.get(0).port();
        servers.get(0).close().await();

        inTime(Future.all(asked));

        assertThat(answered.get()).isEqualTo(all);
        for (int i = 0; i < all; i++) {
            assertThat(asked.get(i).result().text())
                    .contains(TOOLS.get(i % TOOLS.size()) + " of " + code(i / TOOLS.size()) + ".");
        }
        ModelAnswer again = inTime(ask(0, TOOLS.get(0), true));
        assertThat(again.usage().requestId()).isEqualTo(asked.get(0).result().usage().requestId());
        SimulatedServer back = SimulatedServer.start(vertx, plan(0).port(port)).await();
        askUntil(() -> back.stats().await().finished() > 0);
        assertThat(standings()).extracting(Standing::up).containsOnly(true);
    }

    @Test
    void whoever_gives_up_frees_the_server_and_a_drain_ends_when_nothing_is_left() {
        List<Generation> asked =
                TOOLS.stream()
                        .map(tool -> request(0, tool, false))
                        .map(request -> gateway.generate(request, CallProgress.IGNORED))
                        .toList();

        Future<Void> drained = gateway.drain();
        asked.forEach(Generation::abort);
        inTime(drained);
        List<Future<ModelAnswer>> answers = asked.stream().map(Generation::answer).toList();
        inTime(Future.join(answers).otherwiseEmpty());

        assertThat(answers).allMatch(Future::failed);
        assertThat(reports())
                .extracting(EndpointReport::load)
                .allSatisfy(load -> assertThat(load.running() + load.waiting()).isZero());
    }

    private void whenAnswered(int count, Runnable then) {
        if (answered.get() >= count) {
            then.run();
        } else {
            vertx.setTimer(1, later -> whenAnswered(count, then));
        }
    }

    private void askUntil(BooleanSupplier so) {
        long deadline = System.nanoTime() + LONG.toNanos();
        for (int letter = 1_000; !so.getAsBoolean(); letter++) {
            assertThat(System.nanoTime() - deadline).as("in time").isNegative();
            inTime(ask(letter, TOOLS.get(0), false));
        }
    }

    private List<Future<ModelAnswer>> askAll(int letters) {
        List<Future<ModelAnswer>> asked = new ArrayList<>();
        for (int letter = 0; letter < letters; letter++) {
            for (String tool : TOOLS) {
                asked.add(ask(letter, tool, false).onSuccess(one -> answered.incrementAndGet()));
            }
        }
        return asked;
    }

    /** Asks again, a moment later and with the same key, as long as nobody answers. */
    private Future<ModelAnswer> ask(int letter, String tool, boolean before) {
        return gateway.generate(request(letter, tool, before), CallProgress.IGNORED)
                .answer()
                .recover(
                        failed ->
                                failed instanceof CallFailure failure
                                                && failure.errorClass() == ErrorClass.CONNECTION
                                        ? vertx.timer(20, TimeUnit.MILLISECONDS)
                                                .compose(later -> ask(letter, tool, true))
                                        : Future.failedFuture(failed));
    }

    private static ModelRequest request(int letter, String tool, boolean askedBefore) {
        String document = "doc-" + letter;
        CallTag tag =
                new CallTag(
                        document + "-" + tool,
                        tool,
                        document,
                        "run-" + letter,
                        "collection",
                        1,
                        0,
                        LONG,
                        "run-" + letter,
                        TOOLS.size(),
                        askedBefore,
                        TraceContext.NONE,
                        "");
        String code = code(letter);
        return new ModelRequest(
                MODEL,
                new Prompt(
                        "You read letters.",
                        "Answer for " + tool + ".",
                        "BEGIN DOCUMENT %s\nLieber Otto, viele Grüße\nEND DOCUMENT %s"
                                .formatted(code, code),
                        ""),
                tool,
                SCHEMA,
                tag);
    }

    private static String code(int letter) {
        return "%04x".formatted(letter);
    }

    private static List<String> documents(SimulatedServer server) {
        JsonArray documents = server.demand().await().getJsonArray("documents");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            names.add(documents.getJsonObject(i).getString("document"));
        }
        return names;
    }

    private List<EndpointReport> reports() {
        return gateway.reports().await();
    }

    private List<Standing> standings() {
        return reports().stream().map(EndpointReport::standing).toList();
    }

    private static <T> T inTime(Future<T> future) {
        return future.timeout(LONG.toSeconds(), TimeUnit.SECONDS).await();
    }

    private static ServerPlan plan(int seed) {
        return ServerPlan.of(EngineKind.VLLM, ParameterSet.H100, SCALE, seed);
    }

    private EndpointSpec endpoint() {
        return new EndpointSpec(
                "gpu",
                EndpointSpec.Kind.OPENAI,
                servers.stream().map(SimulatedServer::url).toList(),
                "",
                AT_ONCE,
                1_000,
                LONG,
                Duration.ofSeconds(5),
                new Scheduling(
                        Scheduling.Order.GROUPS,
                        Scheduling.Engine.PAGED,
                        LONG,
                        Duration.ZERO,
                        Duration.ZERO),
                Balance.AFFINITY);
    }
}
