package org.inkstream.loadtest.scenarios.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.inkstream.loadtest.scenarios.simulation.QuietDomain;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.RunStore;
import org.inkstream.pipeline.workflow.ResultStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is broken in the healing of letters shows only where letters are healed, and is found. */
class BrokenHealingTest {
    private static final int SEEDS = 2_000;

    private final QuietDomain quiet = new QuietDomain();

    @AfterEach
    void loud_again() {
        quiet.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void what_is_broken_in_healing_is_found_within_two_thousand_seeds(
            String how, String invariant, Parts broken) {
        World world =
                new World(
                        new WorldSize(6, 5, 3, EnumSet.allOf(Fault.class), Duration.ofSeconds(15)),
                        broken);
        @Nullable Violation found = null;

        for (long seed = 0; seed < SEEDS && found == null; seed++) {
            found = world.play(seed, new CrashTally()).violation().orElse(null);
        }

        assertThat(found).as(how).isNotNull().extracting(Violation::invariant).isEqualTo(invariant);
    }

    static Stream<Arguments> what_is_broken_in_healing_is_found_within_two_thousand_seeds() {
        return Stream.of(
                Arguments.of("an open pass that nobody goes on with", "I1", new LeftPasses()),
                Arguments.of("a pass that forgets what was known", "I2", new ForgottenSeeds()),
                Arguments.of("a letter replaced as it once was", "I3", new BlindReplacement()),
                Arguments.of("a saved version that nobody hears of", "I3", new SilentVersions()));
    }

    private static final class LeftPasses implements Parts {
        @Override
        public DueStore due(DueStore honest) {
            return new PassedOnDue(honest) {
                @Override
                public Future<Boolean> plan(Entry entry) {
                    return entry.kind() == Kind.RECONCILE
                            ? Future.succeededFuture(true)
                            : honest.plan(entry);
                }
            };
        }
    }

    private static final class ForgottenSeeds implements Parts {
        @Override
        public RunStore runs(RunStore honest) {
            return new RunStore() {
                @Override
                public Future<List<Outcome>> write(List<Write> writes) {
                    return honest.write(writes.stream().map(ForgottenSeeds::forgotten).toList());
                }

                @Override
                public Future<JsonObject> read(String runId) {
                    return honest.read(runId);
                }

                @Override
                public Future<JsonObject> takeOver(Claim claim) {
                    return honest.takeOver(claim);
                }
            };
        }

        private static RunStore.Write forgotten(RunStore.Write write) {
            if (write.setOnInsert().isEmpty()) {
                return write;
            }
            JsonObject kept = write.set().copy();
            kept.fieldNames().removeIf(path -> path.endsWith(".result"));
            return new RunStore.Write(
                    write.runId(),
                    write.owner(),
                    write.epoch(),
                    kept,
                    write.setOnInsert(),
                    write.unset());
        }
    }

    private static final class BlindReplacement implements Parts {
        @Override
        public ResultStore results(ResultStore honest) {
            Map<String, JsonObject> seen = new HashMap<>();
            return new PassedOnResults(honest) {
                @Override
                public Future<JsonObject> read(String documentId) {
                    return seen.containsKey(documentId)
                            ? Future.succeededFuture(seen.get(documentId))
                            : honest.read(documentId)
                                    .onSuccess(letter -> seen.put(documentId, letter));
                }

                @Override
                public Future<Integer> replace(JsonObject document, int over) {
                    return honest.save(document);
                }
            };
        }
    }

    private static final class SilentVersions implements Parts {
        @Override
        public ResultStore results(ResultStore honest) {
            return new PassedOnResults(honest) {
                @Override
                public Future<JsonObject> saved(String documentId, String runId) {
                    return Future.succeededFuture(new JsonObject());
                }
            };
        }
    }
}
