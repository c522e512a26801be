package org.inkstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.status.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.inkstream.config.Settings;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LogFormatTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void lines_are_for_people_unless_json_is_asked_for() throws Exception {
        configure();

        assertThat(console().getEncoder()).isInstanceOf(PatternLayoutEncoder.class);
    }

    @Test
    void json_is_one_setting_away() throws Exception {
        context.putProperty("INKSTREAM_LOG_FORMAT", "json");

        configure();

        assertThat(console().getEncoder()).isInstanceOf(JsonEncoder.class);
    }

    @Test
    void what_the_logging_is_told_is_not_taken_for_a_setting_of_the_service() throws Exception {
        String file = Files.readString(Path.of("src/main/resources/logback.xml"));

        Map<String, String> told =
                Pattern.compile("INKSTREAM_\\w+")
                        .matcher(file)
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .collect(Collectors.toMap(name -> name, name -> "text"));

        assertThat(told).containsKey("INKSTREAM_LOG_FORMAT");
        assertThat(Settings.loader().environment(told).load()).isEqualTo(Settings.defaults());
    }

    private void configure() throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
        // The first complaint makes logback print all that it did, before the command's own words.
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .filteredOn(status -> status.getEffectiveLevel() >= Status.WARN)
                .isEmpty();
    }

    private ConsoleAppender<ILoggingEvent> console() {
        return (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("CONSOLE");
    }
}
