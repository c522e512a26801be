/**
 * Telemetry over OTLP with the OpenTelemetry SDK. Only {@link
 * org.inkstream.metrics.otlp.OtlpExport} is meant for others; no class of the SDK is loaded unless
 * an endpoint is named.
 */
@NullMarked
package org.inkstream.metrics.otlp;

import org.jspecify.annotations.NullMarked;
