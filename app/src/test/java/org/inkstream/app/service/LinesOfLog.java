package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** The log of this JVM as the product writes it to a terminal, line by line. */
final class LinesOfLog {
    private static final Pattern LAYOUT = Pattern.compile("<pattern>(.*)</pattern>");

    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final PatternLayout layout = new PatternLayout();

    void listen() {
        layout.setContext(root().getLoggerContext());
        layout.setPattern(pattern());
        layout.start();
        events.start();
        root().addAppender(events);
    }

    void stopListening() {
        root().detachAppender(events);
    }

    List<String> lines() {
        // It appends under this lock.
        synchronized (events) {
            return events.list.stream().map(event -> layout.doLayout(event).strip()).toList();
        }
    }

    /** Blocks until each of these parts stands in a line. */
    void await(String... parts) {
        long began = System.nanoTime();
        for (String part : parts) {
            while (lines().stream().noneMatch(line -> line.contains(part))) {
                assertThat(System.nanoTime() - began).as(part).isLessThan(20_000_000_000L);
                Thread.onSpinWait();
            }
        }
    }

    private static String pattern() {
        try (var file = LinesOfLog.class.getResourceAsStream("/org/inkstream/app/log-text.xml")) {
            Matcher pattern =
                    LAYOUT.matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(pattern.find()).isTrue();
            return pattern.group(1);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
