package org.inkstream.models;

import java.time.Duration;

/**
 * One model on one endpoint.
 *
 * @param name by which routes refer to it
 * @param endpoint name of the endpoint that serves it
 * @param model what the endpoint calls it, such as {@code llama3.2}
 * @param contextTokens prompt and answer together, fixed for the model: a server that loads a model
 *     with its context (Ollama) would load it again for another number
 * @param maxOutputTokens longest answer, thinking included; at least 1
 * @param temperature 0 to 2
 * @param keepAlive how long a server that loads models keeps it, zero if that is its own business
 * @param batchWindow how long requests are gathered for one batch of the Batch API of Anthropic,
 *     zero if each is sent at once
 */
public record ModelSpec(
        String name,
        String endpoint,
        String model,
        int contextTokens,
        int maxOutputTokens,
        double temperature,
        Duration keepAlive,
        Duration batchWindow) {
    public ModelSpec {
        if (maxOutputTokens < 1 || contextTokens <= maxOutputTokens) {
            throw new IllegalArgumentException(
                    "model "
                            + name
                            + " needs contextTokens above maxOutputTokens above 0, got "
                            + contextTokens
                            + " and "
                            + maxOutputTokens);
        }
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException(
                    "temperature of model " + name + " must be from 0 to 2, got " + temperature);
        }
        if (batchWindow.isNegative()) {
            throw new IllegalArgumentException(
                    "batchWindow of model " + name + " must not be negative, got " + batchWindow);
        }
    }

    /** A model whose requests are sent at once. */
    public ModelSpec(
            String name,
            String endpoint,
            String model,
            int contextTokens,
            int maxOutputTokens,
            double temperature,
            Duration keepAlive) {
        this(
                name,
                endpoint,
                model,
                contextTokens,
                maxOutputTokens,
                temperature,
                keepAlive,
                Duration.ZERO);
    }

    /** The same model for an answer of another length, with no more than its context in all. */
    public ModelSpec writing(int tokens) {
        return new ModelSpec(
                name, endpoint, model, contextTokens, tokens, temperature, keepAlive, batchWindow);
    }

    /** Whether its requests go in batches, which cost half and may take a day. */
    public boolean inBatches() {
        return !batchWindow.isZero();
    }
}
