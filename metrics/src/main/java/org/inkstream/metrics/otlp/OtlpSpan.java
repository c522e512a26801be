package org.inkstream.metrics.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.inkstream.metrics.trace.Attribute;
import org.inkstream.metrics.trace.Attributes;
import org.inkstream.metrics.trace.LiveSpan;
import org.inkstream.metrics.trace.TraceContext;

/** One span of the SDK in our words. */
final class OtlpSpan implements LiveSpan {
    private final Span span;
    private final TraceContext context;

    OtlpSpan(Span span) {
        this.span = span;
        this.context = Conversions.context(span);
    }

    @Override
    public TraceContext context() {
        return context;
    }

    @Override
    public void set(Attributes attributes) {
        attributes.forEach((attribute, value) -> Conversions.put(span, attribute, value));
    }

    @Override
    public void failed(String errorType) {
        span.setAttribute(AttributeKey.stringKey(Attribute.ERROR_TYPE.key()), errorType);
        // Without a description, which would be an error's message.
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void end() {
        span.end();
    }
}
