package org.inkstream.metrics.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class TraceContextTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void a_context_that_somebody_sent_is_passed_on_as_it_is() {
        assertThat(TraceContext.received(PARENT, "a=b")).isEqualTo(new TraceContext(PARENT, "a=b"));
    }

    @Test
    void a_context_tells_its_trace_its_span_and_whether_they_are_kept() {
        TraceContext kept = new TraceContext(PARENT, "");
        TraceContext left = new TraceContext(PARENT.replaceFirst("-01$", "-02"), "");

        assertThat(kept.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(kept.spanId()).isEqualTo("b7ad6b7169203331");
        assertThat(kept.isSampled()).isTrue();
        assertThat(left.isSampled()).isFalse();
        assertThat(TraceContext.NONE.isSampled()).isFalse();
        assertThat(TraceContext.NONE.traceId() + TraceContext.NONE.spanId()).isEmpty();
    }

    @Test
    void what_is_no_context_counts_as_none() {
        for (String wrong :
                new String[] {
                    "", "x", PARENT.toUpperCase(Locale.ROOT), PARENT + "0", PARENT.replace('-', '_')
                }) {
            assertThat(TraceContext.received(wrong, "a=b")).isEqualTo(TraceContext.NONE);
        }
    }

    @Test
    void a_state_that_could_break_a_header_is_dropped_and_the_trace_goes_on() {
        assertThat(TraceContext.received(PARENT, "a=b\r\nEvil: 1"))
                .isEqualTo(new TraceContext(PARENT, ""));
        assertThat(TraceContext.received(PARENT, "a".repeat(513)))
                .isEqualTo(new TraceContext(PARENT, ""));
    }
}
