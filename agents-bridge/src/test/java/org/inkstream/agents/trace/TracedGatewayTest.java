package org.inkstream.agents.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.gateway.Gateway;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.inference.Prompt;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.metrics.trace.Attribute;
import org.inkstream.metrics.trace.Attributes;
import org.inkstream.metrics.trace.Instrument;
import org.inkstream.metrics.trace.RememberedTelemetry;
import org.inkstream.metrics.trace.RememberedTelemetry.Remembered;
import org.inkstream.metrics.trace.SpanKind;
import org.inkstream.metrics.trace.TraceContext;
import org.inkstream.models.Balance;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelSpec;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class TracedGatewayTest {
    private static final TraceContext CALLER =
            new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "");
    private static final EndpointSpec ENDPOINT =
            new EndpointSpec(
                    "gpu",
                    EndpointSpec.Kind.OLLAMA,
                    "http://127.0.0.1:11434",
                    "",
                    4,
                    100,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5));
    private static final ModelSpec MODEL =
            new ModelSpec("small", "gpu", "llama3.2", 8192, 512, 0.25, Duration.ZERO);
    private static final ModelUsage USAGE =
            new ModelUsage(
                    "ollama", "llama3.2:3b", 100, 40, 700, 50, Duration.ofSeconds(1), "request-7");

    private final VirtualTimers clock = new VirtualTimers();
    private final RememberedTelemetry telemetry = new RememberedTelemetry();
    private final ScriptGateway gateway = new ScriptGateway();
    private final TracedGateway traced =
            new TracedGateway(gateway, name -> ENDPOINT, new OneCent(), telemetry, clock);

    @Test
    void a_generation_has_a_span_below_the_call_that_it_serves() {
        traced.generate(request(), CallProgress.IGNORED);
        clock.advance(Duration.ofSeconds(2));
        gateway.progress().dispatched();
        clock.advance(Duration.ofSeconds(3));
        gateway.answer(ModelAnswer.Stop.COMPLETE);

        Remembered span = telemetry.span("chat llama3.2");
        assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.parent()).isEqualTo(CALLER);
        assertThat(span.errorType()).isEmpty();
        assertThat(span.ends()).isEqualTo(1);
        assertThat(span.attributes())
                .isEqualTo(
                        Attributes.of(Attribute.OPERATION, "chat")
                                .with(Attribute.PROVIDER, "ollama")
                                .with(Attribute.REQUEST_MODEL, "llama3.2")
                                .with(Attribute.SERVER_ADDRESS, "127.0.0.1")
                                .with(Attribute.SERVER_PORT, 11434)
                                .with(Attribute.MAX_TOKENS, 512)
                                .with(Attribute.TEMPERATURE, 0.25)
                                .with(Attribute.STREAM, true)
                                .with(Attribute.TOOL_NAME, "generate_summary")
                                .with(Attribute.RESPONSE_MODEL, "llama3.2:3b")
                                .with(Attribute.RESPONSE_ID, "request-7")
                                .with(Attribute.FINISH_REASONS, List.of("stop"))
                                .with(Attribute.INPUT_TOKENS, 850)
                                .with(Attribute.OUTPUT_TOKENS, 40)
                                .with(Attribute.CACHE_READ_TOKENS, 700)
                                .with(Attribute.CACHE_CREATION_TOKENS, 50)
                                .with(Attribute.COST_USD, 0.01)
                                .with(Attribute.PRICE_VERSION, "2026-11")
                                .with(Attribute.QUEUE_WAIT, 2.0));
        assertThat(gateway.requests.get(0).tag().trace()).isEqualTo(span.context());
    }

    @Test
    void waiting_is_no_part_of_a_generations_duration_and_cached_tokens_are_input() {
        traced.generate(request(), CallProgress.IGNORED);
        clock.advance(Duration.ofSeconds(2));
        gateway.progress().dispatched();
        clock.advance(Duration.ofSeconds(3));
        gateway.answer(ModelAnswer.Stop.LENGTH);

        assertThat(values(Instrument.GENERATION_DURATION)).containsExactly(3.0);
        assertThat(values(Instrument.INFERENCE_DURATION)).containsExactly(3.0);
        assertThat(values(Instrument.TOKEN_USAGE)).containsExactly(850.0, 40.0);
        assertThat(values(Instrument.INPUT_TOKENS)).containsExactly(850.0);
        assertThat(values(Instrument.CACHE_READ_TOKENS)).containsExactly(700.0);
    }

    @Test
    void a_failed_generation_is_told_by_its_class_alone() {
        traced.generate(request(), CallProgress.IGNORED);
        gateway.fail(new CallFailure(ErrorClass.OVERLOADED, "the letter says: SECRET"));

        Remembered span = telemetry.span("chat llama3.2");
        assertThat(span.errorType()).isEqualTo("overloaded");
        assertThat(span.ends()).isEqualTo(1);
        assertThat(telemetry.measurements()).asString().contains("overloaded");
        assertThat(telemetry.measurements()).asString().doesNotContain("SECRET");
    }

    @Test
    void an_aborted_generation_ends_once_whatever_comes_later() {
        ModelEndpoint.Generation generation = traced.generate(request(), CallProgress.IGNORED);
        generation.abort();
        gateway.fail(new CallFailure(ErrorClass.CONNECTION, "closed"));

        Remembered span = telemetry.span("chat llama3.2");
        assertThat(gateway.aborts).isEqualTo(1);
        assertThat(span.errorType()).isEqualTo("aborted");
        assertThat(span.ends()).isEqualTo(1);
        assertThat(values(Instrument.GENERATION_DURATION)).hasSize(1);
    }

    @Test
    void of_several_servers_the_span_names_none_as_nobody_knows_yet_which_it_will_be() {
        EndpointSpec pair =
                new EndpointSpec(
                        "gpu",
                        EndpointSpec.Kind.OLLAMA,
                        List.of("http://127.0.0.1:1", "http://127.0.0.1:2"),
                        "",
                        4,
                        100,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(5),
                        ENDPOINT.scheduling(),
                        Balance.AFFINITY);
        new TracedGateway(gateway, name -> pair, new OneCent(), telemetry, clock)
                .generate(request(), CallProgress.IGNORED);
        gateway.answer(ModelAnswer.Stop.COMPLETE);

        List<Attribute> named = new ArrayList<>();
        telemetry.span("chat llama3.2").attributes().forEach((name, value) -> named.add(name));

        assertThat(named)
                .contains(Attribute.REQUEST_MODEL)
                .doesNotContain(Attribute.SERVER_ADDRESS, Attribute.SERVER_PORT);
    }

    private List<Double> values(Instrument instrument) {
        return telemetry.measurements().stream()
                .filter(measurement -> measurement.instrument() == instrument)
                .map(RememberedTelemetry.Measurement::value)
                .toList();
    }

    private static ModelRequest request() {
        return new ModelRequest(
                MODEL,
                new Prompt("system", "instruction", "document", ""),
                "summary",
                new JsonObject(),
                CallTag.anonymous("generate_summary").tracedBy(CALLER));
    }

    /** A gateway that is told when and what to answer. */
    private static final class ScriptGateway implements Gateway {
        final List<ModelRequest> requests = new ArrayList<>();
        private final List<CallProgress> progresses = new ArrayList<>();
        private final Promise<ModelAnswer> answer = Promise.promise();
        int aborts;

        CallProgress progress() {
            return progresses.get(0);
        }

        void answer(ModelAnswer.Stop stop) {
            answer.complete(new ModelAnswer("{}", stop, USAGE, Duration.ZERO));
        }

        void fail(Throwable failure) {
            answer.fail(failure);
        }

        @Override
        public ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
            requests.add(request);
            progresses.add(progress);
            return new ModelEndpoint.Generation() {
                @Override
                public Future<ModelAnswer> answer() {
                    return answer.future();
                }

                @Override
                public void abort() {
                    aborts++;
                }
            };
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    private static final class OneCent implements CallPrices {
        @Override
        public Optional<Money> cost(ModelUsage usage) {
            return Optional.of(new Money(10_000_000_000L));
        }

        @Override
        public String version() {
            return "2026-11";
        }
    }
}
