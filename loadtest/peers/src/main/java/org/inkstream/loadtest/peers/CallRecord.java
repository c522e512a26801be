package org.inkstream.loadtest.peers;

/**
 * One line of what a {@link FaultyAgent} writes down.
 *
 * @param atMillis wall clock
 * @param what happened
 * @param number of the arrival, across restarts of the agent
 * @param caller last part of the path that was called: who asked
 * @param documentId of the letter
 * @param tool that was called
 * @param key idempotency key
 */
public record CallRecord(
        long atMillis,
        What what,
        long number,
        String caller,
        String documentId,
        String tool,
        String key) {

    /** What happened to a call. */
    public enum What {
        /** It came. */
        ARRIVED,
        /** The work was done, which costs, and the answer was sent to whoever still listened. */
        WORKED,
        /** The answer that the key had already was sent again, at no cost. */
        REPLAYED,
        /** It was refused, garbled or left hanging, at no cost. */
        FAULTED
    }

    String line() {
        return String.join(
                        "\t",
                        Long.toString(atMillis),
                        what.name(),
                        Long.toString(number),
                        caller,
                        documentId,
                        tool,
                        key)
                + "\n";
    }

    /** Reads a whole line, without its end. */
    public static CallRecord of(String line) {
        String[] parts = line.split("\t", -1);
        return new CallRecord(
                Long.parseLong(parts[0]),
                What.valueOf(parts[1]),
                Long.parseLong(parts[2]),
                parts[3],
                parts[4],
                parts[5],
                parts[6]);
    }

    CallRecord then(long millis, What next) {
        return new CallRecord(millis, next, number, caller, documentId, tool, key);
    }
}
