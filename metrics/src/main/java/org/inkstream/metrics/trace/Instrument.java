package org.inkstream.metrics.trace;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every histogram that is pushed, named and bucketed as the conventions say. The scrape has meters
 * of its own.
 */
public enum Instrument {
    TOKEN_USAGE(
            "gen_ai.client.token.usage",
            "{token}",
            "Tokens of one generation, by type.",
            Generation.WIDELY_READ,
            Scale.TOKENS),
    GENERATION_DURATION(
            "gen_ai.client.operation.duration",
            "s",
            "Time of one generation, from its dispatch to its answer.",
            Generation.WIDELY_READ,
            Scale.GENERATION),
    TIME_TO_FIRST_CHUNK(
            "gen_ai.client.operation.time_to_first_chunk",
            "s",
            "Time from the dispatch of a generation to its first chunk.",
            Generation.EITHER,
            Scale.FIRST_CHUNK),
    INFERENCE_DURATION(
            "gen_ai.client.inference.duration",
            "s",
            "Time of one generation, from its dispatch to its answer.",
            Generation.LATEST,
            Scale.GENERATION),
    INPUT_TOKENS(
            "gen_ai.client.inference.usage.input_tokens",
            "{token}",
            "Input tokens of one generation, cached ones included.",
            Generation.LATEST,
            Scale.TOKENS),
    OUTPUT_TOKENS(
            "gen_ai.client.inference.usage.output_tokens",
            "{token}",
            "Output tokens of one generation, thinking included.",
            Generation.LATEST,
            Scale.TOKENS),
    CACHE_READ_TOKENS(
            "gen_ai.client.inference.usage.cache_read.input_tokens",
            "{token}",
            "Input tokens of one generation that came from a cache.",
            Generation.LATEST,
            Scale.TOKENS),
    CACHE_WRITE_TOKENS(
            "gen_ai.client.inference.usage.cache_write.input_tokens",
            "{token}",
            "Input tokens of one generation that were written to a cache.",
            Generation.LATEST,
            Scale.TOKENS),
    EXECUTE_TOOL_DURATION(
            "gen_ai.execute_tool.duration",
            "s",
            "Time of one tool call with all its attempts and pauses.",
            Generation.EITHER,
            Scale.CALL),
    WORKFLOW_DURATION(
            "gen_ai.workflow.duration",
            "s",
            "Time of one document run.",
            Generation.EITHER,
            Scale.CALL),
    MCP_CLIENT_DURATION(
            "mcp.client.operation.duration",
            "s",
            "Time of one attempt, from its start to its answer.",
            Generation.EITHER,
            Scale.CALL),
    MCP_SERVER_DURATION(
            "mcp.server.operation.duration",
            "s",
            "Time of one call that is served here.",
            Generation.EITHER,
            Scale.CALL);

    /** The names of generations changed once; exporting both would count everything twice. */
    public enum Generation {
        EITHER,
        /** What dashboards know today. */
        WIDELY_READ,
        /** What the conventions say now. */
        LATEST
    }

    private final String meterName;
    private final String unit;
    private final String description;
    private final Generation generation;
    private final Scale scale;

    Instrument(
            String meterName, String unit, String description, Generation generation, Scale scale) {
        this.meterName = meterName;
        this.unit = unit;
        this.description = description;
        this.generation = generation;
        this.scale = scale;
    }

    public String meterName() {
        return meterName;
    }

    public String unit() {
        return unit;
    }

    public String description() {
        return description;
    }

    /** Upper bounds. */
    public List<Double> buckets() {
        return scale.bounds();
    }

    /**
     * @param latest whether the latest names are exported, instead of those that are widely read
     */
    public boolean isExported(boolean latest) {
        return switch (generation) {
            case EITHER -> true;
            case WIDELY_READ -> !latest;
            case LATEST -> latest;
        };
    }

    /** What the conventions advise for each kind of value. */
    private enum Scale {
        TOKENS,
        GENERATION,
        FIRST_CHUNK,
        CALL;

        List<Double> bounds() {
            return switch (this) {
                case TOKENS -> Stream.iterate(1.0, bound -> bound * 4).limit(14).toList();
                case GENERATION -> Stream.iterate(0.01, bound -> bound * 2).limit(14).toList();
                case FIRST_CHUNK ->
                        List.of(
                                0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75,
                                1.0, 2.5, 5.0, 7.5, 10.0);
                case CALL ->
                        List.of(
                                0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0,
                                120.0, 300.0);
            };
        }
    }
}
