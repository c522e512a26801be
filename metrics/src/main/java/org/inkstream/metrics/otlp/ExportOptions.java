package org.inkstream.metrics.otlp;

import java.time.Duration;
import java.util.Map;

/**
 * Where telemetry goes, and what goes.
 *
 * @param endpoint base URL of an OTLP/HTTP receiver, such as {@code http://127.0.0.1:4318}; empty
 *     means nowhere
 * @param environment whose headers go with every export and whose choice of names holds
 * @param serviceName what this process calls itself
 * @param serviceVersion of the build that runs
 * @param samplingShare of the traces that begin here, 0 to 1; a trace that began elsewhere is kept
 *     if it is kept there
 * @param spanInterval how long an ended span waits for others
 * @param metricInterval between two pushes of the metrics
 * @param timeout of one push, and how long closing may take
 */
public record ExportOptions(
        String endpoint,
        OtelEnvironment environment,
        String serviceName,
        String serviceVersion,
        double samplingShare,
        Duration spanInterval,
        Duration metricInterval,
        Duration timeout) {

    /** With a slash less: paths are added to it. */
    public ExportOptions {
        endpoint = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
    }

    String at(String path) {
        return endpoint + path;
    }

    Map<String, String> headers() {
        return environment.headers();
    }
}
