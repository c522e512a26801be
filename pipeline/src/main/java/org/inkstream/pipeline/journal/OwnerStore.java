package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import java.util.Map;

/**
 * The {@code owners} collection: one document per instance name, {@code {_id: name, incarnation,
 * beat, at}}.
 */
public interface OwnerStore {
    /**
     * Starts a new incarnation under this name (one more than the stored one) and deposes the old.
     */
    Future<Owner> register(String name);

    /**
     * Moves the beat counter.
     *
     * @return false if a newer incarnation holds the name: this process must stop
     */
    Future<Boolean> beat(Owner owner, long counter);

    /** The current incarnation and beat of each name. */
    Future<Map<String, Beat>> beats();

    /** Gives the name up on a graceful stop, so that nobody waits for the beat to stand still. */
    Future<Void> resign(Owner owner);

    /**
     * @param incarnation the newest under that name
     * @param counter as last moved
     * @param left the last incarnation that gave the name up, 0 if none ever did
     */
    record Beat(long incarnation, long counter, long left) {
        /** A name that no incarnation gave up, or only this one. */
        public Beat(long incarnation, long counter, boolean resigned) {
            this(incarnation, counter, resigned ? incarnation : 0);
        }

        /** Whether the process has left. */
        public boolean resigned() {
            return left == incarnation;
        }
    }
}
