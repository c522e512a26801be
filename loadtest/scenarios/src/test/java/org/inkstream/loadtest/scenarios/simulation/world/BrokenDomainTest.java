package org.inkstream.loadtest.scenarios.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.inkstream.loadtest.scenarios.simulation.QuietDomain;
import org.inkstream.pipeline.ingest.Intake;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.Lease;
import org.inkstream.pipeline.journal.Owner;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.journal.RunStore;
import org.inkstream.pipeline.workflow.ResultStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation sees: each of these would lose or repeat something, and is found. */
class BrokenDomainTest {
    private static final int SEEDS = 400;
    private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);
    private static final Set<Fault> SUSPENDED =
            EnumSet.of(Fault.SUSPEND, Fault.BROKER, Fault.AGENT);

    private static final Set<Fault> BUSY = EnumSet.of(Fault.BROKER, Fault.AGENT);

    private final QuietDomain quiet = new QuietDomain();

    @AfterEach
    void loud_again() {
        quiet.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void what_is_broken_is_found_within_a_few_hundred_seeds(
            String how, String invariant, Set<Fault> faults, Parts broken) {
        World world = new World(new WorldSize(6, 5, 3, faults, Duration.ofSeconds(15)), broken);
        @Nullable Violation found = null;

        for (long seed = 0; seed < SEEDS && found == null; seed++) {
            found = world.play(seed, new CrashTally()).violation().orElse(null);
        }

        assertThat(found).as(how).isNotNull().extracting(Violation::invariant).isEqualTo(invariant);
    }

    static Stream<Arguments> what_is_broken_is_found_within_a_few_hundred_seeds() {
        return Stream.of(
                Arguments.of(
                        "a journal that forgets results",
                        "I2",
                        ALL,
                        new ForgetfulJournal(".result")),
                Arguments.of(
                        "a journal that forgets tries", "I3", ALL, new ForgetfulJournal(".past")),
                Arguments.of("losses that nobody counts", "I3", ALL, new ForgetfulJournal(".lost")),
                Arguments.of("a store without fences", "I2", ALL, new UnfencedStore()),
                Arguments.of("a death judged without waiting", "I2", ALL, new HastyObserver()),
                Arguments.of("a lease that never lapses", "I2", SUSPENDED, new EternalLease()),
                Arguments.of("calls said to be made that wait", "I2", BUSY, new TooManyPlaces()),
                Arguments.of("agents that forget keys", "I2", ALL, new ForgetfulAgents()),
                Arguments.of("announced before it is saved", "I3", ALL, new HastyAnnouncement()),
                Arguments.of("commits what is not settled", "I4", ALL, new HastyCommits()),
                Arguments.of("settled before the work is done", "I4", ALL, new HastyIntake()),
                Arguments.of("parked without an index", "I4", ALL, new LostIndex()));
    }

    private static final class ForgetfulJournal implements Parts {
        private final String part;

        private ForgetfulJournal(String part) {
            this.part = part;
        }

        @Override
        public RunStore runs(RunStore honest) {
            return new RunStore() {
                @Override
                public Future<List<Outcome>> write(List<Write> writes) {
                    return honest.write(
                            writes.stream().map(ForgetfulJournal.this::forgotten).toList());
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

        private RunStore.Write forgotten(RunStore.Write write) {
            JsonObject kept = write.set().copy();
            kept.fieldNames().removeIf(path -> path.endsWith(part));
            return new RunStore.Write(
                    write.runId(),
                    write.owner(),
                    write.epoch(),
                    kept,
                    write.setOnInsert(),
                    write.unset());
        }
    }

    private static final class UnfencedStore implements Parts {
        @Override
        public boolean storeFences() {
            return false;
        }
    }

    private static final class TooManyPlaces implements Parts {
        @Override
        public int places(int connections) {
            return connections + 1;
        }
    }

    private static final class ForgetfulAgents implements Parts {
        @Override
        public boolean keysAreKept() {
            return false;
        }
    }

    private static final class HastyCommits implements Parts {
        @Override
        public long committed(long offset, long position) {
            return position;
        }
    }

    private static final class HastyIntake implements Parts {
        @Override
        public Intake intake(Intake honest) {
            return delivery -> {
                Future<Settlement> later = honest.accept(delivery);
                return later.isComplete() ? later : Future.succeededFuture(new Settlement.Done());
            };
        }
    }

    private static final class EternalLease implements Parts {
        @Override
        public Lease lease(Lease honest) {
            return new Lease() {
                @Override
                public Owner me() {
                    return honest.me();
                }

                @Override
                public boolean fresh() {
                    return true;
                }

                @Override
                public long term() {
                    return 0;
                }

                @Override
                public Future<Void> look() {
                    return honest.look();
                }
            };
        }
    }

    private static final class HastyObserver implements Parts {
        @Override
        public OwnerStore owners(OwnerStore honest) {
            return new OwnerStore() {
                @Override
                public Future<Owner> register(String name) {
                    return honest.register(name);
                }

                @Override
                public Future<Boolean> beat(Owner owner, long counter) {
                    return honest.beat(owner, counter);
                }

                @Override
                public Future<Map<String, Beat>> beats() {
                    return honest.beats().map(HastyObserver::allGone);
                }

                @Override
                public Future<Void> resign(Owner owner) {
                    return honest.resign(owner);
                }
            };
        }

        private static Map<String, OwnerStore.Beat> allGone(Map<String, OwnerStore.Beat> beats) {
            Function<Map.Entry<String, OwnerStore.Beat>, OwnerStore.Beat> gone =
                    one ->
                            new OwnerStore.Beat(
                                    one.getValue().incarnation(), one.getValue().counter(), true);
            return beats.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, gone));
        }
    }

    private static final class LostIndex implements Parts {
        @Override
        public DueStore due(DueStore honest) {
            return new PassedOnDue(honest) {
                @Override
                public Future<Void> put(Entry entry) {
                    return Future.succeededFuture();
                }

                @Override
                public Future<Boolean> plan(Entry entry) {
                    return Future.succeededFuture(true);
                }
            };
        }
    }

    private static final class HastyAnnouncement implements Parts {
        @Override
        public ResultStore results(ResultStore honest) {
            return new PassedOnResults(honest) {
                @Override
                public Future<Integer> save(JsonObject document) {
                    // Nobody waits for it: that is what is broken.
                    Future<Integer> unheard = honest.save(document);
                    return unheard.isComplete() ? unheard : Future.succeededFuture(1);
                }
            };
        }
    }
}
