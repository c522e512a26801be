package org.inkstream.loadtest.scenarios.chaos;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.inkstream.loadtest.scenarios.recovery.Claim;

/**
 * What became of everything in a chaos run.
 *
 * @param begunMillis wall clock, when the faults began
 * @param endedByThemselves workers that did, and were started again
 * @param accepted keys of the records that the broker acknowledged, unreadable ones included
 * @param unknown keys of those that it may have
 */
record ChaosResult(
        ChaosPlan plan,
        long begunMillis,
        Set<String> accepted,
        Set<String> unknown,
        Outcomes outcomes,
        List<Happening> faults,
        int endedByThemselves,
        CallAccount calls,
        Watched watched) {
    static final double FLAT_MIB_PER_MINUTE = 2;
    static final Duration FIRST_NEW_CALL = Duration.ofSeconds(8);

    /**
     * What was looked at all the time.
     *
     * @param timers set when everything had come to its end
     * @param settled how long that took after the last fault
     */
    record Watched(
            int looks,
            List<String> wentBack,
            List<String> passed,
            List<Slope> heap,
            double timers,
            Duration settled) {
        Watched {
            wentBack = List.copyOf(wentBack);
            passed = List.copyOf(passed);
            heap = List.copyOf(heap);
        }
    }

    ChaosResult(
            ChaosPlan plan,
            long begunMillis,
            Set<String> accepted,
            Set<String> unknown,
            Outcomes outcomes,
            List<Happening> faults,
            int endedByThemselves,
            CallAccount calls) {
        this(
                plan,
                begunMillis,
                accepted,
                unknown,
                outcomes,
                faults,
                endedByThemselves,
                calls,
                new Watched(0, List.of(), List.of(), List.of(), 0, Duration.ZERO));
    }

    ChaosResult watched(OffsetWatch offsets, List<Slope> heap, double timers, Duration settled) {
        return new ChaosResult(
                plan,
                begunMillis,
                accepted,
                unknown,
                outcomes,
                faults,
                endedByThemselves,
                calls,
                new Watched(
                        offsets.looks(),
                        offsets.wentBack(),
                        offsets.passed(),
                        heap,
                        timers,
                        settled));
    }

    long kills() {
        return faults.stream().filter(one -> one.kind().kill()).count();
    }

    Set<String> letters() {
        Set<String> letters = new HashSet<>(accepted);
        letters.removeIf(key -> key.startsWith(Publisher.UNREADABLE));
        return letters;
    }

    /** Neither enriched nor set aside. */
    Set<String> lost() {
        Set<String> lost = new HashSet<>(accepted);
        lost.removeAll(outcomes.enriched());
        lost.removeAll(outcomes.deadLettered());
        return lost;
    }

    /** Both enriched and set aside. */
    Set<String> both() {
        Set<String> both = new HashSet<>(outcomes.enriched());
        both.retainAll(outcomes.deadLettered());
        return both;
    }

    List<CallAccount.Repeat> repeatsWithKeys() {
        return calls.repeats(ChaosResult::honoursKeys).stream()
                .filter(one -> !boughtToHeal(one))
                .toList();
    }

    /** A healing pass is a run of its own, and its calls have keys of their own. */
    List<CallAccount.Repeat> boughtAgainToHeal() {
        return calls.repeats(ChaosResult::honoursKeys).stream().filter(this::boughtToHeal).toList();
    }

    /** The first answer must have been lost, or there would have been nothing to heal. */
    private boolean boughtToHeal(CallAccount.Repeat one) {
        return outcomes.healedIds().contains(one.again().documentId())
                && !one.first().key().equals(one.again().key())
                && one.explained();
    }

    List<CallAccount.Repeat> repeatsWithoutKeys() {
        return calls.repeats(id -> !honoursKeys(id));
    }

    /** As the agent was told: an even last digit. */
    private static boolean honoursKeys(String documentId) {
        return documentId.charAt(documentId.length() - 1) % 2 == 0;
    }

    List<Happening> workerKills() {
        return faults.stream().filter(one -> one.kind() == FaultKind.WORKER_KILLED).toList();
    }

    long inTheAirAtKills() {
        return workerKills().stream().mapToLong(calls::inTheAir).sum();
    }

    /** After kills of workers while nothing else was wrong, rising. */
    List<Duration> recoveries() {
        return workerKills().stream()
                .filter(this::alone)
                .filter(this::underLoad)
                .flatMap(kill -> calls.firstCall(kill).stream())
                .sorted()
                .toList();
    }

    /** Of workers that were asked to end while nothing else was wrong: how long it took, rising. */
    List<Duration> terminations() {
        return faults.stream()
                .filter(one -> one.kind() == FaultKind.WORKER_TERMINATED)
                .filter(this::alone)
                .map(one -> Duration.ofMillis(one.untilMillis() - one.fromMillis()))
                .sorted()
                .toList();
    }

    /** Once nothing is published any more, a worker may have nothing to call for. */
    private boolean underLoad(Happening kill) {
        long end = begunMillis + plan.length().toMillis();
        return kill.untilMillis() + FIRST_NEW_CALL.toMillis() < end;
    }

    private boolean alone(Happening kill) {
        long until = kill.untilMillis() + FIRST_NEW_CALL.toMillis();
        return faults.stream()
                .filter(other -> !other.equals(kill))
                .noneMatch(other -> other.overlaps(kill.fromMillis(), until));
    }

    Duration medianRecovery() {
        List<Duration> rising = recoveries();
        return rising.isEmpty() ? Duration.ZERO : rising.get(rising.size() / 2);
    }

    List<Claim> claims() {
        return new ChaosClaims(this).all();
    }
}
