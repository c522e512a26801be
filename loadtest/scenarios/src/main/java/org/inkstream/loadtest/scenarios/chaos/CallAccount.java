package org.inkstream.loadtest.scenarios.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.inkstream.loadtest.peers.CallRecord;

/**
 * What the agent wrote down, held against the faults there were: how much work was done twice, and
 * whether a fault explains it.
 */
public final class CallAccount {
    /** From an answer until its result is in the journal for sure, in a system without faults. */
    private static final long TO_JOURNAL_MILLIS = 2_000;

    /** After a fault of the store's, what waited is written, which may fail once more. */
    private static final long AFTERMATH_MILLIS = 12_000;

    private final List<CallRecord> records;
    private final List<Happening> faults;
    private final Map<Long, CallRecord> arrivals = new HashMap<>();
    private final Map<String, List<CallRecord>> work = new HashMap<>();

    /** Work that was done again. */
    public record Repeat(CallRecord first, CallRecord again, String why) {
        public boolean explained() {
            return !why.isEmpty();
        }
    }

    public CallAccount(List<CallRecord> records, List<Happening> faults) {
        this.records = List.copyOf(records);
        this.faults = List.copyOf(faults);
        for (CallRecord record : records) {
            if (record.what() == CallRecord.What.ARRIVED) {
                arrivals.put(record.number(), record);
            } else if (record.what() == CallRecord.What.WORKED) {
                work.computeIfAbsent(
                                record.documentId() + ' ' + record.tool(),
                                first -> new ArrayList<>())
                        .add(record);
            }
        }
    }

    long count(CallRecord.What what) {
        return records.stream().filter(record -> record.what() == what).count();
    }

    /** Work that was done again, for documents of which the agent honours keys or does not. */
    public List<Repeat> repeats(Predicate<String> documents) {
        List<Repeat> repeats = new ArrayList<>();
        for (List<CallRecord> one : work.values()) {
            for (int i = 1; i < one.size(); i++) {
                if (documents.test(one.get(i).documentId())) {
                    repeats.add(new Repeat(one.get(i - 1), one.get(i), why(one.get(i - 1))));
                }
            }
        }
        return repeats;
    }

    private String why(CallRecord lost) {
        return faults.stream()
                .filter(fault -> explains(fault, lost))
                .findFirst()
                .map(fault -> fault.kind().name())
                .orElse("");
    }

    private boolean explains(Happening fault, CallRecord lost) {
        long arrived = Optional.ofNullable(arrivals.get(lost.number())).orElse(lost).atMillis();
        long journalled = lost.atMillis() + TO_JOURNAL_MILLIS;
        if (fault.kind().stopsOneWorker()) {
            return fault.target().equals(lost.caller()) && fault.overlaps(arrived, journalled);
        }
        if (fault.kind().keepsResultsFromTheJournal()) {
            return fault.overlaps(arrived - AFTERMATH_MILLIS, journalled);
        }
        return fault.kind().keepsAnswersFromWorkers() && fault.overlaps(arrived, journalled);
    }

    /** Calls of that worker that had come and not ended when it was killed. */
    long inTheAir(Happening kill) {
        Map<Long, CallRecord> open = new HashMap<>();
        for (CallRecord record : records) {
            if (record.atMillis() > kill.fromMillis()) {
                break;
            }
            if (!record.caller().equals(kill.target())) {
                continue;
            }
            if (record.what() == CallRecord.What.ARRIVED) {
                open.put(record.number(), record);
            } else {
                open.remove(record.number());
            }
        }
        return open.size();
    }

    /** From the restart of a worker, which ended the fault, to its first call. */
    Optional<Duration> firstCall(Happening kill) {
        long until =
                faults.stream()
                        .filter(other -> other.target().equals(kill.target()))
                        .mapToLong(Happening::fromMillis)
                        .filter(from -> from > kill.untilMillis())
                        .min()
                        .orElse(Long.MAX_VALUE);
        return records.stream()
                .filter(record -> record.what() == CallRecord.What.ARRIVED)
                .filter(record -> record.caller().equals(kill.target()))
                .filter(record -> record.atMillis() > kill.untilMillis())
                .filter(record -> record.atMillis() < until)
                .findFirst()
                .map(first -> Duration.ofMillis(first.atMillis() - kill.untilMillis()));
    }
}
