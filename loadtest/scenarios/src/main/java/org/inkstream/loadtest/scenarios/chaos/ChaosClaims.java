package org.inkstream.loadtest.scenarios.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.inkstream.loadtest.peers.CallRecord;
import org.inkstream.loadtest.scenarios.recovery.Claim;

/** What must be so after a chaos run, with the figures, for people. */
final class ChaosClaims {
    /** A slope over less says nothing. */
    private static final double LONG_ENOUGH_MINUTES = 3;

    /** A median of fewer says nothing. */
    private static final int ENOUGH = 3;

    private final ChaosResult run;

    ChaosClaims(ChaosResult run) {
        this.run = run;
    }

    List<Claim> all() {
        List<Claim> claims = new ArrayList<>();
        addWhatBecameOfLetters(claims);
        addWhatWasPaid(claims);
        addBounds(claims);
        return claims;
    }

    private void addWhatBecameOfLetters(List<Claim> claims) {
        claims.add(
                new Claim(
                        run.kills() >= run.plan().leastKills(),
                        "at least %d processes are killed: %d of %d faults"
                                .formatted(
                                        run.plan().leastKills(),
                                        run.kills(),
                                        run.faults().size())));
        claims.add(
                new Claim(
                        run.lost().isEmpty(),
                        "I1 nothing is lost: %d accepted, %d enriched, %d dead-lettered, lost %s"
                                .formatted(
                                        run.accepted().size(),
                                        run.outcomes().letters().size(),
                                        run.outcomes().deadLettered().size(),
                                        some(run.lost()))));
        claims.add(
                new Claim(
                        run.both().isEmpty(),
                        "I1 each ends in one way only: both ways %s".formatted(some(run.both()))));
        List<String> odd = run.outcomes().notAnnouncedOnce();
        claims.add(
                new Claim(
                        odd.isEmpty(),
                        "I3 each version of a letter is announced under one id: not so %s, later"
                                        .formatted(some(odd))
                                + " versions %d".formatted(run.outcomes().healed())));
        claims.add(
                new Claim(
                        run.watched().wentBack().isEmpty(),
                        "I4 no committed offset goes back, in %d looks: %s"
                                .formatted(run.watched().looks(), some(run.watched().wentBack()))));
        claims.add(
                new Claim(
                        run.watched().passed().isEmpty(),
                        "I4 no committed offset passes an unsettled record: %s"
                                .formatted(some(run.watched().passed()))));
    }

    private void addWhatWasPaid(List<Claim> claims) {
        List<CallAccount.Repeat> free = run.repeatsWithoutKeys();
        long unexplained = free.stream().filter(one -> !one.explained()).count();
        claims.add(
                new Claim(
                        run.repeatsWithKeys().isEmpty(),
                        "I2 an agent that honours keys works once for a call of a run: %d times"
                                        .formatted(run.repeatsWithKeys().size())
                                + " twice, %d answers replayed; %d times again for a healing pass"
                                        .formatted(
                                                run.calls().count(CallRecord.What.REPLAYED),
                                                run.boughtAgainToHeal().size())));
        claims.add(
                new Claim(
                        unexplained == 0,
                        "I2 other work is repeated only where a fault met the call, its answer or"
                                + " its result on the way to the journal: %d of %d, unexplained %d"
                                        .formatted(
                                                free.size(),
                                                run.calls().count(CallRecord.What.WORKED),
                                                unexplained)));
        claims.add(
                new Claim(
                        run.outcomes().recordedTwice().isEmpty(),
                        "I2 the ledger has one success for a call: twice %s"
                                .formatted(some(run.outcomes().recordedTwice()))));
        claims.add(
                new Claim(
                        run.outcomes().costsThatDisagree() == 0,
                        "I3 ledger and cost events agree: %d records, %d differ"
                                .formatted(
                                        run.outcomes().costs().size(),
                                        run.outcomes().costsThatDisagree())));
    }

    private void addBounds(List<Claim> claims) {
        claims.add(
                new Claim(
                        run.watched().timers() == 0,
                        "I5 no timer is left at the end: %.0f".formatted(run.watched().timers())));
        List<Slope> judged =
                run.watched().heap().stream()
                        .filter(one -> one.minutes() >= LONG_ENOUGH_MINUTES)
                        .toList();
        double worst = judged.stream().mapToDouble(Slope::perMinute).max().orElse(0);
        claims.add(
                new Claim(
                        worst <= ChaosResult.FLAT_MIB_PER_MINUTE,
                        "I5 the live heap grows by %.1f MiB/min at most: %.2f, in %d processes that"
                                        .formatted(
                                                ChaosResult.FLAT_MIB_PER_MINUTE,
                                                worst,
                                                judged.size())
                                + " lived for %.0f min".formatted(LONG_ENOUGH_MINUTES)));
        claims.add(
                new Claim(
                        run.recoveries().size() < ENOUGH
                                || run.medianRecovery().compareTo(ChaosResult.FIRST_NEW_CALL) <= 0,
                        "a worker that was killed while nothing else was wrong calls within %d s of"
                                        .formatted(ChaosResult.FIRST_NEW_CALL.toSeconds())
                                + " its restart (median): %d ms of %d"
                                        .formatted(
                                                run.medianRecovery().toMillis(),
                                                run.recoveries().size())));
    }

    private static String some(Collection<String> all) {
        return all.size() <= 5
                ? all.size() + " " + all
                : all.size() + " " + all.stream().sorted().limit(5).toList() + " …";
    }
}
