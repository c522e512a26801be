package org.inkstream.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BrokenConnectionsTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(BrokenConnections.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void listen() {
        said.start();
        logger.addAppender(said);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(said);
    }

    @Test
    void a_client_that_is_cut_off_is_no_error_of_the_store() {
        EmbeddedChannel connection = new EmbeddedChannel(new BrokenConnections());

        connection.pipeline().fireExceptionCaught(new SocketException("Connection reset"));

        assertThat(connection.isOpen()).isFalse();
        assertThat(levels()).doesNotContain(Level.ERROR, Level.WARN);
    }

    @Test
    void anything_else_is() {
        EmbeddedChannel connection = new EmbeddedChannel(new BrokenConnections());

        connection.pipeline().fireExceptionCaught(new IllegalStateException("a bug"));

        assertThat(connection.isOpen()).isFalse();
        assertThat(levels()).containsExactly(Level.ERROR);
    }

    /** By its name: it would come back unnoticed if the library moved it. */
    @Test
    void what_vertx_says_of_each_reset_connection_is_not_shown() throws Exception {
        Class<?> loud = Class.forName("io.vertx.core.net.impl.ConnectionBase");

        assertThat(LoggerFactory.getLogger(loud).isErrorEnabled()).isFalse();
    }

    private List<Level> levels() {
        return said.list.stream().map(ILoggingEvent::getLevel).toList();
    }
}
