package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.util.List;

/**
 * An Ollama, or a llama.cpp server with one model.
 *
 * @param models that may be asked for
 * @param slots for each loaded model
 * @param vramGiB of the card; a model that is alone may be larger, and is slow by its own figures
 * @param maxLoaded models at a time
 * @param maxQueue orders that may wait for a model to be loaded
 * @param numCtx tokens of context where the client says nothing
 * @param evict how long unloading takes until the memory is free
 * @param chunk tokens of prompts that an iteration reads
 */
public record SlotsSetup(
        List<ModelSpec> models,
        int slots,
        double vramGiB,
        int maxLoaded,
        int maxQueue,
        int numCtx,
        Duration evict,
        int chunk) {
    public SlotsSetup {
        models = List.copyOf(models);
        if (slots < 1 || maxLoaded < 1 || maxQueue < 0 || numCtx < 2 || chunk < 1) {
            throw new IllegalArgumentException(
                    "slots, loaded models, context and chunk must be positive, got "
                            + slots
                            + ", "
                            + maxLoaded
                            + ", "
                            + numCtx
                            + ", "
                            + chunk);
        }
    }

    /** With one of its models alone. */
    public SlotsSetup only(int index) {
        return new SlotsSetup(
                List.of(models.get(index)),
                slots,
                vramGiB,
                maxLoaded,
                maxQueue,
                numCtx,
                evict,
                chunk);
    }

    public SlotsSetup slots(int number) {
        return new SlotsSetup(models, number, vramGiB, maxLoaded, maxQueue, numCtx, evict, chunk);
    }

    public SlotsSetup maxQueue(int orders) {
        return new SlotsSetup(models, slots, vramGiB, maxLoaded, orders, numCtx, evict, chunk);
    }
}
