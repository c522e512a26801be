package org.inkstream.loadtest.peers.models;

import java.util.List;

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

    /**
     * The bytes of a server that is none of the scripted ones.
     *
     * @param models that it has; empty means any
     * @param flavour of a server that is compatible with OpenAI's
     */
    public Wire wire(List<String> models, OpenAiFlavour flavour) {
        Setup setup = new Setup();
        setup.models = List.copyOf(models);
        setup.flavour = flavour;
        return wire(setup, new Slots());
    }
}
