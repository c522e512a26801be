package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.inkstream.agents.inference.Prompt;

/** In which order a client that is not ours puts the parts of a prompt. */
enum Layout {
    /** Instruction, letter, schema: what the older system did, without any rules for all tools. */
    TEXT_IN_THE_MIDDLE {
        @Override
        JsonArray messages(Questions questions, String tool, String text) {
            String user =
                    String.join(
                            "\n\n",
                            questions.instruction(tool),
                            text,
                            questions.schema(tool).encode());
            return new JsonArray().add(message("user", user));
        }
    },
    /** The same parts as ours with the tool's first. */
    INSTRUCTION_FIRST {
        @Override
        JsonArray messages(Questions questions, String tool, String text) {
            Prompt prompt = questions.prompt(tool, text);
            return new JsonArray()
                    .add(message("system", prompt.instruction()))
                    .add(message("user", prompt.system() + "\n\n" + prompt.document()));
        }
    },
    /** As ours. */
    DOCUMENT_FIRST {
        @Override
        JsonArray messages(Questions questions, String tool, String text) {
            Prompt prompt = questions.prompt(tool, text);
            return new JsonArray()
                    .add(message("system", prompt.system()))
                    .add(message("user", prompt.document() + "\n\n" + prompt.instruction()));
        }
    };

    abstract JsonArray messages(Questions questions, String tool, String text);

    private static JsonObject message(String role, String content) {
        return new JsonObject().put("role", role).put("content", content);
    }
}
