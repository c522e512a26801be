package org.inkstream.agents.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EventStreamTest {
    private static final String STREAM =
            ": a comment\n\nevent: message\ndata: one\n\r\ndata: two\r\ndata:lines\r\n\r\n"
                    + "id: 4\rdata: dréi\r\rretry: 5\n\ndatabase: no\n\ndata: unended";

    @Property(tries = 500)
    void events_are_the_same_however_the_bytes_arrive(
            @ForAll @IntRange(min = 1, max = 40) int first,
            @ForAll @IntRange(min = 1, max = 12) int step) {
        List<String> events = new ArrayList<>();
        EventStream stream = new EventStream(event -> events.add(event.toString()));

        Buffer bytes = Buffer.buffer(STREAM);
        stream.feed(bytes.getBuffer(0, first));
        for (int at = first; at < bytes.length(); at += step) {
            stream.feed(bytes.getBuffer(at, Math.min(bytes.length(), at + step)));
        }

        assertThat(events).containsExactly("one", "two\nlines", "dréi");
    }
}
