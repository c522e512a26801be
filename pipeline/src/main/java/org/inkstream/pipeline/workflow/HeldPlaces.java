package org.inkstream.pipeline.workflow;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.call.Place;
import org.inkstream.catalogue.Tool;

/**
 * Places at the agents for the first calls of a run, taken before the write that opens it: so the
 * intents of calls that leave at once are in that write, and those of calls that must wait for a
 * connection are not. Used on the run's event loop.
 */
final class HeldPlaces {
    private final Map<String, Place> byTool = new LinkedHashMap<>();

    private HeldPlaces() {}

    static HeldPlaces none() {
        return new HeldPlaces();
    }

    /** As many as are free now. */
    static HeldPlaces of(Collection<Tool> tools, ToolCalls calls) {
        HeldPlaces held = new HeldPlaces();
        for (Tool tool : tools) {
            calls.placeNow(tool.agent()).ifPresent(place -> held.byTool.put(tool.name(), place));
        }
        return held;
    }

    List<String> tools() {
        return List.copyOf(byTool.keySet());
    }

    /** The place of this tool, which is then left by whoever gets it. */
    Optional<Place> handOver(String tool) {
        return Optional.ofNullable(byTool.remove(tool));
    }

    /** Nobody needs the others. */
    void leave() {
        byTool.values().forEach(Place::leave);
        byTool.clear();
    }
}
