package org.inkstream.app.embedded;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Silences what a broker tells its own operators, unless the logging configuration asks for it. */
final class KafkaLogs {
    private static final Map<String, Level> LEVELS =
            Map.of(
                    "kafka", Level.ERROR,
                    "org.apache.kafka", Level.ERROR,
                    "state.change.logger", Level.ERROR);

    private KafkaLogs() {}

    static void quieten() {
        LEVELS.forEach(KafkaLogs::quieten);
    }

    private static void quieten(String name, Level level) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger && logger.getLevel() == null) {
            logger.setLevel(level);
        }
    }
}
