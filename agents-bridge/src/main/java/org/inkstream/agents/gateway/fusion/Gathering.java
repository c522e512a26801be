package org.inkstream.agents.gateway.fusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.time.Timers;

/** Requests that wait for others, until all are there or the first has waited long enough. */
final class Gathering {
    private final Means means;
    private final ModelRequest.Together together;
    private final Runnable over;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Timers.Timer limit;

    /**
     * @param over called when nobody can join any more
     */
    Gathering(Means means, ModelRequest.Together together, Runnable over) {
        this.means = means;
        this.together = together;
        this.over = over;
        this.limit = means.timers().after(together.linger(), this::send);
    }

    boolean has(String tool) {
        return parts.containsKey(tool);
    }

    ModelEndpoint.Generation join(Part part) {
        parts.put(part.tool(), part);
        part.stoppedBy(() -> leave(part));
        if (parts.size() == together.tools().size()) {
            send();
        } else {
            part.progress().queued();
        }
        return part;
    }

    private void leave(Part part) {
        if (parts.remove(part.tool(), part) && parts.isEmpty()) {
            end();
        }
        part.fail(Part.givenUp());
    }

    private void end() {
        limit.cancel();
        over.run();
    }

    /** In the order of the group, so that the same tools always make the same prompt. */
    void send() {
        end();
        List<Part> ordered =
                together.tools().stream().map(parts::get).filter(Objects::nonNull).toList();
        parts.clear();
        packed(ordered).forEach(this::ask);
    }

    /** As many as fit into the context of their model each time. */
    private static List<List<Part>> packed(List<Part> parts) {
        List<List<Part>> packs = new ArrayList<>();
        List<Part> pack = new ArrayList<>();
        for (Part part : parts) {
            pack.add(part);
            if (pack.size() > 1 && !FusedRequest.fits(requests(pack))) {
                pack.remove(part);
                packs.add(List.copyOf(pack));
                pack.clear();
                pack.add(part);
            }
        }
        if (!pack.isEmpty()) {
            packs.add(List.copyOf(pack));
        }
        return packs;
    }

    static List<ModelRequest> requests(List<Part> parts) {
        return parts.stream().map(Part::request).toList();
    }

    /** Whoever heard of those that were asked before may have given up these. */
    private void ask(List<Part> pack) {
        List<Part> left = pack.stream().filter(Part::isOpen).toList();
        if (left.size() > 1) {
            new FusedCall(means, left).start();
        } else {
            left.forEach(one -> one.askAlone(means, one.request().alone(), List.of()));
        }
    }
}
