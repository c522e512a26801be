package org.inkstream.loadtest.scenarios.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A simulated inference server to start.
 *
 * @param engine how it works on several requests
 * @param set name of the figures of its card and models
 * @param options of the command beside those
 */
record ServerSpec(Engine engine, String set, List<String> options) {
    ServerSpec {
        options = List.copyOf(options);
    }

    /** What it is, and what it speaks. */
    enum Engine {
        /** Slots; speaks as Ollama does. */
        SLOTS("ollama", "ollama"),
        /** Pages; speaks as vLLM does. */
        PAGED("openai", "vllm"),
        /** Limits by the minute; speaks as Claude does. */
        REMOTE("anthropic", "claude");

        private final String kind;
        private final String command;

        Engine(String kind, String command) {
            this.kind = kind;
            this.command = command;
        }

        /** As an endpoint of the models file calls it. */
        String kind() {
            return kind;
        }

        /** As the scheduler's setting calls it. */
        String setting() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of {@code inkstream}, with a free port. */
    List<String> arguments(double scale) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "loadtest",
                                "peers",
                                "--engine",
                                engine.command,
                                "--set",
                                set,
                                "--port",
                                "0",
                                "--scale",
                                String.format(Locale.ROOT, "%.1f", scale)));
        arguments.addAll(options);
        return arguments;
    }

    /** For people who want to start one. */
    String command(double scale) {
        return "./inkstream " + String.join(" ", arguments(scale));
    }
}
