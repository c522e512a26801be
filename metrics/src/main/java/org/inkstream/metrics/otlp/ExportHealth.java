package org.inkstream.metrics.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that exports fail, and once that they succeed again. The library's own messages, one
 * for each failure and with what the receiver answered, are switched off. For any thread.
 */
final class ExportHealth {
    private static final Logger LOGGER = LoggerFactory.getLogger(ExportHealth.class);

    /** Held here: the JDK forgets the level of a logger that nobody holds. */
    private static final java.util.logging.Logger LIBRARY =
            java.util.logging.Logger.getLogger("io.opentelemetry");

    private final AtomicBoolean failing = new AtomicBoolean();

    ExportHealth() {
        LIBRARY.setLevel(java.util.logging.Level.OFF);
    }

    CompletableResultCode watched(String what, CompletableResultCode export) {
        return export.whenComplete(() -> judge(what, export.isSuccess()));
    }

    private void judge(String what, boolean succeeded) {
        if (!succeeded && failing.compareAndSet(false, true)) {
            LOGGER.atWarn()
                    .addKeyValue("what", what)
                    .log("telemetry cannot be exported; what does not fit its queue is dropped");
        } else if (succeeded && failing.compareAndSet(true, false)) {
            LOGGER.atInfo().log("telemetry is exported again");
        }
    }
}
