package org.inkstream.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * Whether spans and metrics are pushed, and where to.
 *
 * @param otlpEndpoint base URL of an OTLP/HTTP receiver; empty means that nothing is exported
 * @param serviceName what this service calls itself there
 * @param samplingShare of the letters that are traced, 0 to 1
 * @param spanInterval how long an ended span waits for others
 * @param metricInterval between two pushes of the metrics
 * @param timeout of one push, and of the last one when the service stops
 */
public record TelemetrySettings(
        String otlpEndpoint,
        String serviceName,
        double samplingShare,
        Duration spanInterval,
        Duration metricInterval,
        Duration timeout) {

    public TelemetrySettings {
        new Check()
                // The value is not shown: it may hold a password.
                .that(
                        otlpEndpoint.isEmpty() || isHttpUrl(otlpEndpoint),
                        "otlpEndpoint",
                        "must be empty or a URL such as http://127.0.0.1:4318")
                .filled("serviceName", serviceName)
                .share("samplingShare", samplingShare)
                .between(
                        "spanInterval", spanInterval, Duration.ofMillis(100), Duration.ofMinutes(1))
                .between(
                        "metricInterval",
                        metricInterval,
                        Duration.ofSeconds(1),
                        Duration.ofHours(1))
                .between("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1))
                .orThrow();
    }

    private static boolean isHttpUrl(String text) {
        try {
            URI url = new URI(text);
            return text.matches("https?://.+") && url.getHost() != null;
        } catch (URISyntaxException noUrl) {
            return false;
        }
    }
}
