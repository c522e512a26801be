package org.inkstream.loadtest.scenarios.recovery;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.inkstream.loadtest.scenarios.system.AgentProcess;

/**
 * What the kills cost.
 *
 * @param calls different ones in the undisturbed run
 * @param firstStart from the start of the undisturbed worker (of its JVM) to its first call
 * @param once letters that were enriched exactly once
 * @param stored letters in the store in the end
 * @param arrivals how often each call arrived in the disturbed run
 * @param worked calls that an agent did the work for that does so once only for a key
 * @param unknown calls that stand in the ledger as unknown
 * @param connections of a worker to the agent
 * @param compared with the undisturbed run
 */
record CrashResult(
        int letters,
        long calls,
        Duration firstStart,
        List<Kill> kills,
        long once,
        int stored,
        Map<AgentProcess.Call, Integer> arrivals,
        long worked,
        long unknown,
        int connections,
        Outcome.Compared compared) {
    static final Duration FIRST_NEW_CALL = Duration.ofSeconds(8);

    /** Well below the time after which an owner that says nothing is seen to be gone. */
    static final Duration RECOVERY = Duration.ofSeconds(5);

    CrashResult {
        kills = List.copyOf(kills);
        arrivals = Map.copyOf(arrivals);
    }

    /** Calls that arrived again, counted each time. */
    long repeats() {
        return arrivals.values().stream().mapToLong(times -> times - 1).sum();
    }

    /** Calls whose result was journalled and that arrived again. */
    long paidTwice() {
        return kills.stream().mapToLong(kill -> kill.paidTwice(arrivals)).sum();
    }

    /** Results that only the journal saved from being paid again. */
    long saved() {
        return kills.stream().mapToLong(Kill::ofOpenRuns).sum();
    }

    /** Calls whose result nobody had journalled when a worker was killed. */
    long inTheAir() {
        return kills.stream().mapToLong(kill -> kill.unknown().size()).sum();
    }

    /**
     * Calls that were durably said to be made, and died with their worker on the way out: in the
     * few milliseconds between the answer of the store and the socket.
     */
    private long leaving() {
        return Math.max(0, unknown - inTheAir());
    }

    /** As many as can have been on their way when workers were killed, each with a connection. */
    private long mostInTheAir() {
        return (long) kills.size() * connections;
    }

    /** From each restart to the first new call, rising. */
    private List<Duration> firstNewCalls() {
        return kills.stream().map(Kill::firstNewCall).sorted().toList();
    }

    /** Of an even number the later one of the two in the middle; zero without kills. */
    Duration medianFirstNewCall() {
        return kills.isEmpty() ? Duration.ZERO : firstNewCalls().get(kills.size() / 2);
    }

    /** What holds on any machine. */
    List<Claim> claims() {
        return List.of(
                new Claim(
                        once == letters && stored == letters,
                        "every letter is enriched once: %d of %d, %d stored"
                                .formatted(once, letters, stored)),
                new Claim(
                        compared.exitCode() == 0,
                        "the letters equal those of an undisturbed run: " + compared.words()),
                new Claim(
                        arrivals.size() == calls,
                        "the same calls were made: %d different ones, undisturbed %d"
                                .formatted(arrivals.size(), calls)),
                new Claim(
                        saved() > 0,
                        "the kills met unfinished letters with journalled results: %d results"
                                .formatted(saved())),
                new Claim(
                        paidTwice() == 0,
                        "no call whose result was journalled is repeated: %d were"
                                .formatted(paidTwice())),
                new Claim(
                        worked == calls,
                        "an agent that honours keys works once for each call: %d times for %d"
                                .formatted(worked, calls)),
                new Claim(
                        repeats() <= inTheAir(),
                        "repeats are calls that were in the air at a kill: %d repeats, %d in the air"
                                .formatted(repeats(), inTheAir())),
                new Claim(
                        unknown >= repeats() && unknown <= mostInTheAir(),
                        "every repeat, and no more calls than had a connection at a kill, are in the"
                                + " ledger as unknown: %d, of which %d were just leaving; at most %d"
                                        .formatted(unknown, leaving(), mostInTheAir())),
                new Claim(
                        medianFirstNewCall().minus(firstStart).compareTo(RECOVERY) <= 0,
                        "a restart (median) takes at most %d s longer than a first start: %s, %s"
                                .formatted(
                                        RECOVERY.toSeconds(), medianFirstNewCall(), firstStart)));
    }

    /** What the machine has a share in. */
    Claim target() {
        return new Claim(
                medianFirstNewCall().compareTo(FIRST_NEW_CALL) <= 0,
                "the first new call comes within %d s of a restart (median): %s"
                        .formatted(FIRST_NEW_CALL.toSeconds(), firstNewCalls()));
    }

    List<Claim> claimsAndTarget() {
        return Stream.concat(claims().stream(), Stream.of(target())).toList();
    }

    JsonObject toJson() {
        JsonArray each = new JsonArray();
        kills.forEach(kill -> each.add(kill.toJson()));
        return new JsonObject()
                .put("letters", letters)
                .put("calls", calls)
                .put("kills", each)
                .put("enrichedOnce", once)
                .put("repeats", repeats())
                .put("journalledAndRepeated", paidTwice())
                .put("worked", worked)
                .put("unknown", unknown)
                .put("inTheAirAtKills", inTheAir())
                .put("leavingAtKills", leaving())
                .put("connections", connections)
                .put("compare", compared.words())
                .put("firstStartMs", firstStart.toMillis())
                .put("claims", Claim.toJson(claimsAndTarget()));
    }
}
