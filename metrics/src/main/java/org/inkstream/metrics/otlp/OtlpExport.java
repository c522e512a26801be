package org.inkstream.metrics.otlp;

import org.inkstream.metrics.trace.Telemetry;

/**
 * Opens the telemetry of a process. It knows no class of the SDK, so that none is loaded in vain.
 */
public final class OtlpExport {
    private OtlpExport() {}

    /**
     * Telemetry that is pushed to the endpoint, or {@link Telemetry#OFF} if none is named. Close it
     * last, so that what the others say while they close is sent too.
     */
    public static Telemetry open(ExportOptions options) {
        return options.endpoint().isEmpty() ? Telemetry.OFF : OtlpTelemetry.open(options);
    }
}
