package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.inkstream.loadtest.peers.gpu.ApiEngine;
import org.inkstream.loadtest.peers.gpu.ApiSetup;
import org.inkstream.loadtest.peers.gpu.PagedEngine;
import org.inkstream.loadtest.peers.gpu.PagedSetup;
import org.inkstream.loadtest.peers.gpu.ParameterSet;
import org.inkstream.loadtest.peers.gpu.SlotsEngine;
import org.inkstream.loadtest.peers.gpu.SlotsSetup;
import org.inkstream.loadtest.peers.models.OpenAiFlavour;
import org.inkstream.time.Timers;

/** Which server is simulated: what it speaks and how it works. */
public enum EngineKind {
    /** Slots, models that are loaded and evicted; {@code /api/chat}. */
    OLLAMA("slots") {
        @Override
        Face face(ServerPlan plan, Timers timers) {
            SlotsSetup setup = slots(plan);
            return new OllamaFace(setup, new SlotsEngine(setup, timers, plan.chance()));
        }
    },
    /** Slots and one model, with {@code timings} that tell prefix hits. */
    LLAMACPP("slots") {
        @Override
        Face face(ServerPlan plan, Timers timers) {
            SlotsSetup setup = slots(plan).only(0);
            return new LlamaCppFace(setup, new SlotsEngine(setup, timers, plan.chance()));
        }
    },
    /** Pages, with vLLM's metrics. */
    VLLM("paged") {
        @Override
        Face face(ServerPlan plan, Timers timers) {
            PagedSetup setup = paged(plan);
            PagedEngine engine = new PagedEngine(setup, timers, plan.chance());
            return new PagedFace(setup, engine, OpenAiFlavour.VLLM, new VllmMetrics(setup));
        }
    },
    /** Pages, longest prefix first, with SGLang's metrics. */
    SGLANG("paged") {
        @Override
        Face face(ServerPlan plan, Timers timers) {
            PagedSetup setup = paged(plan).policy(PagedSetup.Policy.LPM);
            PagedEngine engine = new PagedEngine(setup, timers, plan.chance());
            return new PagedFace(setup, engine, OpenAiFlavour.SGLANG, new SglangMetrics(setup));
        }
    },
    /** A paid API with rate limits; {@code /v1/messages}. */
    CLAUDE("apis") {
        @Override
        Face face(ServerPlan plan, Timers timers) {
            ApiSetup setup = ParameterSet.api(plan.set());
            return new ClaudeFace(setup, new ApiEngine(setup, timers, plan.chance()), plan.scale());
        }
    };

    private final String section;

    EngineKind(String section) {
        this.section = section;
    }

    /** A server at its beginning. */
    abstract Face face(ServerPlan plan, Timers timers);

    /** The sets of figures that fit this kind. */
    public List<String> sets() {
        return List.copyOf(ParameterSet.all().getJsonObject(section).fieldNames());
    }

    /** The figures of a set, each with its mark and source. */
    public JsonObject figures(String set) {
        return ParameterSet.all().getJsonObject(section).getJsonObject(set, new JsonObject());
    }

    /** As commands write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static SlotsSetup slots(ServerPlan plan) {
        SlotsSetup setup = ParameterSet.slots(plan.set());
        return plan.slots() == 0 ? setup : setup.slots(plan.slots());
    }

    private static PagedSetup paged(ServerPlan plan) {
        PagedSetup setup = ParameterSet.paged(plan.set());
        return plan.slots() == 0 ? setup : setup.maxSequences(plan.slots());
    }
}
