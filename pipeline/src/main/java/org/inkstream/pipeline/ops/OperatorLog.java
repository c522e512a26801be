package org.inkstream.pipeline.ops;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.money.Money;
import org.inkstream.pipeline.document.StepResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The few phrases that operators search their logs for, kept word for word. They are the exception
 * to the rule of constant messages, and can be switched off with the level of the logger {@value
 * #NAME}.
 */
public final class OperatorLog {
    /** The logger that carries nothing else. */
    public static final String NAME = "org.inkstream.operator";

    private static final Logger LOGGER = LoggerFactory.getLogger(NAME);
    private static final Logger PLAIN = LoggerFactory.getLogger(OperatorLog.class);
    private static final long PICO_IN_MICRO = 1_000_000;

    /** {@code Invoking metadata-agent/extract_document_type (timeout: 30s)} */
    public void invoking(ToolCall call) {
        if (LOGGER.isInfoEnabled()) {
            LOGGER.info(
                    "Invoking {}/{} (timeout: {}s)",
                    call.agent(),
                    call.tool(),
                    call.limit().toSeconds());
        }
    }

    /** {@code metadata-agent/extract_document_type failed with timeout} */
    public void failed(StepResult result) {
        LOGGER.info("{}/{} failed with {}", result.agent(), result.tool(), result.errorClass());
    }

    /**
     * {@code Document letter-1 enriched, total_processing_time: 12.345s, _source: actual 18
     * fallback 1}. The one line of a letter that came to its result: where the phrases are switched
     * off, it comes without them.
     */
    public void enriched(Letter letter) {
        if (LOGGER.isInfoEnabled()) {
            letter.tell(LOGGER.atInfo())
                    .log(
                            "Document {} enriched, total_processing_time: {}s, _source: {}",
                            letter.documentId,
                            letter.took.toMillis() / 1000.0,
                            letter.sources());
        } else {
            letter.tell(PLAIN.atInfo()).log("letter has its result");
        }
    }

    /**
     * A letter that came to its result.
     *
     * @param outcome {@code published} or {@code needs_review}
     * @param took from taking it to its end
     * @param cost of its calls, as far as it is known
     * @param tools how each of them ended, as the stored letter has it
     */
    public record Letter(
            String documentId, String outcome, Duration took, Money cost, JsonObject tools) {
        private LoggingEventBuilder tell(LoggingEventBuilder line) {
            return line.addKeyValue("documentId", documentId)
                    .addKeyValue("outcome", outcome)
                    .addKeyValue("tookMs", took.toMillis())
                    .addKeyValue("costMicroUsd", cost.picoUsd() / PICO_IN_MICRO);
        }

        String sources() {
            Map<String, Integer> counts = new TreeMap<>();
            tools.forEach(
                    tool -> {
                        if (tool.getValue() instanceof JsonObject ending) {
                            counts.merge(ending.getString("_source", ""), 1, Integer::sum);
                        }
                    });
            return counts.entrySet().stream()
                    .map(source -> source.getKey() + " " + source.getValue())
                    .collect(Collectors.joining(" "));
        }
    }
}
