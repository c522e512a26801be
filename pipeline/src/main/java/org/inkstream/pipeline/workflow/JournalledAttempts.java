package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.inkstream.agents.call.Asker;
import org.inkstream.agents.call.Place;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.catalogue.Tool;
import org.inkstream.pipeline.document.PastAttempts;
import org.inkstream.pipeline.journal.OpenRun;
import org.inkstream.time.Timers;

/**
 * The attempts of one run as its journal knows them: each that costs is intended durably before it
 * is made, and what it came to is kept before the next one. So a successor finds one call in the
 * air at most for each tool, and the bills of all others. Used on the run's event loop.
 */
final class JournalledAttempts {
    private final OpenRun open;
    private final HeldPlaces places;
    private final ToolCalls calls;
    private final Timers timers;
    private final Supplier<Future<Void>> stillOurs;
    private final Consumer<Throwable> broken;

    /** Tools whose durable intent stands. */
    private final Set<String> intended = new HashSet<>();

    private final Map<String, PastAttempts> tried;

    /**
     * @param places for first attempts
     * @param stillOurs fails if the run is somebody else's by now
     * @param broken told why the journal does not keep what it should
     */
    JournalledAttempts(
            OpenRun open,
            HeldPlaces places,
            ToolCalls calls,
            Timers timers,
            Supplier<Future<Void>> stillOurs,
            Consumer<Throwable> broken) {
        this.open = open;
        this.places = places;
        this.calls = calls;
        this.timers = timers;
        this.stillOurs = stillOurs;
        this.broken = broken;
        this.tried = new HashMap<>(open.past());
        if (!open.resumed()) {
            intended.addAll(open.intended());
        }
    }

    Asker of(Tool tool) {
        boolean paid = calls.costs(tool.agent());
        return new Asker() {
            @Override
            public Optional<Place> placeHeld() {
                return places.handOver(tool.name());
            }

            @Override
            public Future<Void> mayAsk() {
                // Others that ask at the same moment share the write.
                return paid && intended.add(tool.name())
                        ? stillOurs
                                .get()
                                .compose(ours -> open.intend(List.of(tool.name())))
                                .compose(durable -> stillOurs.get())
                        : stillOurs.get();
            }

            @Override
            public void failed(ToolOutcome.Postponed soFar) {
                keep(tool.name(), soFar);
            }
        };
    }

    /** All that was tried for this tool so far; each failure counts once, however often told. */
    PastAttempts keep(String tool, ToolOutcome.Postponed soFar) {
        PastAttempts before = tried.get(tool);
        if (before != null && before.retries() == soFar.tries().retries()) {
            return before;
        }
        PastAttempts past = Postponement.of(tool, soFar, before, timers.now());
        tried.put(tool, past);
        if (intended.remove(tool)) {
            open.tried(past).onFailure(broken::accept);
        }
        return past;
    }
}
