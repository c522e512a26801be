package org.inkstream.metrics.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.metrics.trace.Attribute;
import org.inkstream.metrics.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/** Our words in those of the SDK, and back. */
final class Conversions {
    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<TraceContext> GETTER =
            new TextMapGetter<>() {
                @Override
                public @Nullable String get(@Nullable TraceContext carrier, String key) {
                    if (carrier == null) {
                        return null;
                    }
                    return key.equals(TRACEPARENT) ? carrier.traceparent() : carrier.tracestate();
                }
            };

    private Conversions() {}

    static SpanKind kind(org.inkstream.metrics.trace.SpanKind kind) {
        return switch (kind) {
            case INTERNAL -> SpanKind.INTERNAL;
            case CLIENT -> SpanKind.CLIENT;
            case SERVER -> SpanKind.SERVER;
        };
    }

    static Context context(TraceContext parent) {
        return parent.isNone() ? Context.root() : W3C.extract(Context.root(), parent, GETTER);
    }

    static TraceContext context(Span span) {
        Map<String, String> headers = new HashMap<>();
        W3C.inject(Context.root().with(span), headers, Conversions::put);
        return TraceContext.received(
                headers.getOrDefault(TRACEPARENT, ""), headers.getOrDefault(TRACESTATE, ""));
    }

    static void put(SpanBuilder span, Attribute attribute, Object value) {
        span.setAttribute(key(attribute, value), value);
    }

    static void put(Span span, Attribute attribute, Object value) {
        span.setAttribute(key(attribute, value), value);
    }

    static Attributes attributes(org.inkstream.metrics.trace.Attributes ours) {
        AttributesBuilder builder = Attributes.builder();
        ours.forEach((attribute, value) -> builder.put(key(attribute, value), value));
        return builder.build();
    }

    private static void put(@Nullable Map<String, String> headers, String name, String value) {
        if (headers != null) {
            headers.put(name, value);
        }
    }

    /** The key's type follows the value's, which is one of those that {@code Attributes} takes. */
    @SuppressWarnings("unchecked")
    private static AttributeKey<Object> key(Attribute attribute, Object value) {
        AttributeKey<?> key;
        if (value instanceof Long) {
            key = AttributeKey.longKey(attribute.key());
        } else if (value instanceof Double) {
            key = AttributeKey.doubleKey(attribute.key());
        } else if (value instanceof Boolean) {
            key = AttributeKey.booleanKey(attribute.key());
        } else if (value instanceof List) {
            key = AttributeKey.stringArrayKey(attribute.key());
        } else {
            key = AttributeKey.stringKey(attribute.key());
        }
        return (AttributeKey<Object>) key;
    }
}
