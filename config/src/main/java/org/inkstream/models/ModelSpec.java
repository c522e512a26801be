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
 */
public record ModelSpec(
        String name,
        String endpoint,
        String model,
        int contextTokens,
        int maxOutputTokens,
        double temperature,
        Duration keepAlive) {
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
    }
}
