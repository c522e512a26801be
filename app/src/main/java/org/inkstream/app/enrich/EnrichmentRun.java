package org.inkstream.app.enrich;

import io.vertx.core.Future;
import java.util.function.Consumer;
import org.inkstream.config.Settings;
import org.inkstream.time.Timers;

/**
 * A service with its broker and store, as far as the command sees it. State outlives it: what an
 * earlier run left unfinished is taken up when it starts.
 */
public interface EnrichmentRun extends AutoCloseable {
    /** The clock of the run. */
    Timers timers();

    /** Hash of the configuration that new runs begin with; known once started. */
    String revision();

    /** How many letters may be on their way at once; more would only wait inside. */
    int window();

    /**
     * Starts everything and hands over every event that the topics hold, from the first one, then
     * those that follow, until closed. An event may come more than once.
     *
     * @param listener called on a thread of the run's own; must not block for long
     * @return completes when the events that were there at the start have been handed over
     */
    Future<Void> start(Consumer<RunEvent> listener);

    /**
     * Publishes a letter as an OCR-complete event.
     *
     * @param runId the run that it will lead to; travels with the record, so that {@link
     *     RunEvent.Published} can name it
     * @return completes when the broker has it for good
     */
    Future<Void> publish(Letter letter, String runId);

    /**
     * Stops the service gracefully (what is in flight finishes or stays journalled), hands over the
     * last events, then stops store and broker. Blocks until all has ended; harmless when repeated.
     */
    @Override
    void close();

    /** Makes a run; nothing is started yet. */
    @FunctionalInterface
    interface Opener {
        /**
         * @param settings with the state folder set, and with no broker and no store named
         */
        EnrichmentRun open(Settings settings);
    }
}
