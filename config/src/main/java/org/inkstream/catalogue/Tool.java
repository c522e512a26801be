package org.inkstream.catalogue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One tool of the catalogue.
 *
 * @param name the MCP tool name
 * @param agent the agent that serves it
 * @param description one sentence, shown in tools/list
 * @param inputs where each argument comes from, in the order of the contract
 * @param timeout from the moment a call is dispatched to a model until it is given up
 * @param onUnknown what to do when nobody knows whether a call was answered
 * @param fills which letter fields its result fills
 * @param inputSchema JSON Schema 2020-12 of the arguments
 * @param outputSchema JSON Schema 2020-12 of the result
 */
public record Tool(
        String name,
        String agent,
        String description,
        List<Input> inputs,
        Duration timeout,
        OnUnknown onUnknown,
        List<Fill> fills,
        JsonObject inputSchema,
        JsonObject outputSchema) {

    /** What happens to a call whose outcome nobody received. */
    public enum OnUnknown {
        /** Ask again with the same key. */
        REASK,
        /** Buy it again, as a new attempt. */
        REBUY,
        /** Leave the field open and let a person decide. */
        PARK
    }

    public Tool {
        inputs = List.copyOf(inputs);
        fills = List.copyOf(fills);
    }

    /** The same tool with this timeout, if its own is longer. */
    Tool within(Duration longest) {
        return timeout.compareTo(longest) <= 0
                ? this
                : new Tool(
                        name,
                        agent,
                        description,
                        inputs,
                        longest,
                        onUnknown,
                        fills,
                        inputSchema,
                        outputSchema);
    }

    /** The tools whose results this one takes as arguments. */
    public Set<String> dependsOn() {
        return inputs.stream()
                .filter(Input::fromTool)
                .map(Input::sourceTool)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * One argument.
     *
     * @param argument its name in the call; dotted, such as {@code entities.people}, for one member
     *     of an object argument that is made of several sources
     * @param from {@code text}, {@code file.path}, {@code file.metadata}, {@code ocr.confidence},
     *     {@code ocr.language}, {@code collection}, or {@code TOOL:RESULT_PATH} such as {@code
     *     extract_people:people}; {@code TOOL:} means the whole result
     * @param required whether the tool cannot be called without it
     */
    public record Input(String argument, String from, boolean required) {
        public boolean fromTool() {
            return from.indexOf(':') > 0;
        }

        public String sourceTool() {
            return from.substring(0, from.indexOf(':'));
        }

        /** The path inside the source tool's result; empty means all of it. */
        public String sourcePath() {
            return from.substring(from.indexOf(':') + 1);
        }
    }

    /**
     * One letter field that the result fills.
     *
     * @param field path in the letter schema, such as {@code content.salutation}
     * @param from dotted path in the result, such as {@code correspondence.sender.name}; a last
     *     part in braces, such as {@code biographies.{document.correspondence.sender.name}}, is the
     *     value of that letter field, used as a key
     * @param inferred whether the value is concluded from the text rather than read off it; a value
     *     that is read off must be proven by a quote
     */
    public record Fill(String field, String from, boolean inferred) {}
}
