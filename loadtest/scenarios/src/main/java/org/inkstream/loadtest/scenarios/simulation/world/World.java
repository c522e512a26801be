package org.inkstream.loadtest.scenarios.simulation.world;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.Settings;
import org.inkstream.config.WorkflowSettings;
import org.inkstream.money.PriceTable;

/** Plays worlds of one size, one seed after the other. Immutable; for any thread. */
public final class World {
    private static final long PATIENCE = Duration.ofMinutes(4).toNanos();
    private static final long GOODBYES = Duration.ofSeconds(40).toNanos();
    private static final long REST = Duration.ofSeconds(2).toNanos();
    private static final int MOST_IN_FLIGHT = 4;
    private static final int MANY_CONNECTIONS = 100;

    private final WorldSize size;
    private final Parts parts;
    private final Letters letters;
    private final Accepted[][] editions;
    private final SmallAssembler assembler = new SmallAssembler(PriceTable.packaged());
    private final KafkaSettings kafka;
    private final WorkflowSettings workflow;

    public World(WorldSize size) {
        this(size, Parts.HONEST);
    }

    World(WorldSize size, Parts parts) {
        this.size = size;
        this.parts = parts;
        this.letters = Letters.withTools(size.tools());
        this.editions = new Accepted[size.documents()][];
        for (int document = 0; document < size.documents(); document++) {
            String id = "letter" + document;
            editions[document] = new Accepted[] {Accepted.letter(id, 0), Accepted.letter(id, 1)};
        }
        KafkaSettings usual = Settings.defaults().kafka();
        this.kafka =
                new KafkaSettings(
                        "",
                        usual.groupId(),
                        usual.groupProtocol(),
                        usual.topics(),
                        usual.urgentTopic(),
                        usual.partitions(),
                        usual.replication(),
                        MOST_IN_FLIGHT,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        usual.properties());
        this.workflow = workflow();
    }

    private static WorkflowSettings workflow() {
        return new WorkflowSettings(
                1,
                MOST_IN_FLIGHT,
                MOST_IN_FLIGHT,
                8,
                Duration.ofSeconds(1),
                MOST_IN_FLIGHT,
                List.of(),
                Duration.ZERO,
                Duration.ofSeconds(6),
                true);
    }

    /** One world from its beginning to its end. */
    public Played play(long seed, CrashTally tally) {
        return play(seed, tally, Trace.silent());
    }

    /**
     * The same, told as it happens.
     *
     * @param lines told each event
     */
    public Played play(long seed, Consumer<String> lines) {
        return play(seed, new CrashTally(), Trace.into(lines));
    }

    private Played play(long seed, CrashTally tally, Trace trace) {
        Chance chance = new Chance(seed);
        Witness witness = new Witness();
        Schedule schedule = new Schedule(trace);
        Set<Fault> faults = some(size.faults(), chance);
        CrashPlan.targetOf(seed).ledToBy().stream()
                .filter(size.faults()::contains)
                .forEach(faults::add);
        CrashPlan crashes = new CrashPlan(seed, chance, tally, faults.contains(Fault.KILL));
        Setting setting = setting(faults, chance, witness, schedule, crashes);
        int documents = 1 + chance.below(size.documents());
        Archive archive = new Archive(setting.topic(), schedule, chance, faults, editions);
        archive.publish(documents);
        Operator operator = new Operator(setting, archive);
        Director director =
                new Director(setting, faults, 1 + chance.below(size.processes()), operator);
        director.begin(chance.millis(6_000, Math.max(6_001, size.faultSpan().toMillis())));
        try {
            play(setting, director);
        } catch (RuntimeException | StackOverflowError bug) {
            witness.broken("bug", bug.toString());
        }
        return new Played(
                seed,
                trace.hash(),
                trace.events(),
                schedule.nowNanos(),
                witness.first(),
                counts(setting, director));
    }

    /**
     * Half of the worlds have some of the faults only: where everything goes wrong at once, what is
     * wrong with one of them seldom shows.
     */
    private static Set<Fault> some(Set<Fault> all, Chance chance) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        boolean everything = chance.of(0.5);
        for (Fault fault : Fault.values()) {
            if (all.contains(fault) && (everything || chance.of(0.6))) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private Setting setting(
            Set<Fault> faults,
            Chance chance,
            Witness witness,
            Schedule schedule,
            CrashPlan crashes) {
        Weather weather = new Weather(chance, faults);
        Topic topic = new Topic(1 + chance.below(4));
        JournalTable journal = new JournalTable(parts.storeFences());
        DueTable due = new DueTable();
        ResultTable results = new ResultTable(witness);
        Outbox outbox = new Outbox(topic, results, witness);
        boolean keys = chance.of(0.5);
        int connections = chance.of(0.5) ? MANY_CONNECTIONS : 1 + chance.below(4);
        Bills bills = new Bills(journal, letters.catalogue(), witness, keys);
        return new Setting(
                letters,
                parts,
                assembler,
                kafka,
                workflow,
                Duration.ofSeconds(chance.of(0.7) ? 3 : 8),
                connections,
                stands(faults) ? Integer.MAX_VALUE : connections,
                schedule,
                chance,
                weather,
                crashes,
                new Network(schedule, weather, crashes),
                topic,
                new Group(topic, schedule, witness, entry -> settled(entry, journal, due, outbox)),
                journal,
                new OwnerTable(),
                due,
                new BudgetTable(),
                new HashMap<>(),
                results,
                outbox,
                bills,
                new AgentHouse(
                        schedule, chance, crashes, bills, keys && parts.keysAreKept(), faults),
                keys,
                witness);
    }

    /** Whether what was said of a call may stand although whoever said it has given its run up. */
    private static boolean stands(Set<Fault> faults) {
        return faults.contains(Fault.STORE) || faults.contains(Fault.SUSPEND);
    }

    /** What is in the index of due work will be begun again, whatever happens to its record. */
    private static boolean settled(
            Topic.Entry entry, JournalTable journal, DueTable due, Outbox outbox) {
        String run = entry.content().runId();
        return journal.isClosed(run) || due.has(run) || outbox.isBuried(entry);
    }

    private static void play(Setting setting, Director director) {
        Schedule schedule = setting.schedule();
        Witness witness = setting.witness();
        while (!witness.sawOne() && !director.isDone()) {
            if (schedule.nowNanos() > PATIENCE) {
                witness.broken("I1", new FinalChecks(setting).whatIsStuck());
            }
            schedule.step(schedule.nowNanos() + Chance.MILLI);
        }
        FinalChecks checks = new FinalChecks(setting);
        if (!witness.sawOne()) {
            checks.run();
            until(setting, schedule.nowNanos() + REST, () -> false);
            checks.checkIdle(director.workers());
            director.close();
            until(setting, schedule.nowNanos() + GOODBYES, director::isClosed);
            witness.holds(director.isClosed(), "I5", "a process does not end");
        }
    }

    private static void until(Setting setting, long nanos, BooleanSupplier over) {
        Schedule schedule = setting.schedule();
        while (!setting.witness().sawOne() && !over.getAsBoolean() && schedule.nowNanos() < nanos) {
            schedule.step(nanos);
        }
    }

    private static Played.Counts counts(Setting setting, Director director) {
        return new Played.Counts(
                setting.topic().all().size(),
                setting.outbox().enriched(),
                setting.outbox().buried(),
                director.lives(),
                setting.bills().dispatched(),
                setting.bills().repeated());
    }
}
