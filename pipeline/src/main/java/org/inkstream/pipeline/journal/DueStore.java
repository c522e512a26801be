package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * The {@code due} collection: what must be begun later, and survives whoever planned it. It is
 * small, for an entry lives only until its work is done. Every completed write is durable.
 */
public interface DueStore {
    /** Adds an entry, or replaces the one with the same id. */
    Future<Void> put(Entry entry);

    /**
     * Adds an entry unless there is one with the same id.
     *
     * @return whether it was added
     */
    Future<Boolean> plan(Entry entry);

    /** What is due, earliest first. */
    Future<List<Entry>> due(Instant now, int limit);

    /** Removes an entry; harmless if there is none. */
    Future<Void> remove(String id);

    /** Why something is to be begun. */
    enum Kind {
        /** A parked run goes on. */
        RETRY,
        /** A run whose owner is gone is driven again. */
        RECONCILE,
        /** A document is enriched again where it fell short. */
        HEAL;

        public String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Kind of(String wireName) {
            return valueOf(wireName.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /**
     * @param id of the run; one that heals what a run has made has an id of its own
     * @param kind what is to be done
     * @param documentId of the letter, for people and for spreading work over event loops
     * @param collectionId of the letter
     * @param dueAt not before
     * @param details what the kind needs beside that, possibly empty
     */
    record Entry(
            String id,
            Kind kind,
            String documentId,
            String collectionId,
            Instant dueAt,
            JsonObject details) {
        private static final String HEALING = "heal:";

        /**
         * Heals the letter that this run has made. It stands beside what is planned for the run
         * itself: neither takes the other's place, or is removed with it.
         */
        public static Entry toHeal(
                String runId,
                String documentId,
                String collectionId,
                Instant dueAt,
                JsonObject details) {
            return new Entry(HEALING + runId, Kind.HEAL, documentId, collectionId, dueAt, details);
        }

        /** The run that it is about. */
        public String runId() {
            return runId(id);
        }

        /** The run that an entry with this id is about. */
        public static String runId(String id) {
            return id.startsWith(HEALING) ? id.substring(HEALING.length()) : id;
        }
    }
}
