package org.inkstream.pipeline.journal;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.inkstream.money.Money;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/**
 * What the journal still knows of a run, for whoever builds on it without owning it.
 *
 * @param state how it stands
 * @param event as it was received; nothing if the journal does not have it any more
 * @param run the run as it began, around what its event says
 * @param results of its steps, as far as they were worth keeping
 * @param summary what closing it left
 */
public record KeptRun(
        State state,
        Received event,
        Function<OcrCompleted, Run> run,
        List<StepResult> results,
        JsonObject summary) {
    /** The journal does not know the run, or not any more. */
    public static final KeptRun UNKNOWN = of(new JsonObject());

    /** How a run stands. */
    public enum State {
        /** Nothing is known of it. */
        UNKNOWN,
        /** Somebody works on it, or has died over it. */
        OPEN,
        /** It waits for its due time. */
        PARKED,
        /** It is finished, or was given up. */
        OVER
    }

    public KeptRun {
        results = List.copyOf(results);
    }

    /**
     * @param stored as {@link RunStore#read} gives it
     */
    public static KeptRun of(JsonObject stored) {
        return new KeptRun(
                stateOf(stored),
                RunForm.event(stored),
                event -> RunForm.run(stored, event),
                RunForm.results(stored),
                stored.getJsonObject("summary", new JsonObject()));
    }

    /** What a pass cost that is over, with what its lost calls can have cost at most. */
    public Money cost() {
        return new Money(summary.getLong("cost_pico_usd", 0L))
                .plus(new Money(summary.getLong("cost_at_most_pico_usd", 0L)));
    }

    private static State stateOf(JsonObject stored) {
        if (stored.isEmpty()) {
            return State.UNKNOWN;
        }
        if (RunForm.isParked(stored)) {
            return State.PARKED;
        }
        return RunForm.isOpen(stored) ? State.OPEN : State.OVER;
    }
}
