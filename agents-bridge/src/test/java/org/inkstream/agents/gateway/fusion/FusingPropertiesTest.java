package org.inkstream.agents.gateway.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint.Generation;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Tokens;
import org.inkstream.time.VirtualTimers;

class FusingPropertiesTest {
    private final VirtualTimers timers = new VirtualTimers();

    @Property(tries = 2_000)
    void each_tool_ends_once_and_all_is_billed_once_whatever_comes_fails_or_is_given_up(
            @ForAll long seed) {
        Random random = new Random(seed);
        Server server = new Server(random);
        Fusing fusing = new Fusing(server::generate, timers);
        List<AtomicInteger> ends = new ArrayList<>();
        Bill billed = new Bill();
        for (int document = 0; document < 3; document++) {
            for (String tool : Asked.TOOLS) {
                ModelRequest request =
                        Asked.about(
                                "d" + document,
                                tool,
                                1 + random.nextInt(5),
                                random.nextInt(10) == 0);
                AtomicInteger ended = new AtomicInteger();
                ends.add(ended);
                timers.after(
                        Duration.ofMillis(random.nextInt(80)),
                        () -> begin(fusing, request, random, ended, billed));
            }
        }

        timers.advance(Duration.ofHours(1));

        assertThat(ends).allMatch(ended -> ended.get() == 1);
        assertThat(billed.tokens()).isEqualTo(server.bill.tokens());
        assertThat(timers.pending()).isZero();
        assertThat(server.running).isZero();
        assertThat(fusing.fused().alone()).isLessThanOrEqualTo(fusing.fused().parts());
    }

    private void begin(
            Fusing fusing, ModelRequest request, Random random, AtomicInteger ended, Bill billed) {
        Generation generation =
                fusing.generate(
                        request,
                        new CallProgress() {
                            @Override
                            public void queued() {}

                            @Override
                            public void dispatched() {}
                        });
        if (random.nextInt(3) == 0) {
            timers.after(Duration.ofMillis(random.nextInt(40_000)), generation::abort);
        }
        generation
                .answer()
                .onComplete(
                        outcome -> {
                            ended.incrementAndGet();
                            if (outcome.succeeded()) {
                                outcome.result().earlier().forEach(billed::add);
                                billed.add(outcome.result().usage());
                            } else {
                                ((CallFailure) outcome.cause()).usage().forEach(billed::add);
                            }
                        });
    }

    /** Token by token, what was used. */
    private static final class Bill {
        private final List<ModelUsage> all = new ArrayList<>();

        void add(ModelUsage usage) {
            all.add(usage);
        }

        List<Long> tokens() {
            return List.of(
                    sum(Tokens::input),
                    sum(Tokens::output),
                    sum(Tokens::thinking),
                    sum(Tokens::cacheRead),
                    sum(Tokens::cacheWrite5m),
                    sum(Tokens::cacheWrite1h));
        }

        private long sum(java.util.function.ToLongFunction<Tokens> tokenClass) {
            return all.stream().map(ModelUsage::tokens).mapToLong(tokenClass).sum();
        }
    }

    /** Does to each request whatever the dice say, at once or later. */
    private final class Server {
        private final Random random;
        private final Bill bill = new Bill();
        private int running;

        Server(Random random) {
            this.random = random;
        }

        Generation generate(ModelRequest request, CallProgress progress) {
            Promise<ModelAnswer> answer = Promise.promise();
            running++;
            answer.future().onComplete(over -> running--);
            var end =
                    new Object() {
                        Runnable cancel = () -> {};
                    };
            if (random.nextInt(8) == 0) {
                end(answer);
            } else {
                progress.queued();
                var timer =
                        timers.after(
                                Duration.ofMillis(random.nextInt(5_000)),
                                () -> {
                                    progress.dispatched();
                                    var work =
                                            timers.after(
                                                    Duration.ofMillis(random.nextInt(50_000)),
                                                    () -> end(answer));
                                    end.cancel = work::cancel;
                                });
                end.cancel = timer::cancel;
            }
            return new Generation() {
                @Override
                public Future<ModelAnswer> answer() {
                    return answer.future();
                }

                @Override
                public void abort() {
                    if (!answer.future().isComplete()) {
                        end.cancel.run();
                        answer.fail(failure(ErrorClass.CONNECTION));
                    }
                }
            };
        }

        private void end(Promise<ModelAnswer> answer) {
            int fate = random.nextInt(10);
            if (fate == 0) {
                answer.fail(failure(any(ErrorClass.values())));
            } else {
                List<String> tools =
                        Asked.TOOLS.stream()
                                .filter(tool -> fate > 4 || random.nextBoolean())
                                .toList();
                String text = fate == 1 ? "{\"people\": " : Asked.answer(tools).encode();
                ModelAnswer.Stop stop =
                        fate == 2 ? any(ModelAnswer.Stop.values()) : ModelAnswer.Stop.COMPLETE;
                answer.complete(new ModelAnswer(text, stop, used(), Duration.ZERO));
            }
        }

        private <T> T any(T[] values) {
            return List.of(values).get(random.nextInt(values.length));
        }

        private CallFailure failure(ErrorClass errorClass) {
            CallFailure failure = new CallFailure(errorClass, "scripted");
            return random.nextBoolean() ? failure.withUsage(List.of(used())) : failure;
        }

        private ModelUsage used() {
            int output = random.nextInt(100);
            Tokens tokens =
                    new Tokens(
                            random.nextInt(1_000),
                            output,
                            random.nextInt(output + 1),
                            random.nextInt(50),
                            random.nextInt(50),
                            random.nextInt(50));
            ModelUsage usage =
                    new ModelUsage("p", "m", tokens, false, Duration.ofMillis(7), "", "");
            bill.add(usage);
            return usage;
        }
    }
}
