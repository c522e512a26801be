package org.inkstream.loadtest.peers.models;

/** How a model server is spoken to. */
public enum Dialect {
    /** {@code /api/chat}, {@code /api/generate}: NDJSON, durations in nanoseconds. */
    OLLAMA {
        @Override
        Wire wire(Setup setup, Slots slots) {
            return new OllamaWire(setup);
        }
    },
    /** {@code /v1/chat/completions}, as vLLM, SGLang, LM Studio and llama.cpp serve it. */
    OPENAI {
        @Override
        Wire wire(Setup setup, Slots slots) {
            return new OpenAiWire(setup, slots);
        }
    },
    /** {@code /v1/messages} with its batches, over API keys and rate limits. */
    ANTHROPIC {
        @Override
        Wire wire(Setup setup, Slots slots) {
            return new AnthropicWire(setup);
        }
    };

    abstract Wire wire(Setup setup, Slots slots);
}
