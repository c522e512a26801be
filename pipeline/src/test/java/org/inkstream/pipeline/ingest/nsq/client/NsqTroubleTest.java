package org.inkstream.pipeline.ingest.nsq.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import org.junit.jupiter.api.Test;

class NsqTroubleTest {
    private static final NsqdAddress PEER = new NsqdAddress("nsqd", 4150);

    @Test
    void an_ordinary_end_of_a_connection_is_one_line_wherever_it_is_logged() {
        NsqConnectionEnded ended =
                new NsqConnectionEnded(PEER, "Connection reset", new SocketException("reset"));

        assertThat(ended)
                .hasMessage("the connection to nsqd at nsqd:4150 ended: Connection reset")
                .hasNoCause();
        assertThat(ended.getStackTrace()).isEmpty();
        assertThat(new NsqRefusal("E_BAD_TOPIC", "no").getStackTrace()).isEmpty();
        assertThat(new NsqNotSent("no").getStackTrace()).isEmpty();
    }

    @Test
    void a_mistake_behind_it_is_kept_whole() {
        RuntimeException mistake = new ClassCastException("scripted");

        assertThat(new NsqConnectionEnded(PEER, "unreadable", mistake)).hasCause(mistake);
    }
}
