package org.inkstream.pipeline.ops;

import java.time.Duration;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.pipeline.document.StepResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The few phrases that operators search their logs for, kept word for word. They are the exception
 * to the rule of constant messages, and can be switched off with the level of the logger {@value
 * #NAME}.
 */
public final class OperatorLog {
    /** The logger that carries nothing else. */
    public static final String NAME = "org.inkstream.operator";

    private static final Logger LOGGER = LoggerFactory.getLogger(NAME);

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

    /** {@code Document letter-1 enriched, total_processing_time: 12.345s} */
    public void enriched(String documentId, Duration took) {
        if (LOGGER.isInfoEnabled()) {
            LOGGER.info(
                    "Document {} enriched, total_processing_time: {}s",
                    documentId,
                    took.toMillis() / 1000.0);
        }
    }
}
