package org.inkstream.agents.gateway.door;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * When what happened to one request, in the numbers that Ollama gives with an answer. Owned by the
 * response's event loop.
 */
final class Account {
    private final Timers timers;
    private final long arrived;
    private @Nullable Duration waited;
    private @Nullable Duration untilFirstPiece;

    Account(Timers timers) {
        this.timers = timers;
        this.arrived = timers.monotonicNanos();
    }

    void dispatched() {
        waited = timers.since(arrived);
    }

    void heardPiece() {
        if (untilFirstPiece == null) {
            untilFirstPiece = timers.since(arrived);
        }
    }

    /**
     * Waiting, here or in the server, counts as loading, as Ollama has it. Of the time that the
     * server worked, what passed since its first words went into the answer.
     */
    JsonObject put(ModelAnswer answer, JsonObject last) {
        ModelUsage usage = answer.usage();
        Duration total = timers.since(arrived);
        Duration loading = (waited == null ? total : waited).plus(answer.serverWait());
        Duration writing = writing(usage.took(), total);
        return last.put("total_duration", total.toNanos())
                .put("load_duration", loading.toNanos())
                .put("prompt_eval_count", usage.tokens().prompt())
                .put("prompt_eval_duration", usage.took().minus(writing).toNanos())
                .put("eval_count", usage.outputTokens())
                .put("eval_duration", writing.toNanos());
    }

    /** An answer that came in one piece does not tell. */
    private Duration writing(Duration worked, Duration total) {
        if (untilFirstPiece == null) {
            return worked;
        }
        Duration sinceFirst = total.minus(untilFirstPiece);
        return sinceFirst.toMillis() == 0 || sinceFirst.compareTo(worked) > 0 ? worked : sinceFirst;
    }
}
