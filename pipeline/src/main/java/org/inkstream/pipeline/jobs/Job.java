package org.inkstream.pipeline.jobs;

import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.inkstream.money.Money;
import org.inkstream.pipeline.ingest.Urgent;

/**
 * Letters that are enriched together.
 *
 * @param id of the enrichment job
 * @param ocrJobId the OCR job that it follows, empty if it follows none
 * @param collectionId of its letters, empty if they belong to several
 * @param status where it stands
 * @param reason why it stands there, for people; possibly empty
 * @param priority of its letters, higher goes first; never changes
 * @param budget no letters are begun once so much is spent; zero means no limit
 * @param documents how many letters it has
 * @param content hash of what was asked for: whoever asks for something else needs another id
 * @param progress how far it was when somebody last looked
 * @param createdAt when it was asked for
 * @param changedAt when its status last changed
 */
public record Job(
        String id,
        String ocrJobId,
        String collectionId,
        Status status,
        String reason,
        int priority,
        Money budget,
        int documents,
        String content,
        Progress progress,
        Instant createdAt,
        Instant changedAt) {
    /** What an id may look like: it stands in addresses, and before a slash in other ids. */
    public static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public Job {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a job id has 1 to 100 letters, digits, dots, - or _, got '" + id + "'");
        }
    }

    /** Where a job stands. */
    public enum Status {
        /** Its letters are being listed; none is published yet. */
        CREATING,
        /** Its letters are published and watched. */
        RUNNING,
        /** No call is begun for its letters until it is resumed. */
        CANCELLED,
        /** Every letter has ended. */
        FINISHED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * @throws IllegalArgumentException if there is no such status
         */
        public static Status of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    public boolean isRunning() {
        return status == Status.RUNNING;
    }

    /** Whether somebody waits for it, as for letters that came as urgent. */
    public boolean isUrgent() {
        return priority >= Urgent.PRIORITY;
    }

    /** Whether it has a budget, and this is all of it. */
    public boolean isUsedUpBy(Money spent) {
        return budget.compareTo(Money.ZERO) > 0 && spent.compareTo(budget) >= 0;
    }
}
