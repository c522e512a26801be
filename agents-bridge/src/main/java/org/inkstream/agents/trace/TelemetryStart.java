package org.inkstream.agents.trace;

import org.inkstream.config.TelemetrySettings;
import org.inkstream.metrics.otlp.ExportOptions;
import org.inkstream.metrics.otlp.OtelEnvironment;
import org.inkstream.metrics.otlp.OtlpExport;
import org.inkstream.metrics.trace.Telemetry;

/** Opens the telemetry of a process as its settings and the environment say. */
public final class TelemetryStart {
    private TelemetryStart() {}

    /**
     * Telemetry to be closed last, {@link Telemetry#OFF} if the settings name no endpoint.
     *
     * @param version of the build that runs
     * @throws IllegalArgumentException if the environment's headers cannot be read
     */
    public static Telemetry open(TelemetrySettings settings, String version) {
        if (settings.otlpEndpoint().isEmpty()) {
            return Telemetry.OFF;
        }
        return OtlpExport.open(
                new ExportOptions(
                        settings.otlpEndpoint(),
                        OtelEnvironment.of(System.getenv()),
                        settings.serviceName(),
                        version,
                        settings.samplingShare(),
                        settings.spanInterval(),
                        settings.metricInterval(),
                        settings.timeout()));
    }
}
